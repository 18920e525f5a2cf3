import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of this checkout. */
export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything the scripts make or unpack; git ignores it. */
export const cache = join(checkout, '.cache');

/** Where the VS Code server and the packaged Chromium are laid down, once. */
export const editorCache = join(cache, 'editor');
