import { build } from 'esbuild';

interface Parser {
  parseWorkflow(
    file: { readonly name: string; readonly content: string },
    trace: object,
  ): { readonly context: { readonly errors: { getErrors(): readonly { readonly message: string }[] } } };
  readonly NoOperationTraceWriter: new () => object;
}

/** What GitHub's own parser says against a workflow. */
export async function workflowProblems(name: string, content: string): Promise<readonly string[]> {
  const parser = await loadParser();
  const { context } = parser.parseWorkflow({ name, content }, new parser.NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** Bundled, because it imports its schema in a way that Node does not take. */
async function loadParser(): Promise<Parser> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '@actions/workflow-parser';`, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Parser;
}
