// Replicas as processes of their own, and a client that goes round them as a load balancer would.
import type { TypedDocumentString } from '../../generated/graphql.ts'
import { type Spawned, spawnServer, Unanswered } from '../sqlite/process.ts'

/** One process, from its start to its end. */
interface Life {
  readonly server: Spawned
  readonly url: string
  killed: boolean
}

export interface Answer<R> {
  readonly data: R
  readonly code: string | null
}

export class Cluster {
  readonly #command: readonly string[]
  readonly #env: Readonly<Record<string, string>>
  /** The newest process of each place; one that was killed stays until the next is ready. */
  readonly #lives: Life[] = []
  readonly #spawned = new Set<Spawned>()
  #turn = 0
  #ended = false
  /** Requests that were sent to a replica that was killed before it answered. */
  unknown = 0
  /** Requests that a dead replica refused, and the next one took. */
  passedOn = 0
  /** Failures of replicas that nobody killed. */
  readonly failures: string[] = []

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    this.#command = command
    this.#env = env
  }

  /** Starts so many together. */
  async start(count: number): Promise<void> {
    const lives = await Promise.all(Array.from({ length: count }, () => this.#launch()))
    this.#lives.push(...lives)
  }

  async #launch(): Promise<Life> {
    if (this.#ended) throw new Error('The trial has ended')
    const server = spawnServer(this.#command, { ...this.#env })
    this.#spawned.add(server)
    return { server, url: await server.ready, killed: false }
  }

  /** Kills one and starts it again; resolves when it is ready. */
  async restart(index: number): Promise<void> {
    const life = this.#lives[index] as Life
    life.killed = true
    life.server.signal('SIGKILL')
    await life.server.gone
    this.#lives[index] = await this.#launch()
  }

  /** Whose turn it is. */
  #next(): Life {
    return this.#lives[this.#turn++ % this.#lives.length] as Life
  }

  /** The next replica's address, whether or not it is alive. */
  nextUrl(): string {
    return this.#next().url
  }

  /** Runs an operation at the next replica that takes it. `Unanswered` where one was killed with it. */
  async call<R, V>(document: TypedDocumentString<R, V>, variables: V, token: string): Promise<Answer<R>> {
    for (let refused = 0; ; ) {
      const life = this.#next()
      try {
        const response = await fetch(`${life.url}/graphql`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: document.toString(), variables }),
        })
        const body = (await response.json()) as { data: R; errors?: { extensions: { code: string } }[] }
        return { data: body.data, code: body.errors?.[0]?.extensions.code ?? null }
      } catch (error) {
        if (!life.killed) this.failures.push(`${life.url}: ${String((error as Error).cause ?? error)}`)
        // only what was refused was certainly not sent
        if (isRefusal(error) && ++refused <= 2 * this.#lives.length) {
          this.passedOn++
          continue
        }
        this.unknown++
        throw new Unanswered()
      }
    }
  }

  /** The same for what can be done again: asked until it is answered. */
  async ask<R, V>(document: TypedDocumentString<R, V>, variables: V, token: string): Promise<Answer<R>> {
    for (;;) {
      try {
        return await this.call(document, variables, token)
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
      }
    }
  }

  /** Stops all as a supervisor would; answers how each ended. */
  async stop(): Promise<(number | string | null)[]> {
    for (const { server } of this.#lives) server.signal('SIGTERM')
    return Promise.all(this.#lives.map(({ server }) => server.gone))
  }

  /** Whatever is still there is ended. */
  async end(): Promise<void> {
    this.#ended = true
    for (const server of this.#spawned) server.signal('SIGKILL')
    await Promise.all([...this.#spawned].map((server) => server.gone))
  }
}

function isRefusal(error: unknown): boolean {
  return (error as { cause?: { code?: unknown } }).cause?.code === 'ECONNREFUSED'
}
