import assert from 'node:assert/strict';
import * as z from 'zod';
import { formatSarif } from '../../../../src/core/report/sarif.ts';
import type { ReviewReport } from '../../../../src/core/report/reviewReport.ts';
import { found, reportOf } from './report.ts';

const count = z.int().positive();
const index = z.int().nonnegative();
const message = z.strictObject({ text: z.string() });
const level = z.enum(['none', 'note', 'warning', 'error']);
const bag = z.record(z.string(), z.unknown());

const artifactLocation = z.strictObject({
  uri: z.string().regex(/^(?:[\w.!~*'()-]|%[0-9A-F]{2}|\/)+$/),
  uriBaseId: z.literal('%SRCROOT%'),
  index: index.optional(),
});
const region = z.strictObject({
  startLine: count,
  startColumn: count.optional(),
  endLine: count,
  endColumn: count.optional(),
  snippet: message.optional(),
});
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation,
    region: region.optional(),
    contextRegion: region.optional(),
  }),
});
const reference = z.strictObject({
  id: z.string(),
  toolComponent: z.strictObject({ name: z.string(), index }),
});

/** What SARIF 2.1.0 requires of the properties that are written, and no others. */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          semanticVersion: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: message,
              fullDescription: message,
              help: message,
              defaultConfiguration: z.strictObject({ level }),
              relationships: z
                .array(z.strictObject({ target: reference, kinds: z.array(z.string()) }))
                .optional(),
              properties: bag,
            }),
          ),
          notifications: z.array(z.strictObject({ id: z.string() })),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.literal('utf16CodeUnits'),
      originalUriBaseIds: z.strictObject({ '%SRCROOT%': z.strictObject({ description: message }) }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.boolean(),
          startTimeUtc: z.iso.datetime(),
          endTimeUtc: z.iso.datetime(),
          toolExecutionNotifications: z.array(
            z.strictObject({
              descriptor: z.strictObject({ id: z.string() }),
              level,
              message,
              locations: z.array(location).optional(),
            }),
          ),
          properties: bag,
        }),
      ]),
      artifacts: z.array(
        z.strictObject({ location: artifactLocation, roles: z.tuple([z.literal('analysisTarget')]) }),
      ),
      taxonomies: z.array(bag).optional(),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: index,
          kind: z.literal('fail'),
          level,
          rank: z.number().min(0).max(100),
          message,
          locations: z.array(location).min(1),
          partialFingerprints: z.record(z.string(), z.string()),
          taxa: z.array(reference).optional(),
          fixes: z
            .array(
              z.strictObject({
                description: message,
                artifactChanges: z.array(
                  z.strictObject({
                    artifactLocation,
                    replacements: z
                      .array(z.strictObject({ deletedRegion: region, insertedContent: message.optional() }))
                      .min(1),
                  }),
                ),
              }),
            )
            .optional(),
          baselineState: z.enum(['new', 'unchanged', 'updated', 'absent']).optional(),
          suppressions: z
            .array(
              z.strictObject({
                kind: z.enum(['inSource', 'external']),
                status: z.literal('accepted'),
                justification: z.string(),
              }),
            )
            .optional(),
          properties: bag,
        }),
      ),
      properties: bag,
    }),
  ]),
});

function runOf(report: ReviewReport) {
  const [run] = sarif.parse(JSON.parse(formatSarif(report))).runs;
  return run;
}

describe('A SARIF log', () => {
  it('has rules, places with snippets, fingerprints and fixes', () => {
    const { results, tool, taxonomies } = runOf(reportOf(found({ baseline: 'new' })));
    const [result] = results;
    const [rule] = tool.driver.rules;
    assert.equal(rule?.id, 'off-by-one');
    assert.deepEqual(rule?.properties, { tags: ['bug', 'external/cwe/cwe-193'] });
    assert.equal(taxonomies?.length, 1);
    assert.deepEqual(result?.locations[0]?.physicalLocation, {
      artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%', index: 0 },
      region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 6, snippet: { text: 'abc' } },
      contextRegion: { startLine: 1, endLine: 5, snippet: { text: 'one\ntwo\n  abc;\nfour\nfive' } },
    });
    assert.deepEqual(result?.partialFingerprints, { 'flashReview/v1': 'fr1:1' });
    assert.deepEqual(result?.fixes?.[0]?.artifactChanges[0]?.replacements, [
      {
        deletedRegion: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 6 },
        insertedContent: { text: 'a < b' },
      },
    ]);
    assert.equal(result?.level, 'error');
    assert.equal(result?.baselineState, 'new');
  });

  it('tells what was skipped, what failed, and that the run did', () => {
    const failure = { kind: 'network', message: 'No network.' };
    const { invocations, tool } = runOf({
      ...reportOf(),
      coverage: [
        { file: 'a.ts', state: 'reviewed' },
        { file: 'b c.png', state: 'skipped', reason: 'binary', message: 'binary file' },
        { file: 'd.ts', state: 'not-reviewed', reason: 'network', message: 'No network.' },
      ],
      outcome: { kind: 'failed', failure },
    });
    const [{ executionSuccessful, toolExecutionNotifications: told, properties }] = invocations;
    assert.equal(executionSuccessful, false);
    assert.deepEqual(
      told.map(({ descriptor, level: how, locations }) => [
        descriptor.id,
        how,
        locations?.[0]?.physicalLocation.artifactLocation.uri,
      ]),
      [
        ['skipped/binary', 'note', 'b%20c.png'],
        ['not-reviewed/network', 'error', 'd.ts'],
        ['failed/network', 'error', undefined],
      ],
    );
    assert.deepEqual(properties, { filesReviewed: 1, filesOfScope: 3 });
    assert.equal(tool.driver.notifications.length, 3);
  });

  it('suppresses what is dismissed or held back, and leaves the region out where there is no line', () => {
    const { place: _place, excerpt: _excerpt, ...rest } = found({ anchor: 'none', fingerprint: 'fr1:3' });
    const { results } = runOf(
      reportOf(
        found({ state: 'dismissed' }),
        found({ state: 'filtered', filtered: { kind: 'low-severity', detail: 'medium' } }),
        rest,
      ),
    );
    assert.deepEqual(
      results.map(({ suppressions }) => suppressions?.[0]?.justification),
      ['dismissed', 'low-severity: medium', undefined],
    );
    assert.equal(results[2]?.locations[0]?.physicalLocation.region, undefined);
  });

  it('makes no link of what the model says, and an address of every file name', () => {
    const { results, artifacts } = runOf(
      reportOf(found({ file: 'a b/ü#?%\u0007.ts', explanation: '[click](https://evil.example) a[i](x)' })),
    );
    assert.match(results[0]?.message.text ?? '', /\[click\\\]\(https/);
    assert.equal(artifacts.at(-1)?.location.uri, 'a%20b/%C3%BC%23%3F%25%07.ts');
  });

  it('gives security rules the number GitHub sorts by', () => {
    const { tool } = runOf(
      reportOf(
        found({ category: 'security', severity: 'medium' }),
        found({ category: 'security', severity: 'critical' }),
      ),
    );
    assert.equal(tool.driver.rules[0]?.properties['security-severity'], '9.5');
  });
});
