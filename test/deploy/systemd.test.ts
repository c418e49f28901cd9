// docs/deploy/croft@.service and croft.target as they are, run by a real systemd over a copy of this machine's files.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { freePort } from './nginx.ts'

const NAMESPACES = ['--mount', '--pid', '--fork', '--uts', '--ipc', '--kill-child']
const EXAMPLE = 'docs/deploy/croft.env.example'

/** It boots a systemd, so nobody who runs the tests gets it unasked. */
const wanted = process.env['CROFT_TEST_SYSTEMD'] === 'required'
const title = wanted
  ? 'under systemd'
  : 'under systemd (skipped: CROFT_TEST_SYSTEMD=required runs it, as root, with systemd, curl and /usr/bin/node)'

interface Done {
  code: number
  out: string
}

describe.skipIf(!wanted)(title, () => {
  let directory: string
  let database: TestDatabase
  let init: number
  let stop: () => Promise<void>
  const ports: number[] = []

  /** Runs a command beside that systemd. */
  const inside = (...command: string[]) =>
    new Promise<Done>((done) => {
      execFile('nsenter', ['-t', String(init), '-a', '--', ...command], { env: {} }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out: `${out}${err}`.trim() }),
      )
    })
  const systemctl = (...args: string[]) => inside('/usr/bin/systemctl', ...args)
  const properties = async (unit: string, ...names: string[]) => {
    const { out } = await systemctl('show', unit, '-p', names.join(','))
    return Object.fromEntries(out.split('\n').map((line) => line.split('=', 2)))
  }
  const ready = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    return answer?.status === 200
  }

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'croft-systemd-'))
    database = await newDatabase()
    ports.push(await freePort(), await freePort())
    const work = join(directory, 'work')
    const environment = join(directory, 'croft.env')
    writeFileSync(environment, filledIn(readFileSync(EXAMPLE, 'utf8'), database))
    mkdirSync(work)
    const script = resolve('test/deploy/systemd.sh')
    const child = spawn('unshare', [...NAMESPACES, 'sh', script, process.cwd(), environment, work], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    child.stderr.on('data', (part) => {
      told += String(part)
    })
    const gone = new Promise<void>((done) => child.once('close', () => done()))
    stop = async () => {
      child.kill('SIGKILL')
      await gone
    }
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`systemd did not start: ${told}`)
      const [first] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ')
      init = Number(first)
      // before that it is a shell, beside which a command would reach this machine's own systemd
      if (!(init > 0) || readFileSync(`/proc/${init}/comm`, 'utf8') !== 'systemd\n') return false
      return (await systemctl('is-active', 'basic.target')).out === 'active'
    }, 20_000)
  })

  afterAll(async () => {
    await stop?.()
    await database?.drop()
    const groups = join(directory, 'groups')
    mkdirSync(groups)
    const remove = `mount -t cgroup2 cgroup2 ${groups} && find ${groups}/${basename(directory)} -depth -type d -delete`
    await new Promise((done) => execFile('unshare', ['--mount', 'sh', '-c', remove], done))
    rmSync(directory, { recursive: true, force: true })
  })

  test('systemctl returns once the replica answers; it has a user of its own, no capability, filtered calls', async () => {
    const [port] = ports as [number]
    const unit = `croft@${port}`
    expect(await inside('/usr/bin/systemd-analyze', 'verify', `${unit}.service`)).toEqual({ code: 0, out: '' })
    expect(await systemctl('start', unit)).toEqual({ code: 0, out: '' })
    expect(await ready(port)).toBe(true)
    const { MainPID } = await properties(unit, 'MainPID')
    const { out } = await inside('/bin/cat', `/proc/${MainPID}/status`)
    expect(out).toMatch(/^CapEff:\s*0+$/m)
    expect(out).toMatch(/^NoNewPrivs:\s*1$/m)
    expect(out).toMatch(/^Seccomp:\s*2$/m)
    expect(out).not.toMatch(/^Uid:\s*0\s/m)
  })

  test('killed it is started again; at SIGTERM it ends by itself, with 0', async () => {
    const [port] = ports as [number]
    const unit = `croft@${port}`
    expect((await systemctl('start', unit)).code).toBe(0)
    await systemctl('kill', '--signal=SIGKILL', unit)
    await until(async () => (await properties(unit, 'NRestarts')).NRestarts === '1', 10_000)
    await until(() => ready(port), 30_000)
    await until(async () => (await properties(unit, 'ActiveState')).ActiveState === 'active')
    expect((await systemctl('stop', unit)).code).toBe(0)
    expect(await properties(unit, 'ActiveState', 'Result')).toEqual({ ActiveState: 'inactive', Result: 'success' })
  })

  test('both replicas start together with the target, and end with it', async () => {
    const units = ports.map((port) => `croft@${port}`)
    expect((await systemctl('enable', 'croft.target', ...units)).code).toBe(0)
    expect((await systemctl('start', 'croft.target')).code).toBe(0)
    await until(async () => (await Promise.all(ports.map(ready))).every(Boolean), 30_000)
    expect((await systemctl('stop', 'croft.target', 'croft@*')).code).toBe(0)
    expect((await systemctl('is-active', ...units)).out).toBe('inactive\ninactive')
  })

  test('a wrong setting fails the start at once, says which, and is not tried again', async () => {
    const [port] = ports as [number]
    const unit = `croft@${port}`
    await inside('/bin/sh', '-c', 'echo CROFT_LOG_LEVEL=loud >> /etc/croft/croft.env')
    expect((await systemctl('start', unit)).code).toBe(1)
    const states = { ActiveState: 'failed', Result: 'exit-code', ExecMainStatus: '2', NRestarts: '0' }
    expect(await properties(unit, ...Object.keys(states))).toEqual(states)
    const { out } = await inside('/usr/bin/journalctl', '-u', unit, '-o', 'cat', '--no-pager')
    expect(out).toContain('CROFT_LOG_LEVEL')
  })
})

/** The example, as somebody would fill it in who has this database. */
function filledIn(example: string, { env }: TestDatabase): string {
  const values = { ...env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const { CROFT_DATA_DIR, ...given } = values as Record<string, string>
  const names = Object.keys(given).join('|')
  const rest = example.split('\n').filter((line) => !new RegExp(`^(${names})=`).test(line))
  return [...rest, ...Object.entries(given).map(([name, value]) => `${name}=${value}`), ''].join('\n')
}
