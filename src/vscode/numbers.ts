import * as vscode from 'vscode';
import { formatDollars } from '../core/dollars.ts';

/** A number as it is written in the editor's language, with so many digits after the point. */
export function numberLabel(value: number, digits = 0): string {
  return value.toLocaleString(vscode.env.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

export function dollarLabel(dollars: number): string {
  return formatDollars(dollars, vscode.env.language);
}

/** Date and time; `ms` since 1970. */
export function whenLabel(ms: number): string {
  return new Date(ms).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The date alone; `ms` since 1970. */
export function dayLabel(ms: number): string {
  return new Date(ms).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
}
