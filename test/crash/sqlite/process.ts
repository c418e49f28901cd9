// The server as a process of its own: started, found by its ready line, ended by a signal.
import { spawn } from 'node:child_process'

/** How the built program is run: its arguments to node. */
export const BUILT = ['dist/src/main.js']

export interface Spawned {
  /** Its URL once it is ready; fails if it ends before. */
  readonly ready: Promise<string>
  /** Resolves when the process is gone; with its exit code or the signal. */
  readonly gone: Promise<number | string | null>
  signal(signal: NodeJS.Signals): void
}

const READY = /"url":"([^"]+)","msg":"Croft is ready/
const READY_WITHIN_MS = 60_000

export function spawnServer(command: readonly string[], env: Record<string, string>): Spawned {
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env.PATH, CROFT_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  let out = ''
  child.stderr.on('data', (part: Buffer) => {
    told += String(part)
  })
  const gone = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const ready = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Not ready in time\n${out}${told}`)), READY_WITHIN_MS)
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
      reject(new Error(`Ended with ${code ?? signal} before it was ready\n${out}${told}`))
    })
  })
  // who kills it before it is ready does not ask
  ready.catch(() => undefined)
  return { ready, gone, signal: (signal) => void child.kill(signal) }
}

/** A server that is up, until `ending` is set: from then on requests may fail. */
export interface Life {
  readonly url: string
  readonly token: string
  ending: boolean
}

/** The server ended before it answered: whether it did what was asked is not known. */
export class Unanswered extends Error {}

/** Runs an operation. `Unanswered` where the server was ended meanwhile; any other failure is one of the server's. */
export async function call<T>(
  life: Life,
  document: { toString(): string },
  variables: Record<string, unknown>,
): Promise<{ data: T; code: string | null }> {
  let body: { data: T; errors?: { extensions: { code: string } }[] }
  try {
    const response = await fetch(`${life.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${life.token}` },
      body: JSON.stringify({ query: document.toString(), variables }),
    })
    body = (await response.json()) as typeof body
  } catch (error) {
    if (life.ending) throw new Unanswered()
    throw error
  }
  return { data: body.data, code: body.errors?.[0]?.extensions.code ?? null }
}

/** Goes on with `step` until the server ends. */
export async function whileAlive(life: Life, step: () => Promise<void>): Promise<void> {
  try {
    while (!life.ending) await step()
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
  }
}
