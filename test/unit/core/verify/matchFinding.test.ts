import assert from 'node:assert/strict';
import type { Anchor, Finding } from '../../../../src/core/finding.ts';
import { DuplicateFilter } from '../../../../src/core/verify/filterFindings.ts';
import { matchFinding } from '../../../../src/core/verify/matchFinding.ts';
import { finding } from '../findings/finding.ts';

/** 1-based lines. */
function at(first: number, last = first): Anchor {
  return {
    kind: 'exact',
    range: { start: { line: first - 1, character: 0 }, end: { line: last - 1, character: 20 } },
  };
}

const leak = finding({
  id: 'fr2:leak',
  anchor: at(10, 11),
  quote: '  const handle = await open(path);\n  return read(handle);',
  category: 'bug',
  title: 'File handle is never closed',
  explanation: 'When `read` throws, the handle stays open and the process runs out of descriptors.',
});
const reworded: Partial<Finding> = {
  category: 'error-handling',
  title: 'The opened handle is not closed on errors',
  explanation: 'The process will run out of file descriptors when read throws, as the handle stays open.',
};
const traversal = finding({
  id: 'fr2:traversal',
  anchor: at(10),
  quote: '  const handle = await open(path);',
  category: 'bug',
  title: 'Path comes from the request unchecked',
  explanation: 'A request for `../../etc/passwd` reads any file of the host.',
});

describe('finding a finding again', () => {
  it('sees through other words, another category and a line less', () => {
    const again = { ...leak, ...reworded, id: 'new', quote: '  return read(handle);', anchor: at(11) };
    assert.equal(
      matchFinding(again, [traversal, leak], () => 'same-text'),
      leak,
    );
    assert.equal(
      matchFinding(again, [traversal, leak], () => 'later-text'),
      leak,
    );
  });

  it('sees through moved lines, other indentation and another path', () => {
    const moved = { ...leak, ...reworded, anchor: at(90, 91), quote: leak.quote.replaceAll('  ', '\t\t') };
    assert.equal(
      matchFinding(moved, [leak], () => 'later-text'),
      leak,
    );
    const renamed = { ...moved, file: { root: '/w', path: 'b.ts' } };
    assert.equal(
      matchFinding(renamed, [leak], () => 'later-text'),
      leak,
    );
  });

  it('takes another claim about the same line for another finding', () => {
    assert.equal(
      matchFinding(traversal, [leak], () => 'same-text'),
      undefined,
    );
    assert.equal(
      matchFinding(traversal, [leak], () => 'later-text'),
      undefined,
    );
  });

  it('takes the same claim about other code for another finding', () => {
    const other = {
      ...leak,
      quote: '  const socket = connect(host);\n  return talk(socket);',
      anchor: at(40, 41),
    };
    assert.equal(
      matchFinding(other, [leak], () => 'later-text'),
      undefined,
    );
  });

  it('takes the same words about the next line of the same text for another finding', () => {
    const next = { ...leak, quote: '  return parse(text);', anchor: at(12) };
    assert.equal(
      matchFinding(next, [leak], () => 'same-text'),
      undefined,
    );
  });

  it('takes a second copy of the code in the same text for another place, and the nearest of two later', () => {
    const copy = { ...leak, id: 'fr2:copy', anchor: at(50, 51) };
    assert.equal(
      matchFinding(copy, [leak], () => 'same-text'),
      undefined,
    );
    assert.equal(
      matchFinding({ ...leak, anchor: at(48, 49) }, [leak, copy], () => 'later-text'),
      copy,
    );
  });

  it('knows code that was edited by its place and a claim as alike', () => {
    const edited = { ...leak, quote: '  using stream = acquire(location);', anchor: at(10) };
    assert.equal(
      matchFinding(edited, [leak], () => 'later-text'),
      leak,
    );
  });

  it('goes by claim and place where there is no quote', () => {
    const bare = { ...leak, quote: '', anchor: at(10) };
    assert.equal(
      matchFinding(bare, [leak], () => 'later-text'),
      leak,
    );
    assert.equal(
      matchFinding({ ...bare, anchor: at(60) }, [leak], () => 'later-text'),
      undefined,
    );
  });

  it('sees through lines that were joined or broken', () => {
    const joined = { ...leak, ...reworded, quote: leak.quote.replace('\n', ' '), anchor: at(90) };
    assert.equal(
      matchFinding(joined, [leak], () => 'later-text'),
      leak,
    );
    assert.equal(
      matchFinding(leak, [joined], () => 'later-text'),
      joined,
    );
  });

  it('knows code that says little by its letters and a claim that says the same', () => {
    const brace = { ...leak, quote: ' *{' };
    assert.equal(
      matchFinding({ ...brace, quote: '*{', anchor: at(60) }, [brace], () => 'later-text'),
      brace,
    );
    assert.equal(
      matchFinding({ ...brace, quote: '*[', anchor: at(60) }, [brace], () => 'later-text'),
      undefined,
    );
  });

  it('asks for fewer common words where both name the same kind of defect', () => {
    const [a, b] = [
      { ...leak, rule: 'resource-leak' },
      { ...leak, title: 'Descriptors pile up', explanation: 'Nobody closes what is opened here.' },
    ];
    assert.equal(
      matchFinding(b, [a], () => 'same-text'),
      undefined,
    );
    assert.equal(
      matchFinding({ ...b, rule: 'resource-leak' }, [a], () => 'same-text'),
      a,
    );
  });
});

