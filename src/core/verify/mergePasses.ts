import { compareSeverity, rangeOf, severities, type Finding, type Range, type Severity } from '../finding.ts';
import { claimWords, likeness } from './claimWords.ts';

/** A finding of a single pass that is this sure of itself needs no other to agree. */
const sureAlone = 0.8;
/** From here on two titles at the same place make the same claim. */
const likeTitle = 0.3;

/**
 * The findings of independent passes over the same code as one list, in the order they first came. What says the
 * same at the same place becomes one: the surest of them, with the severity most give it, surer the more passes
 * agree. What fewer than `minimumAgreement` passes found stays as well, but is marked `pending`, to be looked at a
 * second time, unless it is sure of itself.
 */
export function mergePasses(
  passes: readonly (readonly Finding[])[],
  minimumAgreement: number,
): readonly Finding[] {
  const groups: Group[] = [];
  const byFile = new Map<string, Group[]>();
  for (const [pass, findings] of passes.entries()) {
    for (const finding of findings) {
      const key = `${finding.file.root}\0${finding.file.path}`;
      const inFile = byFile.get(key) ?? [];
      const words = claimWords(finding.title);
      const group = inFile.find((one) => one.members.some((member) => agree(member, { finding, words })));
      if (group === undefined) {
        const begun = { members: [{ finding, words }], passes: new Set([pass]) };
        groups.push(begun);
        byFile.set(key, [...inFile, begun]);
      } else {
        group.members.push({ finding, words });
        group.passes.add(pass);
      }
    }
  }
  return groups.map((group) => merged(group, passes.length, minimumAgreement));
}

interface Member {
  readonly finding: Finding;
  /** Of the title. */
  readonly words: ReadonlySet<string>;
}

interface Group {
  readonly members: Member[];
  readonly passes: Set<number>;
}

function agree(a: Member, b: Member): boolean {
  const placeA = rangeOf(a.finding);
  const placeB = rangeOf(b.finding);
  if (a.finding.id === b.finding.id)
    return placeA === undefined || placeB === undefined || meet(placeA, placeB);
  const sameTitle = likeness(a.words, b.words) >= likeTitle;
  if (placeA === undefined || placeB === undefined) return placeA === placeB && sameTitle;
  if (!meet(placeA, placeB)) return false;
  const { rule } = a.finding;
  const sameRule = rule !== undefined && rule === b.finding.rule;
  return sameRule || sameTitle;
}

function meet(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

function merged({ members, passes }: Group, total: number, minimumAgreement: number): Finding {
  const findings = members.map(({ finding }) => finding);
  const [best, ...others] = findings.toSorted(
    (a, b) => b.confidence - a.confidence || b.explanation.length - a.explanation.length,
  );
  if (best === undefined) throw new Error('a group of findings without a member');
  const fix = best.fix ?? others.find((one) => one.fix !== undefined && one.quote === best.quote)?.fix;
  const one: Finding = {
    ...best,
    severity: mostGiven(findings),
    confidence: agreedConfidence(best.confidence, passes.size, total),
    ...(fix === undefined ? {} : { fix }),
  };
  const doubtful = passes.size < minimumAgreement && best.confidence < sureAlone;
  return doubtful && one.state === 'open' ? { ...one, verification: 'pending' } : one;
}

/** Half of the doubt is gone when all passes agree: they share the model, and with it some of its errors. */
function agreedConfidence(own: number, agreeing: number, total: number): number {
  if (total < 2) return own;
  return own + ((1 - own) / 2) * ((agreeing - 1) / (total - 1));
}

/** Of two given equally often, the worse. */
function mostGiven(findings: readonly Finding[]): Severity {
  const times = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  const [first = 'medium'] = severities.toSorted((a, b) => times(b) - times(a) || compareSeverity(a, b));
  return first;
}
