import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Usage {
  /** Processor time of the process so far, all its threads. */
  readonly cpuMicros: number
  /** Resident memory. */
  readonly rss: number
}
export interface Lag {
  readonly p50: number
  readonly p99: number
  readonly max: number
}
export interface Slice {
  readonly ms: number
  readonly removed: number
}
interface Answers {
  usage: Usage
  lagFrom: null
  lagSoFar: Lag
  statementsFrom: null
  statementsSoFar: readonly string[]
  slicesFrom: null
  slicesSoFar: readonly Slice[]
}

/** A server in a process of its own. */
export interface Server {
  readonly url: string
  /** From the spawn to the line that says that it is ready. */
  readonly readyMs: number
  readonly process: ChildProcess
  ask<Q extends keyof Answers>(question: Q): Promise<Answers[Q]>
  stop(): Promise<void>
}

const READY_WITHIN_MS = 20_000
const probe = new URL('./probe.mjs', import.meta.url).href

/** A path of the repository. */
export const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Starts `node` with these arguments; ready with the first line of its output that holds an address. */
export async function startServer(args: readonly string[], env: Record<string, string>): Promise<Server> {
  const spawnedAt = performance.now()
  const child = spawn(process.execPath, ['--import', probe, ...args], {
    cwd: at('.'),
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const url = await ready(child)
  const readyMs = performance.now() - spawnedAt
  let asked = 0
  return {
    url,
    readyMs,
    process: child,
    ask: (question) => {
      const id = ++asked
      return new Promise((resolve, reject) => {
        const answered = (message: { id?: number; answer: never }) => {
          if (message.id !== id) return
          child.off('message', answered)
          resolve(message.answer)
        }
        child.on('message', answered)
        child.send({ id, ask: question }, (error) => error && reject(error))
      })
    },
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const refuse = () => reject(new Error(`The server did not start:\n${output}`))
    const late = setTimeout(refuse, READY_WITHIN_MS)
    child.once('exit', refuse)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 10_000) output += text
      const url = /http:\/\/[\w.]+:\d+/.exec(output)?.[0]
      if (!url) return
      clearTimeout(late)
      child.off('exit', refuse)
      resolve(url)
    })
  })
}
