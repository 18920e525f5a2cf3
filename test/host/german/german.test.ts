import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { filesLabel } from '../../../src/vscode/counts.ts';
import type { Credentials } from '../../../src/vscode/model/credentials.ts';
import type { ModelAccess } from '../../../src/vscode/model/modelAccess.ts';
import { selectModel } from '../../../src/vscode/model/selectModel.ts';
import { durationLabel } from '../../../src/vscode/review/reviewWords.ts';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';
import { started } from '../started.ts';

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

  it('so are the numbers: of files, prices of models, and how long a review took', async () => {
    await started();
    assert.deepEqual([12_340, 59_960, 119_700].map(durationLabel), ['12,3 s', '1 min 0 s', '2 min 0 s']);
    assert.deepEqual([1, 28_000].map(filesLabel), ['1 Datei', '28.000 Dateien']);
    const offered: (readonly vscode.QuickPickItem[])[] = [];
    const show = vscode.window.showQuickPick;
    Object.assign(vscode.window, {
      showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
        offered.push(items);
        return Promise.resolve(offered.length === 1 ? items[0] : undefined);
      },
    });
    try {
      const models = [{ name: 'gemini-3.5-flash', inputTokenLimit: 1_048_576 }];
      const client = { list: async () => Promise.resolve({ ok: true, value: models }) };
      await selectModel({
        credentials: { keyFor: async () => Promise.resolve('a key') } as unknown as Credentials,
        models: {
          connect: async () => Promise.resolve({ ok: true, value: client }),
        } as unknown as ModelAccess,
      });
    } finally {
      Object.assign(vscode.window, { showQuickPick: show });
    }
    assert.equal(
      offered[1]?.[0]?.description?.replaceAll('\u00A0', ' '),
      '1.048.576 Token · 1,50 $ Eingabe, 9,00 $ Ausgabe je Million',
    );
  });
});
