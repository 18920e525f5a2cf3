import { compareSeverity, type Severity } from '../finding.ts';
import { ruleName, type ReportedFinding } from './reviewReport.ts';

interface SarifRule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** What GitHub shows as the severity of a security alert, by the bounds it documents. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.5',
};

export const sarifLevels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** One for each kind of defect that was found, in order of its name. */
export function sarifRules(findings: readonly ReportedFinding[]): readonly SarifRule[] {
  const names = [...new Set(findings.map(ruleName))].toSorted();
  return names.map((id) =>
    ruleOf(
      id,
      findings.filter((finding) => ruleName(finding) === id),
    ),
  );
}

function ruleOf(id: string, own: readonly ReportedFinding[]): SarifRule {
  const kinds = [...new Set(own.map(({ category }) => category))].toSorted();
  const weaknesses = weaknessesOf(own);
  const [worst = 'info'] = own.map(({ severity }) => severity).toSorted(compareSeverity);
  const words = id.replaceAll(/[-_]+/g, ' ');
  return {
    id,
    shortDescription: { text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` },
    fullDescription: { text: `A finding of the kind “${words}” (${kinds.join(', ')}).` },
    help: {
      text: `Found by a language model. Check it against the code. Dismiss it with: flash-review dismiss FINGERPRINT`,
    },
    defaultConfiguration: { level: sarifLevels[worst] },
    ...(weaknesses.length === 0
      ? {}
      : {
          relationships: weaknesses.map((cwe) => ({
            target: { id: String(cwe), toolComponent: { name: 'CWE', index: 0 } },
            kinds: ['relevant'],
          })),
        }),
    properties: {
      tags: [...kinds, ...weaknesses.map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, '0')}`)],
      ...(kinds.includes('security') ? { 'security-severity': securitySeverity[worst] } : {}),
    },
  };
}

/** The weaknesses that findings name, as the taxonomy they belong to; none without one. */
export function sarifTaxonomies(findings: readonly ReportedFinding[]): readonly object[] {
  const weaknesses = weaknessesOf(findings);
  if (weaknesses.length === 0) return [];
  return [
    {
      name: 'CWE',
      organization: 'MITRE',
      informationUri: 'https://cwe.mitre.org/',
      shortDescription: { text: 'Common Weakness Enumeration' },
      taxa: weaknesses.map((cwe) => ({
        id: String(cwe),
        helpUri: `https://cwe.mitre.org/data/definitions/${cwe}.html`,
      })),
    },
  ];
}

function weaknessesOf(findings: readonly ReportedFinding[]): readonly number[] {
  return [...new Set(findings.flatMap(({ cwe }) => cwe ?? []))].toSorted((a, b) => a - b);
}
