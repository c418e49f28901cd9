// docs/deploy/croft@.service and croft.target in a real systemd, which boots from a copy of this machine's files, with the
// package of `npm run bundle`.
import { execFile, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { INSTALLS_WITHIN_MS, installBundle } from './bundle.ts'
import { freePort } from './nginx.ts'

const NAMESPACES = ['--mount', '--pid', '--fork', '--uts', '--ipc', '--kill-child']
const EXAMPLE = 'docs/deploy/croft.env.example'

/** Opt-in, because it needs root and boots a systemd. */
const required = process.env['CROFT_TEST_SYSTEMD'] === 'required'
const title = required
  ? 'under systemd'
  : 'under systemd (skipped: CROFT_TEST_SYSTEMD=required runs it, as root, with systemd, curl and a registry to install from)'

interface CommandResult {
  code: number
  /** Standard output and standard error. */
  out: string
}

describe.skipIf(!required)(title, () => {
  let directory: string
  let database: TestDatabase
  let init: number
  let stop: () => Promise<void>
  const ports: number[] = []

  /** Runs a command in the namespaces of that systemd. */
  const inside = (...command: string[]) =>
    new Promise<CommandResult>((resolve) => {
      execFile('nsenter', ['-t', String(init), '-a', '--', ...command], { env: {} }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out: `${out}${err}`.trim() }),
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
    writeFileSync(environment, fillIn(readFileSync(EXAMPLE, 'utf8'), database))
    mkdirSync(work)
    const packed = join(directory, 'package')
    mkdirSync(packed)
    const { node } = await installBundle(packed)
    // the user of the unit must be able to enter the directory
    chmodSync(directory, 0o755)
    const script = resolve('test/deploy/systemd.sh')
    const args = [process.cwd(), packed, node, environment, work]
    const child = spawn('unshare', [...NAMESPACES, 'sh', script, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (part) => {
      stderr += String(part)
    })
    const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
    stop = async () => {
      child.kill('SIGKILL')
      await exited
    }
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`systemd did not start: ${stderr}`)
      const [first] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ')
      init = Number(first)
      // Before the script has executed systemd, a command would reach the systemd of this machine.
      if (!(init > 0) || readFileSync(`/proc/${init}/comm`, 'utf8') !== 'systemd\n') return false
      return (await systemctl('is-active', 'basic.target')).out === 'active'
    })
  }, INSTALLS_WITHIN_MS)

  afterAll(async () => {
    await stop?.()
    await database?.drop()
    const groups = join(directory, 'groups')
    mkdirSync(groups)
    const remove = `mount -t cgroup2 cgroup2 ${groups} && find ${groups}/${basename(directory)} -depth -type d -delete`
    await new Promise((resolve) => execFile('unshare', ['--mount', 'sh', '-c', remove], resolve))
    rmSync(directory, { recursive: true, force: true })
  })

  test('starts a replica that answers when systemctl returns, as its own user, without capabilities, with seccomp', async () => {
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

  test('restarts a replica that was killed, and stops one by SIGTERM with exit code 0', async () => {
    const [port] = ports as [number]
    const unit = `croft@${port}`
    expect((await systemctl('start', unit)).code).toBe(0)
    await systemctl('kill', '--signal=SIGKILL', unit)
    await until(async () => (await properties(unit, 'NRestarts')).NRestarts === '1')
    await until(() => ready(port))
    await until(async () => (await properties(unit, 'ActiveState')).ActiveState === 'active')
    expect((await systemctl('stop', unit)).code).toBe(0)
    expect(await properties(unit, 'ActiveState', 'Result')).toEqual({ ActiveState: 'inactive', Result: 'success' })
  })

  test('starts and stops both replicas with the target', async () => {
    const units = ports.map((port) => `croft@${port}`)
    expect((await systemctl('enable', 'croft.target', ...units)).code).toBe(0)
    expect((await systemctl('start', 'croft.target')).code).toBe(0)
    await until(async () => (await Promise.all(ports.map(ready))).every(Boolean))
    expect((await systemctl('stop', 'croft.target', 'croft@*')).code).toBe(0)
    expect((await systemctl('is-active', ...units)).out).toBe('inactive\ninactive')
  })

  test('fails the start of a replica with an invalid setting, logs its name, and does not retry', async () => {
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

/** The example with the settings of this database and a token filled in, as an operator would do it. */
function fillIn(example: string, { env }: TestDatabase): string {
  const values = { ...env, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const { CROFT_DATA_DIR, ...given } = values as Record<string, string>
  const names = Object.keys(given).join('|')
  const rest = example.split('\n').filter((line) => !new RegExp(`^(${names})=`).test(line))
  return [...rest, ...Object.entries(given).map(([name, value]) => `${name}=${value}`), ''].join('\n')
}
