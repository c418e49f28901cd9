// Shared by both servers of the part `keys`: check keys in this process, one after the other, for as long as requested.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface KeysOptions {
  /** Croft's SQLite file. */
  readonly source: string
  /** The file of another server, which has the same keys. */
  readonly file: string
  /** A JSON file with all keys, in the order in which they are checked. */
  readonly keys: string
}
/** The result of a round. */
export interface Checked {
  readonly checks: number
  readonly ms: number
}

export const keysEnvironment = (options: KeysOptions) => ({ BENCH_KEYS: JSON.stringify(options) })
export const keysOptions = (): KeysOptions => JSON.parse(process.env['BENCH_KEYS'] ?? '{}')
export const keysIn = ({ keys }: KeysOptions): string[] => JSON.parse(readFileSync(keys, 'utf8'))

/** Answers each request with the result of a round of so many milliseconds; fails if a key is refused. */
export function serveChecks(keys: readonly string[], check: (key: string) => Promise<boolean>): void {
  let next = 0
  const round = async (roundMs: number): Promise<Checked> => {
    const from = performance.now()
    let checks = 0
    while (performance.now() - from < roundMs) {
      const key = keys[next++ % keys.length] as string
      if (!(await check(key))) throw new Error('A key was refused')
      checks++
    }
    return { checks, ms: performance.now() - from }
  }
  const server = createServer(async (req, res) => {
    const answer = await round(Number(req.url?.slice(1)))
    res.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
}
