import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: { readonly value: string } }[];
  };
}

describe('in a German editor', () => {
  it('the commands of the package are German', () => {
    assert.equal(vscode.env.language, 'de');
    const manifest = vscode.extensions.getExtension('flash-review.flash-review')?.packageJSON as Manifest;
    const titles = manifest.contributes.commands.map(({ title }) => title.value);
    assert.ok(titles.includes('Arbeitsänderungen prüfen'), titles.join(', '));
    assert.ok(!titles.some((title) => title.startsWith('%')));
  });

  it('so is what the extension says at a finding', async () => {
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(offByOne) });
    await session.open('src/cart.ts');
    await session.review();
    const at = new vscode.Position(7, 20);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      session.uri('src/cart.ts'),
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Verwerfen: The last step reads past the end and throws'), titles.join('\n'));
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      session.uri('src/cart.ts'),
      at,
    );
    const words = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    assert.ok(
      words.some(({ value }) => value.includes('Verwerfen')),
      JSON.stringify(words),
    );
  });
});
