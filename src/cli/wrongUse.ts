/**
 * The program was asked for something it cannot do; the message says what to do instead. `hint` is for a person at a
 * command line only: it speaks of flags.
 */
export class WrongUse extends Error {
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}
