// `npm start` under a supervisor or in a container: the signals that npm gets stop the server gracefully.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { until } from '../support/server.ts'

const UNSHARE = ['unshare', '--pid', '--fork', '--kill-child'] as const
const DATABASE = { CROFT_DATABASE_URL: 'sqlite::memory:' }
const canUnshare = spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status === 0

/** The processes that descend from this one, with their command lines. */
function descendants(pid: number): { pid: number; command: string }[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return children
    .map(Number)
    .flatMap((child) => [
      { pid: child, command: readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() },
      ...descendants(child),
    ])
}

async function npmStart(...before: string[]) {
  const command = [...before, 'npm', 'start'] as unknown as [string, ...string[]]
  const run = startProcess({ ...DATABASE, HOME: process.env['HOME'] ?? '/' }, { command, detached: true })
  const pid = run.child.pid as number
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // all processes of the group have ended
    }
  })
  await ready(run)
  const processes = descendants(pid)
  const server = processes.find(({ command: line }) => line.includes('dist/main.js'))
  const gone = () =>
    until(() => {
      try {
        return !process.kill(server?.pid as number, 0)
      } catch {
        return true
      }
    })
  return { run, pid, processes, gone }
}

describe('firm ground 10: npm start', () => {
  test('replaces its shell by the server, which stops when npm gets SIGTERM', async () => {
    const { run, pid, processes, gone } = await npmStart()
    expect(processes.map(({ command }) => command)).toEqual(['node dist/main.js'])
    process.kill(pid, 'SIGTERM')
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.exit).toBe(0)
    expect(run.lines().at(-1)?.['msg']).toBe('Stopped')
    await gone()
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'stops gracefully when the whole process group gets %s, which the server then gets twice',
    async (signal) => {
      const { run, pid, gone } = await npmStart()
      process.kill(-pid, signal)
      await until(() => run.exit !== null, STARTS_WITHIN_MS)
      expect(run.exit).toBe(0)
      expect(run.lines().at(-1)?.['msg']).toBe('Stopped')
      await gone()
    },
  )

  test.skipIf(!canUnshare)('stops gracefully when npm is process 1 of a container and gets SIGTERM', async () => {
    const { run, processes, gone } = await npmStart(...UNSHARE)
    const npm = processes.find(({ command }) => command.startsWith('npm')) as { pid: number }
    process.kill(npm.pid, 'SIGTERM')
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.exit).toBe(0)
    expect(run.lines().at(-1)?.['msg']).toBe('Stopped')
    await gone()
  })

  test('a second signal ends a server that is started without npm at once', async () => {
    const run = startProcess({ ...DATABASE, CROFT_SHUTDOWN_GRACE: '1h' })
    const url = await ready(run)
    // A request whose body never comes keeps the server from stopping.
    const { hostname, port } = new URL(url)
    const { connect } = await import('node:net')
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
    await new Promise((resolve) => socket.once('connect', resolve))
    await (await fetch(`${url}/healthz`)).text()
    run.child.kill('SIGTERM')
    await until(() => run.lines().some(({ msg }) => msg === 'Stopping'))
    expect(run.exit).toBe(null)
    run.child.kill('SIGTERM')
    await until(() => run.exit !== null)
    expect(run.exit).toBe(1)
  })
})
