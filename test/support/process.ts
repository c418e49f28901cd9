// Runs the built program as a process that ends with the test, and records its output and exit code.
import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { until } from './server.ts'

export const STARTS_WITHIN_MS = 30_000

export interface Run {
  readonly child: ChildProcess
  readonly out: string
  readonly err: string
  /** The exit code or signal, once the process has ended. */
  readonly exit: number | string | null
  /** The lines of JSON on stdout. */
  lines(): Record<string, unknown>[]
}

export interface RunOptions {
  /** Node with the built program if left out. */
  command?: readonly [string, ...string[]]
  /** A descriptor that takes standard output in place of `out`. */
  stdout?: number
  /** Whether the process leads a process group of its own. */
  detached?: boolean
}

/** Starts dist/main.js with these environment variables and no others; it limits no rate unless they say so. */
export function startProcess(
  env: Record<string, string>,
  { command = [process.execPath, 'dist/main.js'], stdout, detached = false }: RunOptions = {},
): Run {
  const [program, ...args] = command
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, CROFT_PORT: '0', CROFT_RATE_LIMIT: 'off', ...env },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    detached,
  })
  let out = ''
  let err = ''
  let exit: Run['exit'] = null
  child.stdout?.on('data', (part: Buffer) => {
    out += String(part)
  })
  child.stderr?.on('data', (part: Buffer) => {
    err += String(part)
  })
  child.on('close', (code, signal) => {
    exit = code ?? signal
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return {
    child,
    get out() {
      return out
    },
    get err() {
      return err
    },
    get exit() {
      return exit
    },
    lines: () => out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : [])),
  }
}

/** Waits until the server is ready, and returns its URL. */
export async function ready(run: Run): Promise<string> {
  const line = await until(
    () => run.lines().find(({ msg }) => String(msg).startsWith('Croft is ready at ')),
    STARTS_WITHIN_MS,
  )
  return String(line.url)
}

/** Runs a command of dist/cli.js to its end. */
export async function runCli(env: Record<string, string>, ...args: string[]): Promise<Run> {
  const run = startProcess(env, { command: [process.execPath, 'dist/cli.js', ...args] })
  await until(() => run.exit !== null, STARTS_WITHIN_MS)
  return run
}
