import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

const START_BYTES = 4 * 1024 * 1024
const SETTLE_BYTES = 16 * 1024 * 1024
const LOOK_EVERY_MS = 100

/**
 * Writes the WAL back in a worker thread with a connection of its own. The thread starts with the first long WAL, so
 * that an idle server does without it.
 */
export class Checkpointer {
  readonly #file: string
  #worker: Worker | undefined
  #running: Promise<void> | undefined
  #lookedAt = 0
  #closed = false

  constructor(file: string) {
    this.#file = file
  }

  /** Looks at the WAL at most ten times a second. */
  committed(): void {
    const now = performance.now()
    if (this.#running || this.#closed || now - this.#lookedAt < LOOK_EVERY_MS) return
    this.#lookedAt = now
    if (walBytes(this.#file) > START_BYTES) void this.#run()
  }

  /** While the WAL is above 16 MiB, waits for the checkpoint under way: growing is faster than writing back. */
  async settled(): Promise<void> {
    if (this.#closed || walBytes(this.#file) <= SETTLE_BYTES) return
    await (this.#running ?? this.#run())
  }

  async close(): Promise<void> {
    this.#closed = true
    // otherwise nothing may be left that keeps the process alive until the checkpoint is done
    this.#worker?.ref()
    await this.#running
    await this.#worker?.terminate()
  }

  #run(): Promise<void> {
    this.#worker ??= new Worker(new URL('./checkpoint-worker.mjs', import.meta.url), { workerData: this.#file })
    const worker = this.#worker
    this.#running = new Promise<void>((resolve) => {
      const done = () => {
        worker.off('message', done)
        worker.off('error', failed)
        this.#running = undefined
        resolve()
      }
      // a checkpoint that fails (disk full) is tried again at a later commit; nothing is lost, the WAL holds it
      const failed = () => {
        this.#worker = undefined
        done()
      }
      worker.on('message', done)
      worker.on('error', failed)
    })
    worker.unref()
    worker.postMessage('checkpoint')
    return this.#running
  }
}

/** Bytes of the write-ahead log beside the file; 0 where there is none. */
function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
