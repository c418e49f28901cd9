// Builds the program: `dist/server.cjs` with its source map, since finding and compiling some thousand modules is three
// quarters of an unbundled start. It is CommonJS, for which V8 can have a code cache (`code-cache.ts`). `dist/main.js`
// runs it. Other outputs are files for rarely used libraries, `maintenance.js` for backups and migrations, the command line
// (`build-cli.ts`), the console (`build-console.ts`), and, with types, `verify.js` and `client.js` for other programs.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { licencesOf } from './licences.ts'

const OUTPUT = 'dist'
/** Files that run in worker threads, found by their path next to the program, and what they import. */
const WORKERS = ['check-worker.mjs', 'checkpoint-worker.mjs', 'better-sqlite3.mjs'].map(
  (name) => `src/store/sqlite/${name}`,
)
/** Packages that are never installed. */
const NOT_BUNDLED = ['pg-native']
/**
 * Rarely loaded packages, each in a file of its own next to the program: a page of 9 MB, and a library for development.
 */
const LOADED_LATER: Readonly<Record<string, { readonly file: string; readonly exports: string }>> = {
  '@graphql-yoga/render-graphiql': { file: 'render-graphiql.cjs', exports: 'renderGraphiQL' },
  'pino-pretty': { file: 'pino-pretty.cjs', exports: 'prettyFactory' },
}
/** CommonJS code in the bundle uses `require` for Node's own modules. */
const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)`

/**
 * graphql-jit needs this package, and the validator that it brings, only for its JSON serializer, which Croft does not
 * use.
 */
const withoutJsonSerializer: Plugin = {
  name: 'without-json-serializer',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^fast-json-stringify$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not part of the bundle') }`,
    }))
  },
}

/**
 * The library that serves HTTP requests compares its own classes with those of Node, for which Node loads its whole
 * HTTP client: a sixth of a start. The two are never the same, since graphql-yoga brings its own classes.
 */
const withoutNodesFetch: Plugin = {
  name: 'without-nodes-fetch',
  setup: ({ onLoad }) => {
    onLoad({ filter: /@whatwg-node\/server\/esm\/createServerAdapter\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const comparison = 'fetchAPI.Request !== globalThis.Request'
      if (!text.includes(comparison)) throw new Error(`${path} no longer has \`${comparison}\``)
      return { contents: text.replace(comparison, 'true') }
    })
  },
}

/** Uses the ES modules of graphql-js for every importer: in CommonJS each use of it goes through a getter. */
const graphqlAsModules: Plugin = {
  name: 'graphql-as-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^graphql(\/.*)?$/ }, ({ path }) => {
      const place = resolve('node_modules', path.replace(/\.m?js$/, ''))
      const file = [`${place}.mjs`, join(place, 'index.mjs')].find((each) => existsSync(each))
      if (!file) throw new Error(`graphql-js has no module ${path}`)
      // the real path, from which its own modules find each other
      return { path: realpathSync(file), sideEffects: false }
    })
  },
}

const besideTheProgram: Plugin = {
  name: 'beside-the-program',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[@\w]/, namespace: 'file' }, ({ path }) => {
      const later = LOADED_LATER[path]
      return later ? { path: `./${later.file}`, external: true } : undefined
    })
  },
}

const BUNDLE = {
  bundle: true,
  format: 'esm',
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions
const MAPPED = { ...BUNDLE, outdir: OUTPUT, sourcemap: true, sourcesContent: false } as const satisfies BuildOptions
const ON_NODE = {
  platform: 'node',
  target: 'node20.19',
  external: NOT_BUNDLED,
  banner: { js: REQUIRE },
} as const satisfies BuildOptions
/** In strict mode, as ES modules are, and without `import()`, which fails in code that V8 takes from its cache. */
const COMMON_JS = {
  ...ON_NODE,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  banner: { js: "'use strict'\nconst fileUrl = require('node:url').pathToFileURL(__filename).href" },
  define: { 'import.meta.url': 'fileUrl' },
} as const satisfies BuildOptions

rmSync(OUTPUT, { recursive: true, force: true })
const builds = await Promise.all([
  build({
    ...MAPPED,
    ...COMMON_JS,
    entryPoints: { server: 'src/main.ts' },
    outExtension: { '.js': '.cjs' },
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [graphqlAsModules, withoutJsonSerializer, withoutNodesFetch, besideTheProgram],
  }),
  build({ ...MAPPED, ...ON_NODE, entryPoints: { main: 'src/launcher.ts' } }),
  build({ ...MAPPED, ...ON_NODE, entryPoints: ['src/maintenance.ts'] }),
  build({
    ...MAPPED,
    entryPoints: {
      verify: 'src/verify/verify.ts',
      client: 'src/client/index.ts',
      'client-documents': 'src/client/generated/documents.ts',
      'client-introspection': 'src/client/generated/introspection.ts',
      'client-gql': 'src/client/gql.ts',
    },
    // programs that use `gql` have this package installed
    external: ['gql.tada'],
    platform: 'neutral',
    target: 'es2022',
  }),
  ...Object.entries(LOADED_LATER).map(([library, { file, exports }]) =>
    build({
      ...BUNDLE,
      ...COMMON_JS,
      stdin: { contents: `export { ${exports} } from '${library}'`, resolveDir: '.' },
      outfile: `${OUTPUT}/${file}`,
    }),
  ),
])
for (const file of [...WORKERS, 'db/schema.sql']) cpSync(file, `${OUTPUT}/${basename(file)}`)
const builtFrom = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs))
const commandLine = await import('./build-cli.ts')
const site = await import('./build-console.ts')
const licences = licencesOf([...builtFrom, ...commandLine.inputs, ...site.inputs])
writeFileSync(`${OUTPUT}/THIRD-PARTY-LICENSES.txt`, licences)
emitTypes('verify', { verify: 'src/verify/verify.ts' })
emitTypes('client', {
  client: 'src/client/index.ts',
  'client-documents': 'src/client/generated/documents.ts',
  'client-introspection': 'src/client/generated/introspection.ts',
  'client-gql': 'src/client/gql.ts',
})

/**
 * Writes the types of a room's files to a folder, and for each program a types file that re-exports those of its
 * source.
 */
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
