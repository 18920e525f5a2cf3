import type { SkipReason } from '../change.ts';

type NamedReason = Extract<
  SkipReason,
  { readonly kind: 'generated' | 'vendored' | 'lock-file' | 'minified' }
>;

/**
 * What a path (relative, with `/`) says about who wrote the file; empty where it says nothing.
 * Only names that people do not give to what they write: a file skipped for its name is a file nobody reviewed.
 * So `build/`, `out/`, `target/`, `external/`, `lib/`, `migrations/` and `*_gen.go` are no reason here.
 */
export function reasonsInPath(path: string): readonly NamedReason[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const reasons: NamedReason[] = [];
  if (vendoredPath.test(path)) reasons.push({ kind: 'vendored', by: 'name' });
  if (lockFileNames.has(name.toLowerCase()) || lockFilePattern.test(name))
    reasons.push({ kind: 'lock-file' });
  if (generatedFolder.test(path) || generatedName.test(name)) reasons.push({ kind: 'generated', by: 'name' });
  if (minifiedName.test(name)) reasons.push({ kind: 'minified' });
  return reasons;
}

/** Written by package managers; in lower case. */
const lockFileNames: ReadonlySet<string> = new Set(
  Object.values({
    javascript:
      'package-lock.json .package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml shrinkwrap.yaml bun.lock bun.lockb deno.lock',
    python: 'poetry.lock uv.lock pdm.lock pipfile.lock pixi.lock conda-lock.yml conda-lock.yaml',
    goRustRubyPhp: 'go.sum go.work.sum cargo.lock gemfile.lock gems.locked composer.lock symfony.lock',
    javaDotnet: 'gradle.lockfile buildscript-gradle.lockfile packages.lock.json paket.lock',
    apple: 'podfile.lock package.resolved cartfile.resolved',
    elixirErlangDartHaskell: 'mix.lock rebar.lock pubspec.lock cabal.project.freeze stack.yaml.lock',
    crystalDPerlR: 'shard.lock dub.selections.json cpanfile.snapshot renv.lock packrat.lock',
    infrastructure:
      'flake.lock chart.lock .terraform.lock.hcl module.bazel.lock cargo-bazel-lock.json devbox.lock devenv.lock berksfile.lock conan.lock',
  }).flatMap((names) => names.split(' ')),
);

/** `pylock.toml` and `pylock.NAME.toml` (PEP 751), `Gemfile_rails7.lock` and the like. */
const lockFilePattern = /^(?:pylock(?:\.[^.]+)?\.toml|gemfile\S*\.lock|\S+\.gemfile\.lock)$/i;

/** Any of the patterns, at the start of the path or behind a slash. */
const anyFolder = (patterns: readonly string[]): RegExp =>
  new RegExp(`(?:^|/)(?:${patterns.join('|')})`, 'i');

const vendoredPath = anyFolder([
  // Where package managers unpack what they fetch.
  'node_modules/',
  'bower_components/',
  'jspm_packages/',
  'site-packages/',
  'dist-packages/',
  'Pods/(?:Headers|Target Support Files|Local Podspecs|[^/]+/[^/]+/)',
  'Carthage/(?:Checkouts|Build)/',
  '\\.yarn/(?:cache|plugins|releases|sdks|unplugged)/',
  '\\.pnp\\.(?:cjs|js|loader\\.mjs)$',
  // Code of others by the name of its folder.
  'third[-_]party/',
  // `vendor` may also be a seller of goods: only where packages are unpacked, or below folders of web assets.
  'vendor/(?:bundle|composer|cache|github\\.com|golang\\.org|google\\.golang\\.org|gopkg\\.in|k8s\\.io)/',
  'vendor/(?:autoload\\.php|modules\\.txt)$',
  '(?:assets|public|static|js|css|javascripts|stylesheets|scripts|styles)/vendors?/',
  'wwwroot/libs?/',
  // Wrappers that build tools check in.
  'gradle/wrapper/',
  '\\.mvn/wrapper/',
  '(?:gradlew|mvnw)(?:\\.(?:bat|cmd))?$',
  // A library with its version in the file name, as it is downloaded.
  '(?:jquery|bootstrap|lodash|underscore|backbone|angular|d3|moment|modernizr|prototype|mootools|react|vue)[-.]v?\\d+(?:\\.\\d+)+[^/]*\\.(?:js|css)$',
]);

const generatedFolder = anyFolder([
  // What bundlers and frameworks write. `dist` is also a name people use: only what a web build puts there.
  'dist/(?:[^/]+/)*[^/]+\\.(?:[cm]?js|css|map|d\\.[cm]?ts)$',
  '\\.(?:next|nuxt|output|svelte-kit|angular|turbo|parcel-cache|docusaurus|astro|vercel|dart_tool)/',
  'storybook-static/',
  // What test runners record.
  '__(?:image_|file_)?snapshots__/',
  'coverage/lcov-report/',
  // What interpreters and their tools cache.
  '__pycache__/',
  '\\.(?:tox|nox|mypy_cache|pytest_cache|ruff_cache|eggs|gradle|terraform)/',
  '[^/]+\\.egg-info/',
]);

const generatedName = new RegExp(
  `(?:${[
    // Protocol buffers and gRPC, by language
    '\\.pb(?:\\.gw|\\.validate|enum|json|server|grpc)?\\.(?:go|cc|h|c|hh|hpp|cpp|dart|swift|rs|ts)',
    '\\.grpc\\.swift',
    '\\.pbobjc\\.[hm]',
    '_pb2(?:_grpc)?\\.pyi?',
    '_(?:grpc_web_|grpc_)?pb\\.(?:[cm]?js|d\\.ts|ts|rb)',
    '_services_pb\\.rb',
    // Dart's build_runner
    '\\.(?:g|freezed|mocks|gr|chopper|reflectable)\\.dart',
    // .NET designers and source generators
    '\\.designer\\.(?:cs|vb)',
    '\\.g(?:\\.i)?\\.(?:cs|vb)',
    // Generators that say so in the name
    '\\.generated\\.[a-z]+',
    '\\.gen\\.(?:tsx?|go|rs)',
    '^zz_generated\\..*',
    '^moc_.*\\.(?:cpp|cxx|cc)',
    '^qrc_.*\\.cpp',
    // Snapshots of Jest, Vitest, Storyshots, insta and syrupy
    '\\.(?:snap|snap\\.new|storyshot|ambr)',
    // Source maps
    '\\.(?:[cm]?js|css|d\\.[cm]?ts)\\.map',
    // What Next.js keeps beside tsconfig.json
    '^next-env\\.d\\.ts',
  ].join('|')})$`,
  'i',
);

const minifiedName = /[.-]min\.(?:[cm]?js|css|html|json|svg)$/i;
