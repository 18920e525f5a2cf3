import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listOf, offByOne } from '../cartFindings.ts';
import { startReviewSession } from '../reviewSession.ts';
import { git, writeFiles } from '../sampleProject.ts';

const added = ['six', 'seven', 'eight', 'nine', 'ten'];
const base = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '..');

/** The same file with the same change in each, so that nothing but its label tells one from another. */
async function create(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const root = join(base, name);
    await writeFiles(root, { 'src/main.ts': 'export const value = 1;\n' });
    await git(root, 'init', '--quiet', '--initial-branch=main');
    await git(root, 'add', '--all');
    await git(root, 'commit', '--quiet', '--message=Begin');
    await writeFiles(root, { 'src/main.ts': 'export const value = 2;\n' });
  }
}

async function changeFolders(start: number, remove: number, names: readonly string[]): Promise<void> {
  const changed = new Promise((resolve) => {
    const listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      listening.dispose();
      resolve(undefined);
    });
  });
  const folders = names.map((name) => ({ uri: vscode.Uri.file(join(base, name)) }));
  assert.ok(vscode.workspace.updateWorkspaceFolders(start, remove, ...folders));
  await changed;
}

/** A finding of the model in the folder of that name. */
function claim(name: string): string {
  return JSON.stringify({
    ...(JSON.parse(offByOne) as object),
    file: `${name}/src/main.ts`,
    line: 1,
    endLine: 1,
    quote: 'export const value = 2;',
    title: `The value of ${name} is wrong`,
    replacement: null,
  });
}

describe('in a window with ten folders, a review of the working changes', () => {
  before(async () => {
    await create(added);
    await changeFolders(5, 0, added);
  });
  after(async () => changeFolders(5, added.length, []));

  it('takes all of them in one request, and puts each finding in the folder it speaks of', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 10);
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(...added.toReversed().map(claim)) });
    await session.review();
    assert.equal(session.service.requests.length, 1);
    const prompt = JSON.stringify(session.service.requests[0]?.body);
    for (const name of [...added, 'shop', 'shop-old', 'fresh', 'mono/app'])
      assert.ok(prompt.includes(`=== file \\"${name}/`), name);
    for (const name of added) {
      const uri = vscode.Uri.file(join(base, name, 'src/main.ts'));
      const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Flash Review');
      assert.deepEqual(
        found.map(({ message, range }) => [message, range.start.line]),
        [[`The value of ${name} is wrong`, 0]],
      );
    }
  });
});

describe('a folder that is taken out of the window', () => {
  before(async () => create(['leaving']));
  after(async () => {
    const at = vscode.workspace.workspaceFolders?.findIndex(({ name }) => name === 'leaving') ?? -1;
    if (at > 0) await changeFolders(at, 1, []);
  });

  it('takes its findings along, and brings them back where their code is by then', async () => {
    await changeFolders(5, 0, ['leaving']);
    await using session = await startReviewSession();
    session.service.script({ kind: 'text', text: listOf(claim('leaving')) });
    await session.review();
    const uri = vscode.Uri.file(join(base, 'leaving/src/main.ts'));
    const lines = (): readonly number[] =>
      vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === 'Flash Review')
        .map(({ range }) => range.start.line);
    const until = async (wanted: readonly number[]): Promise<void> => {
      const deadline = Date.now() + 10_000;
      while (String(lines()) !== String(wanted)) {
        assert.ok(Date.now() < deadline, `still ${JSON.stringify(lines())}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await until([0]);
    await changeFolders(5, 1, []);
    await until([]);
    await writeFiles(join(base, 'leaving'), { 'src/main.ts': '// a line more\nexport const value = 2;\n' });
    await changeFolders(5, 0, ['leaving']);
    await until([1]);
  });
});
