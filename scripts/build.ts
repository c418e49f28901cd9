// Builds the program: `dist/main.js`, one file that holds all but what cannot be bundled or is seldom loaded, with a source
// map. Finding and compiling some thousand modules is three quarters of an unbundled start. And `dist/verify.js` and
// `dist/client.js`, with their types, which other programs import. The command line is built by `build-cli.ts`.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
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
await build({ ...BUNDLE, entryPoints: { client: 'src/client/index.ts' }, platform: 'neutral', target: 'es2022' })
emitTypes('src/verify/verify.ts', 'verify')
emitTypes('src/client/index.ts', 'client')

/** Writes the types of a program, and of the files that it imports, to a folder; what has its name leads there. */
function emitTypes(source: string, name: string): void {
  const folder = join('types', name)
  const options = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--ignoreConfig']
  const places = ['--outDir', join(OUTPUT, folder), '--rootDir', dirname(source)]
  const rules = ['--target', 'es2023', '--module', 'nodenext', '--allowImportingTsExtensions', '--skipLibCheck']
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', source, ...options, ...places, ...rules], {
    stdio: 'inherit',
  })
  for (const file of readdirSync(join(OUTPUT, folder), { recursive: true, encoding: 'utf8' })) {
    const path = join(OUTPUT, folder, file)
    if (file.endsWith('.d.ts'))
      writeFileSync(path, readFileSync(path, 'utf8').replace(/(["']\.[^"']+)\.ts(?=["'])/g, '$1.js'))
  }
  const target = `./${folder}/${basename(source, '.ts')}.js`
  writeFileSync(join(OUTPUT, `${name}.d.ts`), `export * from '${target}'\n`)
}
