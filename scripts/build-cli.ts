// Builds the command line: `dist/cli.js`, one file that needs no `node_modules`. It contains the code of all commands,
// but evaluates only what the current command needs. The server is not in it, since the file is also handed out alone.
import { chmodSync } from 'node:fs'
import { basename } from 'node:path'
import { build, type Plugin } from 'esbuild'
import packageJson from '../package.json' with { type: 'json' }

const FILE = 'dist/cli.js'

/** Includes only the version of package.json. */
const versionAlone: Plugin = {
  name: 'version-alone',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/package\.json$/ }, () => ({
      contents: JSON.stringify({ version: packageJson.version }),
      loader: 'json',
    }))
  },
}

/** Modules of the server that some commands load, from the files next to this one. */
const serverBeside: Plugin = {
  name: 'server-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\.\/\.\.\/(main|maintenance)\.ts$/ }, ({ path }) => ({
      path: `./${basename(path, '.ts')}.js`,
      external: true,
    }))
  },
}

/**
 * Static imports of Node's own modules would all be loaded at the start. With `require`, each is loaded when it is
 * used.
 */
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
  // CommonJS code in the bundle uses `require` for Node's own modules
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
  },
  logLevel: 'warning',
})
chmodSync(FILE, 0o755)
/** Every file that is part of the command line. */
export const inputs: readonly string[] = Object.keys(metafile.inputs)
