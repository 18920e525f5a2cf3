import * as z from 'zod/mini';

/** What is read of a SARIF 2.1.0 log; all else in it, and all that is not as the standard says, is left alone. */
const text = z.string();
const whole = z.int().check(z.nonnegative());
const index = z.int().check(z.minimum(-1));

const artifactLocation = z.object({
  uri: z.optional(text),
  uriBaseId: z.optional(text),
  index: z.optional(index),
});
const region = z.object({
  startLine: z.optional(whole),
  startColumn: z.optional(whole),
  endLine: z.optional(whole),
  endColumn: z.optional(whole),
  charOffset: z.optional(index),
  charLength: z.optional(whole),
  snippet: z.optional(z.object({ text: z.optional(text) })),
});
const message = z.object({
  text: z.optional(text),
  id: z.optional(text),
  arguments: z.optional(z.array(text)),
});
const reference = z.object({
  id: z.optional(text),
  toolComponent: z.optional(z.object({ name: z.optional(text) })),
});
const rule = z.object({
  id: z.optional(text),
  shortDescription: z.optional(z.object({ text: z.optional(text) })),
  messageStrings: z.optional(z.record(text, z.object({ text }))),
  defaultConfiguration: z.optional(z.object({ level: z.optional(text) })),
  relationships: z.optional(z.array(z.object({ target: z.optional(reference) }))),
  properties: z.optional(
    z.object({ tags: z.optional(z.array(z.unknown())), 'security-severity': z.optional(z.unknown()) }),
  ),
});
const component = z.object({
  name: z.optional(text),
  rules: z.optional(z.array(z.unknown())),
});

export const sarifRun = z.object({
  tool: z.object({ driver: component, extensions: z.optional(z.array(component)) }),
  columnKind: z.optional(text),
  originalUriBaseIds: z.optional(z.record(text, artifactLocation)),
  artifacts: z.optional(z.array(z.object({ location: z.optional(artifactLocation) }))),
  invocations: z.optional(z.array(z.object({ executionSuccessful: z.optional(z.boolean()) }))),
  /** Each read for itself, so that a bad one loses no other. */
  results: z.optional(z.nullable(z.array(z.unknown()))),
});
export const sarifResult = z.object({
  ruleId: z.optional(text),
  ruleIndex: z.optional(index),
  rule: z.optional(z.object({ id: z.optional(text), index: z.optional(index) })),
  kind: z.optional(text),
  level: z.optional(text),
  rank: z.optional(z.number()),
  message,
  locations: z.optional(
    z.array(
      z.object({
        physicalLocation: z.optional(
          z.object({
            artifactLocation: z.optional(artifactLocation),
            region: z.optional(region),
            contextRegion: z.optional(region),
          }),
        ),
      }),
    ),
  ),
  taxa: z.optional(z.array(reference)),
  suppressions: z.optional(z.array(z.object({ status: z.optional(text) }))),
  baselineState: z.optional(text),
  properties: z.optional(z.object({ severity: z.optional(z.unknown()), category: z.optional(z.unknown()) })),
});
export const sarifRule = rule;

export type SarifRun = z.infer<typeof sarifRun>;
export type SarifResult = z.infer<typeof sarifResult>;
export type SarifRule = z.infer<typeof rule>;
export type SarifRegion = z.infer<typeof region>;
export type SarifArtifact = z.infer<typeof artifactLocation>;
