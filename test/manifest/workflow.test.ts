import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { workflowProblems } from './workflowProblems.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const workflow = read('.github/workflows/ci.yml');

describe('the workflow of the project', () => {
  it('tests the oldest VS Code that the manifest allows', () => {
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly vscode: string } };
    assert.match(workflow, new RegExp(`vscode: \\['${engines.vscode.replace('^', '')}', stable\\]`));
  });

  it('is one that GitHub takes', async () => {
    assert.deepEqual(await workflowProblems('ci.yml', workflow), []);
  });

  it('names every action by a full version, and keeps no credentials', () => {
    const uses = [...workflow.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);
    assert.ok(uses.length > 0);
    for (const action of uses) assert.match(action, /^actions\/[\w-]+@v\d+\.\d+\.\d+$/);
    assert.equal(
      workflow.match(/uses: actions\/checkout@/g)?.length,
      workflow.match(/persist-credentials: false/g)?.length,
    );
    assert.match(workflow, /^permissions:\n {2}contents: read$/m);
  });

  it('runs only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const asked = [...workflow.matchAll(/npm (?:run ([\w:]+)|(test))/g)].map(
      ([, script, test]) => script ?? test ?? '',
    );
    assert.ok(asked.length > 5);
    for (const script of asked) assert.ok(script in scripts, script);
  });
});