describe('the same claim', () => {
  const bare = { ...leak, title: 'subtracts', explanation: 'x' };

  it('is told by the same words alone, however few they are', () => {
    assert.equal(
      matchFinding({ ...bare, id: 'new' }, [bare], () => 'same-text'),
      bare,
    );
    assert.equal(
      matchFinding({ ...bare, title: 'is wrong' }, [bare], () => 'same-text'),
      bare,
    );
  });

  it('is not told by words that are not there', () => {
    const silent = { ...bare, explanation: '' };
    assert.equal(
      matchFinding({ ...silent, title: 'is slow' }, [silent], () => 'same-text'),
      undefined,
    );
  });
});

describe('the filter of duplicates', () => {
  it('passes a finding once', () => {
    const filter = new DuplicateFilter();
    assert.deepEqual(filter.admit(leak), { finding: leak, isRepeated: false });
    assert.deepEqual(filter.admit({ ...leak, id: 'other' }), { finding: leak, isRepeated: true });
  });

  it('passes a repeated one again when it adds something, under its first name', () => {
    const filter = new DuplicateFilter();
    filter.admit(leak);
    const fix = { edits: [], automatic: true };
    const again = { ...leak, ...reworded, id: 'other', confidence: 0.9, severity: 'critical', fix } as const;
    const { title, explanation } = again;
    assert.deepEqual(filter.admit(again), {
      isRepeated: true,
      finding: { ...leak, title, explanation, confidence: 0.9, severity: 'critical', fix },
    });
    const known = filter.admit(again).finding;
    assert.equal(filter.admit(again).finding, known, 'nothing is added');
  });

  it('gives another claim about the same line, and a second copy, names of their own', () => {
    const filter = new DuplicateFilter();
    filter.admit(leak);
    assert.equal(filter.admit({ ...traversal, id: leak.id }).finding.id, 'fr2:leak#2');
    assert.equal(filter.admit({ ...leak, anchor: at(70, 71) }).finding.id, 'fr2:leak#3');
  });

  it('keeps the name that an earlier review gave', () => {
    const earlier = { ...leak, id: 'fr1:0123', anchor: at(7, 8), state: 'dismissed' } as const;
    const filter = new DuplicateFilter({
      inFile: ({ path }) => [earlier, traversal].filter(({ file }) => file.path === path),
      has: (id) => [earlier, traversal].some((one) => one.id === id),
    });
    assert.equal(filter.admit({ ...leak, ...reworded }).finding.id, 'fr1:0123');
    assert.equal(filter.admit({ ...leak, anchor: at(70, 71) }).finding.id, 'fr2:leak');
    assert.equal(
      filter.admit(finding({ id: 'fr2:traversal', quote: 'const handle = 1;', anchor: at(99) })).finding.id,
      'fr2:traversal#2',
    );
  });

  it('keeps the name a finding had under the path before a rename', () => {
    const filter = new DuplicateFilter({
      inFile: ({ path }) => (path === leak.file.path ? [leak] : []),
      has: (id) => id === leak.id,
    });
    const renamed = { ...leak, id: 'fr2:other', file: { root: '/w', path: 'renamed.ts' } };
    assert.equal(filter.admit(renamed).finding.id, 'fr2:other');
    assert.equal(
      filter.admit({ ...renamed, anchor: at(80, 81) }, { previousPath: leak.file.path }).finding.id,
      'fr2:leak',
    );
  });

  it('takes a copy of code that still stands where it was for another place', () => {
    const earlier = { inFile: () => [leak], has: (id: string) => id === leak.id };
    const copy = { ...leak, anchor: at(70, 71) };
    const stands = { textAt: () => leak.quote };
    assert.equal(new DuplicateFilter(earlier).admit(copy, stands).finding.id, 'fr2:leak#2');
    assert.equal(new DuplicateFilter(earlier).admit(leak, stands).finding.id, 'fr2:leak');
    const moved = { textAt: () => 'something();' };
    assert.equal(new DuplicateFilter(earlier).admit(copy, moved).finding.id, 'fr2:leak');
  });
});
