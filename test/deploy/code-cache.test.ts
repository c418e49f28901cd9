// V8's code cache of the built server: a start takes its functions from there, and does without it if it does not fit.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ready, startProcess } from '../support/process.ts'

interface Copy {
  readonly program: string
  readonly cache: string
}

/** What may be wrong with a code cache, and the arguments of Node with which the server is started. */
const UNFIT: Record<string, { spoil?: (copy: Copy) => void; args?: string[] }> = {
  'is missing': { spoil: ({ cache }) => rmSync(cache) },
  'is empty': { spoil: ({ cache }) => truncateSync(cache) },
  'is cut short': { spoil: ({ cache }) => truncateSync(cache, readFileSync(cache).length / 2) },
  'is damaged in one byte': { spoil: ({ cache }) => changeByte(cache) },
  'cannot be read': {
    spoil: ({ cache }) => {
      rmSync(cache)
      mkdirSync(cache)
    },
  },
  'was written for another text of the same length': {
    spoil: ({ program }) => {
      const text = readFileSync(program, 'utf8')
      const other = text.replace('The console is at ', 'The Console is at ')
      expect(other === text).toBe(false)
      writeFileSync(program, other)
    },
  },
  'was written with other flags of V8': { args: ['--max-old-space-size=512'] },
}

function changeByte(file: string): void {
  const bytes = readFileSync(file)
  const middle = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  writeFileSync(file, bytes)
}

/** The built server in a folder of its own. */
function copyOfBuild(): Copy & { readonly main: string } {
  const folder = mkdtempSync(join(tmpdir(), 'croft-code-cache-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync('dist', join(folder, 'dist'), { recursive: true, filter: (path) => path !== 'dist/console' })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const program = join(folder, 'dist/server.cjs')
  return { program, cache: `${program}.cache`, main: join(folder, 'dist/main.js') }
}

/** Whether a process of Node with these arguments takes the program's functions from its code cache. */
function isCached(program: string, args: readonly string[] = []): boolean {
  const [flags, codeCache] = ['v8-flags', 'code-cache'].map((name) => pathToFileURL(resolve(`src/${name}.ts`)).href)
  const script = `await import('${flags}')
    const { compile } = await import('${codeCache}')
    console.log(compile('${program}').isCached)`
  return execFileSync(process.execPath, [...args, '--import', 'tsx', '--input-type=module', '-e', script]).includes(
    'true',
  )
}

/** Starts the server, and stops it once it is ready. */
async function startAndStop(main: string, args: readonly string[] = []): Promise<void> {
  const run = startProcess({ CROFT_DATABASE_URL: 'sqlite::memory:' }, { command: [process.execPath, ...args, main] })
  const url = await ready(run)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
}

test('the server starts from its code cache, wherever its files are', async () => {
  const { program, main } = copyOfBuild()
  expect(isCached(program)).toBe(true)
  await startAndStop(main)
})

test.each(Object.entries(UNFIT))(
  'the server starts without its code cache if that %s',
  async (_title, { spoil, args }) => {
    const copy = copyOfBuild()
    spoil?.(copy)
    expect(isCached(copy.program, args)).toBe(false)
    await startAndStop(copy.main, args)
  },
)

test('the server runs in strict mode, like its sources', () => {
  expect(readFileSync('dist/server.cjs', 'utf8').split('\n', 1)).toEqual(["'use strict'"])
})
