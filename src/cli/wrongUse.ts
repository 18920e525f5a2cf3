/** The program was asked for something it cannot do; the message says what to do instead. */
export class WrongUse extends Error {}
