/** UTF-16 codes of the characters JSON is made of. Everything up to `space` counts as white space. */
export const space = 0x20;
export const quote = 0x22;
export const apostrophe = 0x27;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const backtick = 0x60;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const byteOrderMark = 0xfeff;
