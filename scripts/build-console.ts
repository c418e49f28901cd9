// Builds the console: `dist/console`, which the server hands out (`src/http/pages/console.ts`). Nothing is inline, so that
// the page needs no exception from its security policy, and all addresses are relative, so that it runs under any path.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const OUTPUT = 'dist/console'
/** Fonts are compressed already. */
const COMPRESSED = /\.(?:js|css|svg)$/

await build({
  root: 'src/console',
  configFile: false,
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: join('../..', OUTPUT),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: true,
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
