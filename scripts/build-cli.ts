// Builds the command line: `dist/cli.js`, one file that needs no `node_modules`. What a command does not need is in it, but
// is not evaluated.
import { chmodSync } from 'node:fs'
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

await build({
  entryPoints: ['src/cli/main.ts'],
  outfile: FILE,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  plugins: [versionAlone, builtInsOnDemand],
  // CommonJS in the bundle requires Node's own modules
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
  },
  logLevel: 'warning',
})
chmodSync(FILE, 0o755)
