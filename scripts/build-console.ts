// Builds the console: `dist/console`, which the server hands out (`src/http/pages/console.ts`). Nothing is inline, so
// that the page needs no exception in its content security policy, and all addresses are relative, so that it works
// under any path.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

const ROOT = 'src/console'
const OUTPUT = 'dist/console'
/** Fonts are compressed already. */
const COMPRESSED = /\.(?:js|css|svg)$/
/**
 * Parts that every list shows are in one file: separate files, split by the pages that share them, compress worse by 2
 * kB.
 */
const OF_LISTS =
  /console\/(?:data\/(?:base|lists|signal)|ui\/(?:Ago|Avatar|Button|Empty|Entry|Failure|Field|Icon|Menu|Pill|Rows|RowsHead|RowsRow|Search|Segments|Skeleton|Tip|Title|Toasts|narrow|now|row-keys))\./
const modules = new Set<string>()

/** Scripts and styles are modules of the build; fonts and images are known from the files made from them. */
const rememberModules: Plugin = {
  name: 'remember-modules',
  generateBundle(_options, bundle) {
    for (const id of this.getModuleIds()) modules.add(id)
    for (const made of Object.values(bundle)) {
      if (made.type === 'asset') for (const name of made.originalFileNames) modules.add(join(ROOT, name))
    }
  },
}

/** Class names contain the name of their file, which compresses better than hashes do. */
function classNameOf(name: string, file: string): string {
  const styles = basename(file, '.module.css')
  if ((stylesFiles.get(styles) ?? file) !== file) throw new Error(`Two files of styles are named ${styles}.module.css`)
  stylesFiles.set(styles, file)
  return `${styles}_${name}`
}
const stylesFiles = new Map<string, string>()

await build({
  root: ROOT,
  configFile: false,
  base: './',
  logLevel: 'warn',
  plugins: [react(), rememberModules],
  // wouter includes this shim for older versions of React, which has the hook itself
  resolve: { alias: { 'use-sync-external-store/shim/index.js': 'react' } },
  css: { modules: { generateScopedName: classNameOf } },
  build: {
    outDir: join('../..', OUTPUT),
    emptyOutDir: true,
    target: 'es2022',
    // these browsers support `light-dark()` and nesting, which therefore need not be compiled
    cssTarget: ['chrome125', 'edge125', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: 'list', test: OF_LISTS }] } },
    },
  },
})
const assets = join(OUTPUT, 'assets')
for (const name of readdirSync(assets)) {
  if (!COMPRESSED.test(name)) continue
  const content = readFileSync(join(assets, name))
  writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }))
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content, { params: quality }))
}
/** Every file that is part of the console. */
export const inputs: readonly string[] = [...modules].map((id) => relative('.', id))
