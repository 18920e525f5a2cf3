import { ThinkingLevel as SdkLevel, type ThinkingConfig } from '@google/genai/web';
import type { ThinkingLevel } from '../core/modelClient.ts';

const levels: Readonly<Record<ThinkingLevel, SdkLevel>> = {
  minimal: SdkLevel.MINIMAL,
  low: SdkLevel.LOW,
  medium: SdkLevel.MEDIUM,
  high: SdkLevel.HIGH,
};

/**
 * What a model may be told about thinking. Flash 3, 3.5 and 3.6 know MINIMAL, later ones start at LOW; 2.5 counts
 * a budget instead of levels and is left at its own; older models refuse the whole setting.
 * https://ai.google.dev/gemini-api/docs/thinking
 */
export function thinkingConfigFor(
  model: string,
  level: ThinkingLevel | undefined,
): ThinkingConfig | undefined {
  if (/^gemini-(1|2\.0)/.test(model)) return undefined;
  if (level === undefined || model.startsWith('gemini-2.5')) return { includeThoughts: true };
  const known = level === 'minimal' && !/^gemini-3(\.[56])?-flash/.test(model) ? 'low' : level;
  return { thinkingLevel: levels[known], includeThoughts: true };
}
