import type { Severity } from '../core/finding.ts';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  added(text: string): string;
  removed(text: string): string;
  severity(severity: Severity, text: string): string;
}

/** Select Graphic Rendition: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
export function createStyle(color: boolean): Style {
  const paint =
    (code: string, end: string) =>
    (text: string): string =>
      color && text !== '' ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  const bySeverity: Readonly<Record<Severity, (text: string) => string>> = {
    critical: paint('1;31', '0'),
    high: paint('31', '39'),
    medium: paint('33', '39'),
    low: paint('36', '39'),
    info: paint('34', '39'),
  };
  return {
    bold: paint('1', '22'),
    dim: paint('2', '22'),
    added: paint('32', '39'),
    removed: paint('31', '39'),
    severity: (severity, text) => bySeverity[severity](text),
  };
}
