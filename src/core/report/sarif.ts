import { textAt } from './excerptText.ts';
import { invocationOf, notificationDescriptors } from './sarifCoverage.ts';
import { fileLocation, plainMessage } from './sarifText.ts';
import { sarifLevels, sarifRules, sarifTaxonomies } from './sarifRules.ts';
import {
  ruleName,
  type Excerpt,
  type Place,
  type ReportedFinding,
  type ReviewReport,
} from './reviewReport.ts';
import { strictJson } from './strictJson.ts';

/**
 * SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Findings that are held back are suppressed results;
 * what was skipped or not reached is told in the notifications of the invocation.
 */
export function formatSarif(report: ReviewReport): string {
  return `${strictJson(toSarif(report))}\n`;
}

function toSarif(report: ReviewReport): object {
  const { tool, review, findings, coverage } = report;
  const rules = sarifRules(findings);
  const taxonomies = sarifTaxonomies(findings);
  const files = [...new Set([...coverage.map(({ file }) => file), ...findings.map(({ file }) => file)])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Flash Review',
            version: tool.version,
            semanticVersion: tool.version,
            rules,
            notifications: notificationDescriptors(report),
          },
        },
        automationDetails: { id: `flash-review/${review.scope.kind}/${review.id}` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The root of the repository that was reviewed.' } },
        },
        invocations: [invocationOf(report, files)],
        artifacts: files.map((file) => ({ location: fileLocation(file), roles: ['analysisTarget'] })),
        ...(taxonomies.length === 0 ? {} : { taxonomies }),
        results: findings.map((finding) => resultOf(finding, rules, files)),
        properties: {
          model: review.modelVersion ?? review.model,
          effort: review.effort,
          scope: review.scope,
          ...(report.usage === undefined ? {} : { usage: report.usage }),
          ...(report.cost === undefined ? {} : { costInDollars: report.cost }),
        },
      },
    ],
  };
}

function resultOf(
  finding: ReportedFinding,
  rules: readonly { readonly id: string }[],
  files: readonly string[],
): object {
  const ruleId = ruleName(finding);
  const artifact = { ...fileLocation(finding.file), index: files.indexOf(finding.file) };
  const { cwe, fix, place, excerpt } = finding;
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    kind: 'fail',
    level: sarifLevels[finding.severity],
    rank: Math.round(finding.confidence * 1000) / 10,
    message: { text: plainMessage(`${finding.title}\n\n${finding.explanation}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact,
          ...(place === undefined ? {} : regionsOf(place, excerpt)),
        },
      },
    ],
    partialFingerprints: { 'flashReview/v1': finding.fingerprint },
    ...(cwe === undefined ? {} : { taxa: [{ id: String(cwe), toolComponent: { name: 'CWE', index: 0 } }] }),
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, artifact)] }),
    ...(finding.baseline === undefined ? {} : { baselineState: finding.baseline }),
    ...suppressionOf(finding),
    properties: {
      severity: finding.severity,
      category: finding.category,
      confidence: finding.confidence,
      anchor: finding.anchor,
      state: finding.state,
      ...(finding.verification === undefined ? {} : { verification: finding.verification }),
      ...(fix === undefined ? {} : { automaticFix: fix.automatic }),
    },
  };
}

function regionsOf(place: Place, excerpt: Excerpt | undefined): object {
  const text = excerpt === undefined ? undefined : textAt(excerpt, place);
  return {
    region: { ...place, ...(text === undefined ? {} : { snippet: { text } }) },
    ...(text === undefined || excerpt === undefined
      ? {}
      : {
          contextRegion: {
            startLine: excerpt.startLine,
            endLine: excerpt.startLine + excerpt.lines.length - 1,
            snippet: { text: excerpt.lines.join('\n') },
          },
        }),
  };
}

function fixOf({ edits }: NonNullable<ReportedFinding['fix']>, artifactLocation: object): object {
  return {
    description: { text: 'The replacement that the model proposes.' },
    artifactChanges: [
      {
        artifactLocation,
        replacements: edits.map(({ place, after }) => ({
          deletedRegion: place,
          ...(after === '' ? {} : { insertedContent: { text: after } }),
        })),
      },
    ],
  };
}

function suppressionOf({ state, filtered }: ReportedFinding): object {
  if (state !== 'dismissed' && state !== 'filtered' && state !== 'fixed') return {};
  const why = state === 'filtered' ? `${filtered?.kind ?? state}: ${filtered?.detail ?? ''}` : state;
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: why }] };
}
