// `croft backup` as an operator runs it: in a process of its own, with or without a server. Its result is restored.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { copySqlite } from '../../src/store/sqlite/backup.ts'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { ready, runCli, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'

const ADMIN = { CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
const KEY = Buffer.alloc(32, 8).toString('base64')
const OTHER_KEY = Buffer.alloc(32, 9).toString('base64')

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-backup-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const serve = async (env: Record<string, string>) => {
  const run = startProcess({ ...ADMIN, ...env }, { command: [process.execPath, 'dist/cli.js', 'serve'] })
  return { run, url: await ready(run) }
}
type Served = Awaited<ReturnType<typeof serve>>

async function stop({ run }: Served): Promise<void> {
  run.child.kill('SIGTERM')
  await until(() => run.exit !== null)
}

async function ask({ url }: Served, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` },
    body: JSON.stringify({ query }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape that it expects
  return (await response.json()) as any
}
const create = (server: Served, name: string) =>
  ask(server, `mutation { createWorkspace(input: { name: "${name}" }) { workspace { id } } }`)
const namesOf = async (server: Served): Promise<string[]> =>
  (await ask(server, '{ workspaces(first: 100) { nodes { name } } }')).data.workspaces.nodes.map(
    ({ name }: { name: string }) => name,
  )

/** A database that no server has open, with its key beside it unless the key is a setting. */
async function left(env: Record<string, string> = {}): Promise<{ folder: string; env: Record<string, string> }> {
  const folder = directory()
  const settings = { CROFT_DATABASE_URL: `sqlite:${join(folder, 'croft.db')}`, ...env }
  expect((await runCli(settings, 'migrate')).exit).toBe(0)
  if (!env['CROFT_SECRET_KEY']) writeFileSync(join(folder, 'croft.db.key'), `${KEY}\n`, { mode: 0o600 })
  return { folder, env: settings }
}

test('copies the database of a writing server, and a server on the copy has everything acknowledged before', async () => {
  const folder = directory()
  const env = { CROFT_DATABASE_URL: `sqlite:${join(folder, 'croft.db')}` }
  const server = await serve(env)
  for (const name of ['first', 'second', 'third']) await create(server, name)
  let isWriting = true
  const writing = (async () => {
    let made = 0
    while (isWriting) await create(server, `meanwhile-${++made}`)
    return made
  })()
  const target = join(folder, 'copy', 'croft.db')
  expect((await runCli(env, 'backup', target)).exit).toBe(1)
  const copy = join(folder, 'copy.db')
  const run = await runCli(env, 'backup', copy)
  isWriting = false
  expect(await writing).toBeGreaterThan(0)
  expect([run.exit, run.out]).toEqual([0, `${copy}\n`])
  expect(run.err).toContain(`${copy}.key`)
  for (const file of [copy, `${copy}.key`]) expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db', 'copy.db.key'])
  await stop(server)

  const restored = await serve({ CROFT_DATABASE_URL: `sqlite:${copy}` })
  expect(await namesOf(restored)).toEqual(expect.arrayContaining(['first', 'second', 'third']))
  expect((await create(restored, 'afterwards')).errors).toBeUndefined()
  expect(restored.run.out).not.toContain('not closed well')
})

test('copies everything that was committed when it began, however often the database is written to meanwhile', async () => {
  const folder = directory()
  const file = join(folder, 'large.db')
  const writer = new BetterSqlite3(file)
  onTestFinished(() => void writer.close())
  writer.pragma('journal_mode = WAL')
  writer.exec('create table schema_migration (name text); create table filling (value blob)')
  const insert = writer.prepare('insert into filling values (randomblob(2000000))')
  for (let row = 0; row < 20; row++) insert.run()
  let commits = 0
  let isCopying = true
  const write = () => {
    if (!isCopying) return
    writer.prepare('insert into filling values (null)').run()
    commits++
    setImmediate(write)
  }
  write()
  const before = commits
  const copied = await copySqlite(file, join(folder, 'copy.db'), { replace: false })
  isCopying = false
  expect(commits).toBeGreaterThan(before + 2)
  expect(copied).toBeGreaterThan(40_000_000)
  const copy = new BetterSqlite3(join(folder, 'copy.db'), { readonly: true })
  onTestFinished(() => void copy.close())
  const rows = copy.prepare('select count(*) from filling').pluck().get() as number
  expect(rows - 20).toBeLessThanOrEqual(before)
})

test('replaces a file only with --force, and never the database itself; it creates no file if it fails', async () => {
  const { folder, env } = await left()
  const copy = join(folder, 'copy.db')
  writeFileSync(copy, 'mine')
  const refused = await runCli(env, 'backup', copy)
  expect([refused.exit, refused.out, readFileSync(copy, 'utf8')]).toEqual([1, '', 'mine'])
  expect(refused.err).toContain('--force')
  writeFileSync(`${copy}-wal`, '')
  const open = await runCli(env, 'backup', copy, '--force')
  expect([open.exit, open.err]).toEqual([1, expect.stringContaining('in use, or was not closed')])
  rmSync(`${copy}-wal`)
  expect((await runCli(env, 'backup', copy, '--force')).exit).toBe(0)
  expect((await runCli(env, 'backup', copy)).exit).toBe(1)
  const itself = await runCli(env, 'backup', join(folder, 'croft.db'), '--force')
  expect([itself.exit, itself.err]).toEqual([1, expect.stringContaining('is the database itself')])

  for (const name of ['croft.db-wal', 'croft.db.key']) {
    const beside = await runCli(env, 'backup', join(folder, name), '--force')
    expect([beside.exit, beside.err]).toEqual([1, expect.stringContaining('a place of the database itself')])
  }
  expect(readFileSync(join(folder, 'croft.db.key'), 'utf8')).toBe(`${KEY}\n`)

  const nowhere = await runCli(
    { CROFT_DATABASE_URL: `sqlite:${join(folder, 'none.db')}` },
    'backup',
    join(folder, 'x.db'),
  )
  expect([nowhere.exit, nowhere.err]).toEqual([1, expect.stringContaining('There is no database')])
  writeFileSync(join(folder, 'other.db'), '')
  const other = await runCli(
    { CROFT_DATABASE_URL: `sqlite:${join(folder, 'other.db')}` },
    'backup',
    join(folder, 'x.db'),
  )
  expect([other.exit, other.err]).toEqual([1, expect.stringContaining('is not a database of Croft')])
  expect(readdirSync(folder).filter((name) => /none|^x/.test(name))).toEqual([])
})

test('a signal that ends it leaves no partial copy behind', async () => {
  const { folder, env } = await left()
  const database = new BetterSqlite3(join(folder, 'croft.db'))
  database.exec('create table filling (value blob)')
  const insert = database.prepare('insert into filling values (zeroblob(150000000))')
  insert.run()
  database.close()
  const command = [process.execPath, 'dist/cli.js', 'backup', join(folder, 'copy.db')] as const
  const run = startProcess(env, { command: [...command] })
  const copies = () => readdirSync(folder).filter((name) => name.startsWith('copy'))
  await until(() => copies().some((name) => name.endsWith('.part') && statSync(join(folder, name)).size > 0))
  run.child.kill('SIGINT')
  await until(() => run.exit !== null)
  expect([run.exit, run.out, copies()]).toEqual(['SIGINT', '', []])
})

test('refuses to make a backup of a damaged database', async () => {
  const { folder, env } = await left()
  const file = join(folder, 'croft.db')
  const pages = readFileSync(file)
  // only after the first quarter, so that the schema stays readable
  pages.fill(0xff, Math.floor(pages.length / 4), Math.floor(pages.length / 2))
  writeFileSync(file, pages)
  const run = await runCli(env, 'backup', join(folder, 'copy.db'))
  expect([run.exit, run.out, run.err]).toEqual([1, '', expect.stringMatching(/damaged|malformed/)])
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
})

test('copies the secret key, or says where it is', async () => {
  const { folder, env } = await left()
  const copy = (name: string) => join(folder, name)
  expect((await runCli(env, 'backup', copy('a.db'), '--no-key')).exit).toBe(0)
  expect(existsSync(`${copy('a.db')}.key`)).toBe(false)
  expect((await runCli(env, 'backup', copy('b.db'))).exit).toBe(0)
  expect(readFileSync(`${copy('b.db')}.key`, 'utf8')).toBe(`${KEY}\n`)

  const set = await left({ CROFT_SECRET_KEY: OTHER_KEY })
  const inSetting = await runCli(set.env, 'backup', join(set.folder, 'a.db'), '-o', 'json')
  expect(JSON.parse(inSetting.out)).toMatchObject({ file: join(set.folder, 'a.db'), key: 'SETTING' })
  const { CROFT_SECRET_KEY, ...without } = set.env
  const unknown = await runCli(without, 'backup', join(set.folder, 'b.db'))
  expect([unknown.exit, unknown.err]).toEqual([0, expect.stringContaining('CROFT_SECRET_KEY')])
  expect(existsSync(join(set.folder, 'b.db.key'))).toBe(false)
  for (const run of [inSetting, unknown]) expect(run.out + run.err).not.toContain(OTHER_KEY)
})

test('shows a pg_dump command for PostgreSQL, without the password, and creates nothing', async () => {
  const run = async (url: string) => {
    const { exit, out, err } = await runCli({ CROFT_DATABASE_URL: url }, 'backup')
    expect([exit, out]).toEqual([1, ''])
    return err
  }
  const command = (url: string) => `pg_dump --format=custom --file=croft.dump '${url}'`
  expect(await run('postgres://croft:s3cret@db.example/croft')).toContain(command('postgres://croft@db.example/croft'))
  expect(await run('postgres:///croft?password=s3cret&host=/run')).toContain(command('postgres:///croft?host=/run'))
  expect(await run('sqlite::memory:')).toContain('nothing to back up')
})
