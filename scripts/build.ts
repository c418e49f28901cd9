// Builds the program: `dist/main.js`, one file that holds all but what cannot be bundled or is seldom loaded, with a source
// map. Finding and compiling some thousand modules is three quarters of an unbundled start. And `dist/verify.js`, with its
// types, which other services import: it stands for itself. The command line is built by `build-cli.ts`.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'

const OUTPUT = 'dist'
/** Run in threads of their own, by their path beside the program. */
const WORKERS = ['src/store/sqlite/check-worker.mjs', 'src/store/sqlite/checkpoint-worker.mjs']
/** Loaded from `node_modules`: a native module, a page of 9 MB, what only development needs, what is never installed. */
const NOT_BUNDLED = ['better-sqlite3', '@graphql-yoga/render-graphiql', 'pino-pretty', 'pg-native']
/** CommonJS in the bundle requires Node's own modules. */
const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)`

/** graphql-jit needs it, and the validator that it brings, only for its own JSON serializer, which Croft does not use. */
const withoutJsonSerializer: Plugin = {
  name: 'without-json-serializer',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^fast-json-stringify$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not part of the bundle') }`,
    }))
  },
}

const BUNDLE = {
  outdir: OUTPUT,
  bundle: true,
  format: 'esm',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
} as const satisfies BuildOptions

rmSync(OUTPUT, { recursive: true, force: true })
await build({
  ...BUNDLE,
  entryPoints: ['src/main.ts'],
  platform: 'node',
  target: 'node20.19',
  external: NOT_BUNDLED,
  banner: { js: REQUIRE },
  plugins: [withoutJsonSerializer],
})
for (const worker of WORKERS) cpSync(worker, `${OUTPUT}/${basename(worker)}`)
await import('./build-cli.ts')
await build({ ...BUNDLE, entryPoints: ['src/verify/verify.ts'], platform: 'neutral', target: 'es2022' })
emitTypes('src/verify/verify.ts', 'verify.d.ts')

/** Writes the types of a file beside the program. They import no other file: only those that it exports are seen. */
function emitTypes(source: string, types: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'croft-types-'))
  const options = [
    '--declaration',
    '--emitDeclarationOnly',
    '--noEmit',
    'false',
    '--ignoreConfig',
    '--outDir',
    directory,
  ]
  const rules = ['--target', 'es2023', '--module', 'nodenext', '--allowImportingTsExtensions', '--skipLibCheck']
  try {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', source, ...options, ...rules], {
      stdio: 'inherit',
    })
    cpSync(join(directory, types), join(OUTPUT, types))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
