// Builds the command line: `dist/cli.js`, one file that needs no `node_modules`. What a command does not need is in it, but
// is not evaluated. The server is not in it: the file is handed out alone, too.
import { chmodSync } from 'node:fs'
import { basename } from 'node:path'
import { build, type Plugin } from 'esbuild'
import packageJson from '../package.json' with { type: 'json' }

const FILE = 'dist/cli.js'

/** The rest of package.json is nobody's business there. */
const versionAlone: Plugin = {
  name: 'version-alone',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/package\.json$/ }, () => ({
      contents: JSON.stringify({ version: packageJson.version }),
      loader: 'json',
    }))
  },
}

/** Programs of the server that some commands load, from the files beside this one. */
const serverBeside: Plugin = {
  name: 'server-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/\.\.\/(main|maintenance)\.ts$/ }, ({ path }) => ({
      path: `./${basename(path, '.ts')}.js`,
      external: true,
    }))
  },
}

/** Imports of Node's own modules would all be loaded at the start; required, each is loaded with what uses it. */
const builtInsOnDemand: Plugin = {
  name: 'built-ins-on-demand',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'built-in' } : { path, external: true },
    )
    onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path }) => ({ contents: `module.exports = require('${path}')` }))
  },
}

const { metafile } = await build({
  entryPoints: ['src/cli/main.ts'],
  outfile: FILE,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  plugins: [versionAlone, serverBeside, builtInsOnDemand],
  metafile: true,
  // CommonJS in the bundle requires Node's own modules
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
  },
  logLevel: 'warning',
})
chmodSync(FILE, 0o755)
/** Every file that is part of the command line. */
export const inputs: readonly string[] = Object.keys(metafile.inputs)
