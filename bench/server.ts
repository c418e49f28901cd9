import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { ADMIN_TOKEN } from './seed.ts'

export interface Usage {
  /** Processor time of the process so far, of all its threads. */
  readonly cpuMicros: number
  /** Resident memory in bytes. */
  readonly rss: number
  /** How long the main thread has waited for a processor. */
  readonly waitMs: number
}
/** The memory of a process that was started with `--expose-gc`, after it has collected its garbage, in bytes. */
export interface Memory {
  readonly rss: number
  readonly heap: number
}
/** Event loop delay in milliseconds. */
export interface Lag {
  readonly p99: number
  readonly max: number
}
/** One slice of clean-up. */
export interface Slice {
  /** How long it held the event loop. */
  readonly ms: number
  readonly removed: number
  /** Since the slice before: processor time of the thread, and how long it has waited for a processor. */
  readonly cpuMs: number
  readonly waitMs: number
}
/** The use of the heap between two questions, in bytes. */
export interface HeapUse {
  readonly allocated: number
  /** The bytes that survived scavenges, over all of them. */
  readonly survived: number
  readonly scavenges: number
}
/** The answers of `probe.mjs`, by question. */
interface Answers {
  usage: Usage
  memory: Memory
  startLag: null
  stopLag: Lag
  startHold: null
  /** The most processor time, in milliseconds, that one turn of the event loop took. */
  stopHold: number
  clearSlices: null
  slices: readonly Slice[]
  startHeap: null
  stopHeap: HeapUse
  /** A number that V8 computes from its version and all of its flags. */
  flagsTag: number
}

/** A server in a process of its own. */
export interface Server {
  readonly url: string
  /** Milliseconds from the spawn to the line that says that the server is ready. */
  readonly readyMs: number
  /** Asks the probe in the server's process; rejects if the process ends first. */
  ask<Q extends keyof Answers>(question: Q): Promise<Answers[Q]>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 20_000
/** The highest limit that can be set: no load reaches it, but the cost of counting requests is measured. */
export const HIGH_RATE_LIMIT = '10000000'
const probe = new URL('./probe.mjs', import.meta.url).href

/** The absolute path of a file of the repository. */
export const inRepository = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Starts the built Croft on a SQLite file, which is created if it does not exist. */
export function startCroft(
  file: string,
  nodeOptions: readonly string[] = [],
  env: Record<string, string> = {},
  options?: { readonly probed: boolean },
): Promise<Server> {
  const own = { CROFT_PORT: '0', CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  return startServer([...nodeOptions, 'dist/main.js'], { ...own, ...env }, options)
}

/**
 * Starts `node` with these arguments; the server is ready when its output contains an address. A server that is not
 * `probed` answers no questions, and starts exactly as it does for its users.
 */
export async function startServer(
  args: readonly string[],
  env: Record<string, string>,
  { probed }: { readonly probed: boolean } = { probed: true },
): Promise<Server> {
  const spawnedAt = performance.now()
  const child = spawn(process.execPath, [...(probed ? ['--import', probe] : []), ...args], {
    cwd: inRepository('.'),
    // Only this: other variables change a start, such as NODE_EXTRA_CA_CERTS by 75 ms, and so does an IPC channel.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', CROFT_RATE_LIMIT: HIGH_RATE_LIMIT, ...env },
    stdio: ['ignore', 'pipe', 'inherit', probed ? 'ipc' : 'ignore'],
  })
  const url = await addressOf(child)
  const readyMs = performance.now() - spawnedAt
  let questions = 0
  return {
    url,
    readyMs,
    ask: (question) => {
      const id = ++questions
      return new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`The server ended before it answered: ${question}`))
        const answered = (message: { id?: number; answer: never }) => {
          if (message.id !== id) return
          child.off('message', answered).off('exit', ended)
          resolve(message.answer)
        }
        child.on('message', answered).once('exit', ended)
        child.send({ id, ask: question }, (error) => error && reject(error))
      })
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = () => {
      child.kill('SIGKILL')
      reject(new Error(`The server did not start:\n${output}`))
    }
    const timer = setTimeout(fail, READY_WITHIN_MS)
    child.once('exit', fail)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 10_000) output += text
      const url = /http:\/\/[\w.]+:\d+/.exec(output)?.[0]
      if (!url) return
      clearTimeout(timer)
      child.off('exit', fail)
      resolve(url)
    })
  })
}
