/** Begins every line of the host tests, so that it can be told from what the editor itself logs. */
export const outputMark = 'host | ';
