// Each SQLite file has one server, however its path is written, and whatever happens to the path meanwhile.
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { refused, run, unique } from '../../support/people.ts'
import { type Run, ready, STARTS_WITHIN_MS, startProcess } from '../../support/process.ts'
import { startTestServer, type TestServer, until } from '../../support/server.ts'

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-one-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** The key is a setting, since the name of the key file depends on the path. */
const start = (path: string) =>
  startProcess({ CROFT_DATABASE_URL: `sqlite:${path}`, CROFT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') })
const startInProcess = (path: string) => startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${path}` } })

async function exited(run: Run): Promise<Run> {
  await until(() => run.exit !== null, STARTS_WITHIN_MS)
  return run
}

/** Other names of one file, each in a directory of its own. */
const NAMES: Record<string, (file: string, other: string) => void> = {
  'a symbolic link': (file, other) => symlinkSync(file, other),
  'a hard link': (file, other) => linkSync(file, other),
  'a bind mount': (file, other) => {
    writeFileSync(other, '')
    execFileSync('mount', ['--bind', file, other], { stdio: 'ignore' })
    onTestFinished(() => void execFileSync('umount', ['--lazy', other]))
  },
}

describe('firm ground 6: a SQLite file has one server, by whatever path', () => {
  test.for(Object.entries(NAMES))(
    'through %s a second server is refused until the first is gone',
    async ([name, give], { skip }) => {
      const file = join(directory(), 'croft.db')
      const other = join(directory(), 'croft.db')
      const first = start(file)
      const url = await ready(first)
      try {
        give(file, other)
      } catch (error) {
        if (name !== 'a bind mount') throw error
        skip('This process may not mount anything')
      }
      const second = await exited(start(other))
      expect(second.exit).toBe(1)
      expect(second.err).toMatch(/^Croft cannot start: Another process has .*croft\.db open/)
      expect(second.err.trim().split('\n')).toHaveLength(1)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
      first.child.kill('SIGKILL')
      await exited(first)
      expect((await fetch(`${await ready(start(other))}/readyz`)).status).toBe(200)
    },
  )

  test('only one of several servers that start at the same instant through different paths serves', async () => {
    for (let round = 0; round < 2; round++) {
      const file = join(directory(), 'croft.db')
      const names = Array.from({ length: 3 }, () => join(directory(), 'croft.db'))
      writeFileSync(file, '')
      for (const name of names) linkSync(file, name)
      const runs = names.map(start)
      await Promise.all(
        runs.map((each) => until(() => each.exit !== null || each.out.includes('ready'), STARTS_WITHIN_MS)),
      )
      expect(runs.filter(({ exit }) => exit === null)).toHaveLength(1)
      expect(runs.filter(({ exit }) => exit === 1)).toHaveLength(2)
      for (const { child } of runs) child.kill('SIGKILL')
    }
  })

  test.each([
    ['a carriage return at its end', 'croft.db\r'],
    ['a tab inside', 'cro\tft.db'],
    ['a space at its end', 'croft.db '],
  ])('a path with %s is refused, since SQLite would open another file', async (_what, name) => {
    await expect(startInProcess(join(directory(), name))).rejects.toThrow(/control character|white space/)
  })

  test('a link to a path with a carriage return is refused too', async () => {
    const path = join(directory(), 'croft.db')
    symlinkSync(`${path}\r`, path.replace('.db', '.link'))
    await expect(startInProcess(path.replace('.db', '.link'))).rejects.toThrow(/control character/)
  })
})

const newName = () => ({ input: { name: unique('made') } })
const readiness = async ({ url }: TestServer) => (await fetch(`${url}/readyz`)).status
const told = ({ log }: TestServer) => log.filter(({ message }) => /no longer the/.test(message))

describe('firm ground 6: the file at the path is watched', () => {
  test.each([
    ['removed', '', (path: string) => rmSync(path)],
    ['moved away', '', (path: string) => renameSync(path, `${path}.old`)],
    [
      'replaced',
      '',
      (path: string) => {
        writeFileSync(`${path}.new`, '')
        renameSync(`${path}.new`, path)
      },
    ],
    [
      'replaced by a link to itself,',
      '',
      (path: string) => {
        rmSync(path)
        symlinkSync(path, path)
      },
    ],
    ['removed', '-wal', (path: string) => rmSync(path)],
    ['removed', '-shm', (path: string) => rmSync(path)],
  ])('%s croft.db%s: writes are refused, the server is not ready, the log says so once', async (_how, suffix, harm) => {
    const path = join(directory(), 'croft.db')
    const server = await startInProcess(path)
    await run(server, CREATE_WORKSPACE, newName())
    expect(await readiness(server)).toBe(200)
    harm(`${path}${suffix}`)
    expect((await refused(server, CREATE_WORKSPACE, newName())).code).toBe('UNAVAILABLE')
    expect(await readiness(server)).toBe(503)
    expect((await refused(server, CREATE_WORKSPACE, newName())).code).toBe('UNAVAILABLE')
    expect((await server.gql('{ me { user { id } } }')).body.errors).toBeUndefined()
    expect(told(server)).toMatchObject([{ level: 'error' }])
    expect(told(server)[0]?.message).toContain(`${path}${suffix}`)
  })

  test('a link is changed to another file, and back: writes are refused meanwhile, and succeed again after it', async () => {
    const home = directory()
    const path = join(home, 'croft.db')
    for (const name of ['one', 'two']) mkdirSync(join(home, name))
    writeFileSync(join(home, 'two', 'croft.db'), '')
    const link = (name: string) => {
      rmSync(path, { force: true })
      symlinkSync(join(home, name, 'croft.db'), path)
    }
    link('one')
    const server = await startInProcess(path)
    await run(server, CREATE_WORKSPACE, newName())
    link('two')
    expect((await refused(server, CREATE_WORKSPACE, newName())).code).toBe('UNAVAILABLE')
    link('one')
    await run(server, CREATE_WORKSPACE, newName())
    expect(await readiness(server)).toBe(200)
  })

  test('a removed file is noticed without a request', async () => {
    const path = join(directory(), 'croft.db')
    const server = await startInProcess(path)
    rmSync(path)
    await until(() => told(server).length > 0)
  })
})
