// V8's code cache of the built server: a start takes its functions from there, and does without it if it does not fit.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ready, startProcess } from '../support/process.ts'
import { until } from '../support/server.ts'

/** A copy of the build, with a code cache that was written there. */
const folder = mkdtempSync(join(tmpdir(), 'croft-code-cache-'))
const dist = join(folder, 'dist')
const program = join(dist, 'server.cjs')
const cache = `${program}.cache`
let written: Buffer

beforeAll(() => {
  cpSync('dist', dist, { recursive: true, filter: (path) => path !== 'dist/console' && !path.endsWith('.cache') })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/code-cache.ts', program], { stdio: 'ignore' })
  written = readFileSync(cache)
})
afterAll(() => rmSync(folder, { recursive: true }))

const preload = (script: string) => ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
/** Reports on standard error what V8 did with the code cache; nothing if it was given none. */
const REPORTS = preload(`
  import vm from 'node:vm'
  import { syncBuiltinESMExports } from 'node:module'
  vm.Script = class extends vm.Script {
    constructor(...args) {
      super(...args)
      if (this.cachedDataRejected !== undefined) console.error(this.cachedDataRejected ? 'REFUSED' : 'TAKEN')
    }
  }
  syncBuiltinESMExports()`)

/** Starts the server, checks that it answers, and returns what became of its code cache. */
async function started({ args = [], main = join(dist, 'main.js') }: { args?: string[]; main?: string } = {}) {
  const run = startProcess(
    { CROFT_DATABASE_URL: 'sqlite::memory:' },
    { command: [process.execPath, ...REPORTS, ...args, main] },
  )
  const url = await ready(run)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  run.child.kill('SIGTERM')
  await until(() => run.exit !== null)
  return /TAKEN|REFUSED/.exec(run.err)?.[0]
}

function changeByte(index: number): void {
  const bytes = Buffer.from(written)
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index)
  writeFileSync(cache, bytes)
}

test('the server starts from its code cache', async () => {
  expect(await started()).toBe('TAKEN')
  // as `npm run build` left it
  expect(await started({ main: 'dist/main.js' })).toBe('TAKEN')
})

test.each<[string, { spoil?: () => void; args?: string[]; report?: string }]>([
  ['is missing', { spoil: () => rmSync(cache) }],
  ['is empty', { spoil: () => truncateSync(cache) }],
  ['is cut short', { spoil: () => truncateSync(cache, written.length / 2) }],
  ['is damaged at its begin', { spoil: () => changeByte(0) }],
  ['is damaged in the middle', { spoil: () => changeByte(written.length >> 1) }],
  ['cannot be read', { spoil: () => [rmSync(cache), mkdirSync(cache)] }],
  ['was written in another place', { spoil: () => cpSync('dist/server.cjs.cache', cache) }],
  [
    // V8 would take it, and crash
    'was written by another release of Node',
    {
      args: preload(
        "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0', modules: '115' } })",
      ),
    },
  ],
  ['was written with other flags of V8', { args: ['--max-old-space-size=512'], report: 'REFUSED' }],
])('the server starts without its code cache if that %s', async (_title, { spoil, args, report }) => {
  rmSync(cache, { recursive: true, force: true })
  writeFileSync(cache, written)
  spoil?.()
  expect(await started(args ? { args } : {})).toBe(report)
})

test('the server starts without its code cache if that was written for another text of the same length', async () => {
  writeFileSync(cache, written)
  const text = readFileSync(program, 'utf8')
  const other = text.replace('The console is at ', 'The Console is at ')
  expect(other === text).toBe(false)
  writeFileSync(program, other)
  expect(await started()).toBeUndefined()
})

test('the server runs in strict mode, like its sources', () => {
  expect(readFileSync('dist/server.cjs', 'utf8').split('\n', 1)).toEqual(["'use strict'"])
})
