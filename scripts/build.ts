// Builds the program: `dist/main.js`, one file that holds all but what cannot be bundled or is seldom loaded, with a source
// map. Finding and compiling some thousand modules is three quarters of an unbundled start. And `dist/verify.js` and
// `dist/client.js`, with their types, which other programs import. The command line is built by `build-cli.ts`.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
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
await build({
  ...BUNDLE,
  entryPoints: { client: 'src/client/index.ts', 'client-documents': 'src/client/generated/documents.ts' },
  platform: 'neutral',
  target: 'es2022',
})
emitTypes('verify', { verify: 'src/verify/verify.ts' })
emitTypes('client', { client: 'src/client/index.ts', 'client-documents': 'src/client/generated/documents.ts' })

/** Writes the types of a room's files to a folder; those that have the names of programs lead there. */
function emitTypes(room: string, programs: Readonly<Record<string, string>>): void {
  const folder = join('types', room)
  const options = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--ignoreConfig']
  const places = ['--outDir', join(OUTPUT, folder), '--rootDir', join('src', room)]
  const rules = ['--target', 'es2023', '--module', 'nodenext', '--allowImportingTsExtensions', '--skipLibCheck']
  const args = [...Object.values(programs), ...options, ...places, ...rules]
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], { stdio: 'inherit' })
  for (const file of readdirSync(join(OUTPUT, folder), { recursive: true, encoding: 'utf8' })) {
    const path = join(OUTPUT, folder, file)
    if (!file.endsWith('.d.ts')) continue
    writeFileSync(path, readFileSync(path, 'utf8').replace(/(["']\.[^"']+)\.ts(?=["'])/g, '$1.js'))
  }
  for (const [name, source] of Object.entries(programs)) {
    const target = `./${folder}/${relative(join('src', room), source).replace(/ts$/, 'js')}`
    writeFileSync(join(OUTPUT, `${name}.d.ts`), `export * from '${target}'\n`)
  }
}
