// Replicas as processes, and a client that sends requests to them in turn, as a load balancer does.
import type { TypedDocumentString } from '../../generated/graphql.ts'
import { NoResponse, type ServerProcess, spawnServer } from '../process.ts'

interface Replica {
  readonly child: ServerProcess
  readonly url: string
  /** Whether the trial has killed the replica. */
  killed: boolean
}

export interface Answer<R> {
  readonly data: R
  readonly code: string | null
}

/** Starts, kills and stops replicas, and sends operations to them. */
export class Cluster {
  readonly #command: readonly string[]
  readonly #env: Readonly<Record<string, string>>
  /** A replica that was killed keeps its place until its successor is ready. */
  readonly #replicas: Replica[] = []
  readonly #children = new Set<ServerProcess>()
  #next = 0
  #ended = false
  /** Requests to a replica that was killed before it answered. */
  unanswered = 0
  /** Requests that were sent again to the next replica, since the connection was refused. */
  retried = 0
  /** Failed requests to replicas that were not killed. */
  readonly failures: string[] = []

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    this.#command = command
    this.#env = env
  }

  /** Starts this number of replicas at the same time. */
  async start(count: number): Promise<void> {
    this.#replicas.push(...(await Promise.all(Array.from({ length: count }, () => this.#launch()))))
  }

  async #launch(): Promise<Replica> {
    if (this.#ended) throw new Error('The trial has ended')
    const child = spawnServer(this.#command, { ...this.#env })
    this.#children.add(child)
    return { child, url: await child.ready, killed: false }
  }

  /** Kills a replica and starts another in its place; resolves when that is ready. */
  async restart(index: number): Promise<void> {
    const replica = this.#replicas[index] as Replica
    replica.killed = true
    replica.child.signal('SIGKILL')
    await replica.child.exit
    this.#replicas[index] = await this.#launch()
  }

  #nextReplica(): Replica {
    return this.#replicas[this.#next++ % this.#replicas.length] as Replica
  }

  /** The URL of the next replica, which may have been killed. */
  nextUrl(): string {
    return this.#nextReplica().url
  }

  /** Sends an operation to the next replica that accepts it. Throws NoResponse if it is killed before it answers. */
  async call<R, V>(document: TypedDocumentString<R, V>, variables: V, token: string): Promise<Answer<R>> {
    for (let refused = 0; ; ) {
      const replica = this.#nextReplica()
      try {
        const response = await fetch(`${replica.url}/graphql`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: document.toString(), variables }),
        })
        const body = (await response.json()) as { data: R; errors?: { extensions: { code: string } }[] }
        return { data: body.data, code: body.errors?.[0]?.extensions.code ?? null }
      } catch (error) {
        if (!replica.killed) this.failures.push(`${replica.url}: ${String((error as Error).cause ?? error)}`)
        // Only a request whose connection was refused has certainly not arrived, and may be sent again.
        if (isRefused(error) && ++refused <= 2 * this.#replicas.length) {
          this.retried++
          continue
        }
        this.unanswered++
        throw new NoResponse()
      }
    }
  }

  /** Sends an operation that can be repeated, until it is answered. */
  async callUntilAnswered<R, V>(document: TypedDocumentString<R, V>, variables: V, token: string): Promise<Answer<R>> {
    for (;;) {
      try {
        return await this.call(document, variables, token)
      } catch (error) {
        if (!(error instanceof NoResponse)) throw error
      }
    }
  }

  /** Stops all replicas with SIGTERM, and returns how each ended. */
  async stop(): Promise<(number | string | null)[]> {
    for (const { child } of this.#replicas) child.signal('SIGTERM')
    return Promise.all(this.#replicas.map(({ child }) => child.exit))
  }

  /** Kills every process that still runs. */
  async end(): Promise<void> {
    this.#ended = true
    for (const child of this.#children) child.signal('SIGKILL')
    await Promise.all([...this.#children].map((child) => child.exit))
  }
}

function isRefused(error: unknown): boolean {
  return (error as { cause?: { code?: unknown } }).cause?.code === 'ECONNREFUSED'
}
