/** Begins every line of the host tests, so that it can be told from what the editor itself logs. */
export const outputMark = 'host | ';

/** Begins a line by which the host tests ask the launcher for a second window on the workspace, or to close it. */
export const askMark = 'host asks | ';
export const windowAsks = { open: `${askMark}open`, close: `${askMark}close` } as const;
