// The server as a process, for trials that kill it; unlike support/process.ts it needs no vitest.
import { spawn } from 'node:child_process'
import type { Answers } from '../support/people.ts'

/** The arguments of node that run the built program. */
export const BUILT = ['dist/main.js']

export interface ServerProcess {
  readonly pid: number
  /** Resolves with the server's URL once it is ready; rejects if the process ends before. */
  readonly ready: Promise<string>
  /** Resolves with the exit code or the signal when the process has ended. */
  readonly exit: Promise<number | string | null>
  signal(signal: NodeJS.Signals): void
}

const READY = /Croft is ready at ([^\s"]+)/
const READY_WITHIN_MS = 60_000

/** Starts a server with only these environment variables; by default it has no rate limit. */
export function spawnServer(command: readonly string[], env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, CROFT_PORT: '0', CROFT_RATE_LIMIT: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  let out = ''
  child.stderr.on('data', (part: Buffer) => {
    err += String(part)
  })
  const exit = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const ready = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Not ready in time\n${out}${err}`)), READY_WITHIN_MS)
    child.stdout.on('data', (part: Buffer) => {
      const known = READY.exec(out)
      out += String(part)
      const url = READY.exec(out)?.[1]
      if (known || !url) return
      clearTimeout(late)
      resolve(url)
    })
    child.once('close', (code, signal) => {
      clearTimeout(late)
      reject(new Error(`Ended with ${code ?? signal} before it was ready\n${out}${err}`))
    })
  })
  // A trial that kills the process before it is ready does not await `ready`.
  ready.catch(() => undefined)
  return { pid: child.pid as number, ready, exit, signal: (signal) => void child.kill(signal) }
}

/** A running server. Requests may fail once `ending` is set. */
export interface RunningServer {
  readonly url: string
  readonly token: string
  ending: boolean
}

/** The server ended before it answered: it is unknown whether the operation was carried out. */
export class NoResponse extends Error {}

/** Sends an operation. Throws NoResponse if the server is ending; any other failure is an error of the server. */
export async function call<T>(
  server: RunningServer,
  document: { toString(): string },
  variables: Record<string, unknown>,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ data: T; code: string | null }> {
  let body: { data: T; errors?: { extensions: { code: string } }[] }
  try {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${server.token}`, ...headers },
      body: JSON.stringify({ query: document.toString(), variables }),
    })
    body = (await response.json()) as typeof body
  } catch (error) {
    if (server.ending) throw new NoResponse()
    throw error
  }
  return { data: body.data, code: body.errors?.[0]?.extensions.code ?? null }
}

/** The server in the form that the helpers for users, workspaces and objects need, by default as the platform admin. */
export const answersOf = (server: RunningServer): Answers => ({
  data: async (document, variables = {}, as) => {
    const { data, code } = await call({ ...server, token: as?.token ?? server.token }, document, variables)
    if (code !== null) throw new Error(`${code}: ${document}`)
    return data
  },
})

/** Repeats the step until the server is ended. */
export async function repeatUntilEnd(server: RunningServer, step: () => Promise<void>): Promise<void> {
  try {
    while (!server.ending) await step()
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
  }
}
