// Builds the program: `dist/main.js`, one file that holds all but what cannot be bundled or is seldom loaded, with a source
// map. Finding and compiling some thousand modules is three quarters of an unbundled start.
import { cpSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { build, type Plugin } from 'esbuild'

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

rmSync(OUTPUT, { recursive: true, force: true })
await build({
  entryPoints: ['src/main.ts'],
  outdir: OUTPUT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  external: NOT_BUNDLED,
  banner: { js: REQUIRE },
  plugins: [withoutJsonSerializer],
  logLevel: 'warning',
})
for (const worker of WORKERS) cpSync(worker, `${OUTPUT}/${basename(worker)}`)
