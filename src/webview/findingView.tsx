import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import type { ShownFinding } from '../core/report/reportPage.ts';
import { Edits, Excerpt } from './codeView.tsx';
import { categoryLabel } from './labels.ts';
import { Prose, ProseLine } from './proseView.tsx';
import { SeverityBadge } from './severityBadge.tsx';

/** One finding of a report. */
export function FindingView({
  finding,
  open,
}: {
  readonly finding: ShownFinding;
  readonly open: () => void;
}): VNode {
  const { severity, title, explanation, file, line, notes, excerpt, edits, canOpen } = finding;
  const place = line === undefined ? file : `${file}:${line}`;
  return (
    <article class={`finding severity-${severity}`}>
      <h3>
        <SeverityBadge severity={severity} /> <ProseLine text={title} />
      </h3>
      <p class="facts">
        {canOpen ? (
          <button type="button" class="link" onClick={open}>
            {place}
          </button>
        ) : (
          <span>{place}</span>
        )}
        {factsOf(finding).map((fact) => (
          <span>{fact}</span>
        ))}
        {notes.map((note) => (
          <em>{note}</em>
        ))}
      </p>
      {excerpt !== undefined && <Excerpt {...excerpt} />}
      <Prose text={explanation} />
      {edits.length > 0 && (
        <>
          <h4>{l10n.t('Proposed fix')}</h4>
          <Edits edits={edits} />
        </>
      )}
    </article>
  );
}

function factsOf({ category, rule, cwe, confidence, origin }: ShownFinding): readonly string[] {
  return [
    ...(origin === undefined ? [] : [origin]),
    ...(category === undefined ? [] : [categoryLabel(category)]),
    ...(rule === undefined ? [] : [rule]),
    ...(cwe === undefined ? [] : [`CWE-${cwe}`]),
    ...(confidence === undefined ? [] : [l10n.t('{0} % sure', Math.round(confidence * 100))]),
  ];
}
