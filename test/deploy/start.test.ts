// The messages of a start: warnings, migrations, tokens, addresses, and what to do if it cannot start. And the log,
// when its destination breaks.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isWellFormed } from '../../src/auth/secret.ts'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { type Run, ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { freePort } from './nginx.ts'

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-start-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function stopped(run: Run): Promise<Run['exit']> {
  run.child.kill('SIGTERM')
  await until(() => run.exit !== null)
  return run.exit
}

const messages = (run: Run) => run.lines().map(({ msg }) => String(msg))

describe('firm ground 10: the first token', () => {
  test('an existing bootstrap-token file is renamed with its time, and the log says so', async () => {
    const folder = directory()
    const file = join(folder, 'bootstrap-token')
    const at = new Date('2026-03-04T05:06:07.089Z')
    for (const number of [1, 2]) {
      writeFileSync(file, `the token of database ${number}\n`, { mode: 0o600 })
      utimesSync(file, at, at)
      const run = startProcess({ CROFT_DATABASE_URL: `sqlite:${join(folder, `${number}.db`)}` })
      await ready(run)
      expect(isWellFormed(readFileSync(file, 'utf8').trim())).toBe(true)
      const kept = `${file}.2026-03-04T05-06-07.089Z${number === 1 ? '' : '-2'}`
      expect(readFileSync(kept, 'utf8')).toBe(`the token of database ${number}\n`)
      expect(statSync(kept).mode & 0o777).toBe(0o600)
      expect(run.lines().find((line) => line['kept'] === kept)).toMatchObject({ level: 40 })
      await stopped(run)
      rmSync(file)
    }
  })

  test('a temporary database has its file in another directory, and removes it at stop', async () => {
    const folder = directory()
    const file = join(folder, 'bootstrap-token')
    writeFileSync(file, 'of a real database\n')
    const run = startProcess({ CROFT_DATABASE_URL: 'sqlite::memory:', CROFT_DATA_DIR: folder })
    await ready(run)
    const own = String(run.lines().find((line) => typeof line['file'] === 'string')?.['file'])
    expect(isWellFormed(readFileSync(own, 'utf8').trim())).toBe(true)
    expect(readdirSync(folder)).toEqual(['bootstrap-token'])
    expect(readFileSync(file, 'utf8')).toBe('of a real database\n')
    expect(await stopped(run)).toBe(0)
    expect(existsSync(dirname(own))).toBe(false)
  })
})

describe('firm ground 10: the messages of a start', () => {
  test('warns of unknown names, and reports migrations, an added token, and the addresses of the console and GraphiQL', async () => {
    const env = {
      CROFT_DATABASE_URL: `sqlite:${join(directory(), 'croft.db')}`,
      CROFT_PUBLIC_URL: 'https://croft.example/base/',
      CROFT_LOG_LEVLE: 'debug',
    }
    const first = startProcess(env)
    await ready(first)
    const warning = 'CROFT_LOG_LEVLE is not a setting and has no effect; the nearest is CROFT_LOG_LEVEL'
    expect(first.lines().find(({ msg }) => msg === warning)).toMatchObject({ level: 40 })
    const migrated = first.lines().find(({ msg }) => msg === 'The database was migrated')
    expect(migrated).toMatchObject({ migrations: expect.arrayContaining(['0001_init']) })
    expect(messages(first)).toContain('The console is at https://croft.example/base/')
    expect(messages(first)).toContain('GraphiQL is at https://croft.example/base/graphql')
    expect(await stopped(first)).toBe(0)

    const second = startProcess({ ...env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_GRAPHIQL: 'off' })
    await ready(second)
    expect(second.lines().find(({ msg }) => String(msg).startsWith('CROFT_BOOTSTRAP_TOKEN was added'))).toMatchObject({
      owner: { name: 'Administrator' },
    })
    expect(messages(second).join()).not.toMatch(/migrated|GraphiQL/)
    expect(second.out + second.err).not.toContain(ADMIN_TOKEN)
    expect(await stopped(second)).toBe(0)

    const third = startProcess({ ...env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN })
    await ready(third)
    expect(messages(third).join()).not.toContain('CROFT_BOOTSTRAP_TOKEN')
  })

  test.each([
    [
      'was compiled against a different Node.js version using\\nNODE_MODULE_VERSION 115. Please try re-compiling or re-installing',
    ],
    ['Could not locate the bindings file. Tried:\\n → /croft/build/Release/better_sqlite3.node'],
  ])('says "npm rebuild" first if the SQLite module was built for another Node or not at all', async (text) => {
    const preload = join(directory(), 'preload.cjs')
    writeFileSync(preload, `process.dlopen = () => { throw new Error("The module 'better_sqlite3.node'\\n${text}") }`)
    const run = startProcess({ CROFT_DATABASE_URL: 'sqlite::memory:', NODE_OPTIONS: `--require ${preload}` })
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.exit).toBe(1)
    expect(run.err).toMatch(/^Croft cannot start: run `npm rebuild` first: [^\n]+\n$/)
  })
})

