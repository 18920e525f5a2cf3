/** Grammars by the name of their file, `tree-sitter-NAME.wasm`. */
export const grammars = [
  'bash',
  'c-sharp',
  'cpp',
  'css',
  'go',
  'java',
  'javascript',
  'php',
  'powershell',
  'python',
  'ruby',
  'rust',
  'tsx',
  'typescript',
] as const;
export type Grammar = (typeof grammars)[number];

/** The file a grammar is kept in. */
export function grammarFile(grammar: Grammar): string {
  return `tree-sitter-${grammar}.wasm`;
}

/** The grammar for a file, by its name alone; undefined when there is none. */
export function grammarOf(path: string): Grammar | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return byName.get(name) ?? byEnding.get(/\.([^.]+)$/.exec(name)?.[1] ?? '');
}

const endings: Readonly<Record<Grammar, readonly string[]>> = {
  bash: ['sh', 'bash', 'zsh', 'ksh', 'bats'],
  'c-sharp': ['cs', 'csx'],
  // The grammar of C++ reads C as well.
  cpp: [
    'c',
    'h',
    'cc',
    'cpp',
    'cxx',
    'c++',
    'hh',
    'hpp',
    'hxx',
    'h++',
    'inl',
    'ipp',
    'tpp',
    'ino',
    'cu',
    'cuh',
  ],
  css: ['css'],
  go: ['go'],
  java: ['java'],
  javascript: ['js', 'jsx', 'mjs', 'cjs'],
  php: ['php', 'phtml', 'php5', 'php7', 'inc'],
  powershell: ['ps1', 'psm1', 'psd1'],
  python: ['py', 'pyi', 'pyw'],
  ruby: ['rb', 'rake', 'gemspec', 'ru', 'podspec'],
  rust: ['rs'],
  tsx: ['tsx'],
  typescript: ['ts', 'mts', 'cts'],
};

const names: Readonly<Partial<Record<Grammar, readonly string[]>>> = {
  bash: ['.bashrc', '.bash_profile', '.profile', '.zshrc', 'pkgbuild'],
  python: ['sconstruct', 'wscript'],
  ruby: ['rakefile', 'gemfile', 'podfile', 'vagrantfile', 'fastfile', 'guardfile'],
};

const byEnding = invert(endings);
const byName = invert(names);

function invert(table: Readonly<Partial<Record<Grammar, readonly string[]>>>): ReadonlyMap<string, Grammar> {
  return new Map(grammars.flatMap((grammar) => (table[grammar] ?? []).map((key) => [key, grammar] as const)));
}
