// Runs the built command line as a process, without a terminal or on one, with a configuration of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn as spawnOnTerminal } from '@lydell/node-pty'
import { afterAll, onTestFinished } from 'vitest'
import { until } from '../support/server.ts'

const CLI = 'dist/cli.js'

export interface Outcome {
  readonly exit: number | string | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The content of standard input; empty by default. */
  readonly input?: string
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'croft-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The environment of a command, without the machine's own environment and configuration. */
function environment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', CROFT_CONFIG_DIR: '/nonexistent', ...env }
}

/** The command line with the environment that names a server and a token. This is called at the top level of a file. */
export function commandLine(base: Readonly<Record<string, string>> = {}) {
  const running = new Set<{ kill(signal: 'SIGKILL'): unknown }>()
  afterAll(() => {
    for (const each of running) each.kill('SIGKILL')
  })
  const envOf = (env?: Readonly<Record<string, string>>) => environment({ ...base, ...env })

  /** Starts a command, and collects what it writes. */
  function start(args: readonly string[], { env, input = '' }: RunOptions = {}) {
    const child = spawn(process.execPath, [CLI, ...args], { env: envOf(env), stdio: 'pipe' })
    const run = { child, out: '', err: '', exit: null as Outcome['exit'] }
    child.stdout.on('data', (part: Buffer) => {
      run.out += String(part)
    })
    child.stderr.on('data', (part: Buffer) => {
      run.err += String(part)
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    running.add(child)
    child.on('close', (code, signal) => {
      run.exit = code ?? signal
      running.delete(child)
    })
    return run
  }

  /** Runs a command to its end. */
  async function croft(args: readonly string[], options?: RunOptions): Promise<Outcome> {
    const run = start(args, options)
    await until(() => run.exit !== null)
    return run
  }

  /** Runs a command that succeeds, and returns what it writes to standard output. */
  async function output(args: readonly string[], options?: RunOptions): Promise<string> {
    const { exit, out, err } = await croft(args, options)
    if (exit !== 0) throw new Error(`croft ${args.join(' ')} ended with ${exit}: ${err}`)
    return out
  }

  /** Runs a command on a terminal, on which questions can be answered. */
  function terminal(args: readonly string[], { env, columns = 100 }: RunOptions & { columns?: number } = {}) {
    const shell = spawnOnTerminal(process.execPath, [CLI, ...args], {
      cols: columns,
      rows: 40,
      env: { ...envOf(env), TERM: 'xterm-256color' },
    })
    const run = { shown: '', exit: null as number | null }
    shell.onData((part) => {
      run.shown += part
    })
    running.add(shell)
    shell.onExit(({ exitCode }) => {
      run.exit = exitCode
      running.delete(shell)
    })
    return {
      get shown() {
        return run.shown
      },
      get exit() {
        return run.exit
      },
      /** Waits until this text is shown, and types keys. */
      async answer(shown: string, keys: string) {
        await until(() => run.shown.includes(shown))
        shell.write(keys)
      },
      async ended(): Promise<number> {
        await until(() => run.exit !== null)
        return run.exit as number
      },
    }
  }

  return { start, croft, output, terminal }
}

/** A server that counts its requests, and answers them as no Croft would. */
export async function countingServer(): Promise<{ readonly url: string; readonly requests: number }> {
  let requests = 0
  const server = createServer((_request, response) => {
    requests++
    response.writeHead(400).end('no')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests
    },
  }
}