describe('firm ground 10: a log destination that breaks', () => {
  const create = async (url: string, name: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({
        query: `mutation { createWorkspace(input: { name: "${name}" }) { workspace { name } } }`,
      }),
    })
    return ((await response.json()) as { data: object }).data
  }
  const env = { CROFT_DATABASE_URL: 'sqlite::memory:', CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN, CROFT_LOG_LEVEL: 'debug' }
  const answers = async (url: string) => (await fetch(`${url}/healthz`).catch(() => null))?.status === 200

  test.each(['production', 'development'])('a full disk under the log does not end the server (%s)', async (mode) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const full = openSync('/dev/full', 'w')
    const run = startProcess({ ...env, CROFT_PORT: String(port), CROFT_ENV: mode }, { stdout: full })
    closeSync(full)
    await until(() => run.exit !== null || answers(url), STARTS_WITHIN_MS)
    expect(await create(url, 'unlogged')).toEqual({ createWorkspace: { workspace: { name: 'unlogged' } } })
    expect(await stopped(run)).toBe(0)
    expect(run.err).toBe('')
  })

  test('a closed standard output and standard error do not end the server; a new reader gets complete lines', async () => {
    const pipe = join(directory(), 'log')
    execFileSync('mkfifo', [pipe])
    const openReader = () => openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
    const read = (reader: number) => {
      const bytes = Buffer.alloc(1024 * 1024)
      try {
        return bytes.toString('utf8', 0, readSync(reader, bytes))
      } catch {
        return ''
      }
    }
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const first = openReader()
    const writer = openSync(pipe, 'w')
    const run = startProcess({ ...env, CROFT_PORT: String(port) }, { stdout: writer })
    closeSync(writer)
    await until(() => answers(url), STARTS_WITHIN_MS)
    closeSync(first)
    run.child.stderr?.destroy()
    for (const name of ['one', 'two', 'three']) await create(url, name)
    // a request is logged when its answer has been sent, which the client may see first
    await until(() => answers(url))
    const second = openReader()
    await create(url, 'four')
    await until(() => answers(url))
    const lines = read(second)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.find(({ msg }) => msg === 'Log lines were lost')?.lost).toBeGreaterThanOrEqual(3)

    // a reader that does not read: the pipe is full, and the server continues
    for (let n = 0; n < 2000; n++) await fetch(`${url}/healthz?${n}`).then((response) => response.text())
    expect(await create(url, 'five')).toEqual({ createWorkspace: { workspace: { name: 'five' } } })
    closeSync(second)
    expect(await stopped(run)).toBe(0)
  })
})

test('the settings of V8 are made before the server is compiled', () => {
  const launcher = readFileSync('dist/main.js', 'utf8')
  expect(launcher.match(/from "[^"]*/g)?.filter((imported) => !imported.startsWith('from "node:'))).toEqual([])
  expect(launcher.indexOf('setFlagsFromString(')).toBeGreaterThan(0)
  expect(launcher.indexOf('setFlagsFromString(')).toBeLessThan(launcher.lastIndexOf('compile('))
})

/** The stack of an error that a server logs, whose table of tokens is missing. Does `before` once the server is ready. */
async function loggedStack(main = 'dist/main.js', before = () => {}): Promise<string> {
  const file = join(directory(), 'croft.db')
  const run = startProcess(
    { CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN },
    { command: [process.execPath, main] },
  )
  const url = await ready(run)
  before()
  const database = new BetterSqlite3(file)
  database.exec('alter table api_token rename to broken')
  database.close()
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' }
  await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ me { user { id } } }"}' })
  const logged = await until(() => run.lines().find(({ err }) => err !== undefined))
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  return (logged['err'] as { stack: string }).stack
}

test('an error in the log of the bundled program names the source files, with the positions in them', async () => {
  const stack = await loggedStack()
  expect(stack).not.toMatch(/\/dist\/[\w-]+\.c?js/)
  const frames = [...stack.matchAll(/(\w+) \((file:\S+\/src\/\S+):(\d+):(\d+)\)/g)]
  expect(frames.map(([, name]) => name)).toContain('authenticateToken')
  for (const [frame, name = '', source = '', line, column] of frames) {
    const text = readFileSync(fileURLToPath(source), 'utf8')
    expect(text).toContain(name)
    expect(text.split('\n')[Number(line) - 1]?.slice(Number(column) - 1), frame).toMatch(/^#?\w/)
  }
})

/** A copy of the build in this folder; returns its program. */
function copyOfBuild(folder: string): string {
  cpSync('dist', join(folder, 'dist'), { recursive: true, filter: (path) => path !== 'dist/console' })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  return join(folder, 'dist/main.js')
}

test('also if the program is moved, to a folder whose name JSON writes in another way', async () => {
  const stack = await loggedStack(copyOfBuild(join(directory(), 'a "b"')))
  expect(stack).not.toMatch(/\/dist\/[\w-]+\.c?js/)
  expect(stack).toMatch(/authenticateToken \(file:\S+\/src\/auth\/[\w.-]+:\d+:\d+\)/)
})

test('it names the places in the program, and goes on, if the source map was removed after the start', async () => {
  const folder = directory()
  const main = copyOfBuild(folder)
  const stack = await loggedStack(main, () => rmSync(join(folder, 'dist/server.cjs.map')))
  expect(stack).toMatch(/authenticateToken \(\S+\/dist\/server\.cjs:\d+:\d+\)/)
})
