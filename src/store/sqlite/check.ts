import { Worker } from 'node:worker_threads'

/** `problem` null: none was found. `failure`: why the file could not be checked. */
type Outcome = { problem: string | null } | { failure: string }

/** Checks a database file (SQLite's quick_check) in a worker thread, while the server serves. */
export class FileCheck {
  readonly #worker: Worker
  readonly #stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  #isComplete = false
  readonly #ended: Promise<unknown>

  /** `onOutcome` is not called if the check was stopped. */
  constructor(file: string, onOutcome: (outcome: Outcome) => void) {
    const workerData = { file, stop: this.#stop }
    this.#worker = new Worker(new URL('./check-worker.mjs', import.meta.url), { workerData })
    this.#worker.unref()
    this.#ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    const end = (outcome: Outcome) => {
      if (this.#isStopped) return
      this.#isComplete = 'problem' in outcome
      onOutcome(outcome)
    }
    this.#worker.once('message', end)
    this.#worker.once('error', (error: Error) => end({ failure: error.message }))
  }

  /** Whether the whole file was checked. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** Stops the check after the table that it is at. */
  async close(): Promise<void> {
    Atomics.store(this.#flag, 0, 1)
    this.#worker.ref()
    await this.#ended
  }

  get #flag(): Int32Array {
    return new Int32Array(this.#stop)
  }

  get #isStopped(): boolean {
    return Atomics.load(this.#flag, 0) === 1
  }
}
