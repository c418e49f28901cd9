import { closeSync, openSync, readSync } from 'node:fs'
import { endianness } from 'node:os'
import { Worker } from 'node:worker_threads'

/** Frames are pages of 4 KiB: 16 MiB. */
const START_FRAMES = 4096
/** Lower, so that bulk work writes back while it waits, and not while it commits: both want the disk. */
const SETTLE_FRAMES = 2048
const LOOK_EVERY_MS = 100

/**
 * Writes the WAL back in a worker thread with a connection of its own. The thread starts with the first long WAL, so
 * that an idle server does without it.
 */
export class Checkpointer {
  readonly #file: string
  readonly #index: WalIndex
  #worker: Worker | undefined
  #running: Promise<void> | undefined
  #lookedAt = 0
  #closed = false

  constructor(file: string) {
    this.#file = file
    this.#index = new WalIndex(file)
  }

  /** Looks at the WAL at most ten times a second. */
  committed(): void {
    const now = performance.now()
    if (this.#running || this.#closed || now - this.#lookedAt < LOOK_EVERY_MS) return
    this.#lookedAt = now
    const { frames, written } = this.#index.read()
    if (frames > START_FRAMES && written < frames) void this.#run()
  }

  /** Waits for the checkpoint under way, and for one of its own while the WAL is above 8 MiB. */
  async settled(): Promise<void> {
    if (this.#running) return this.#running
    if (this.#closed) return
    const { frames, written } = this.#index.read()
    // one that is written back whole begins anew with the next commit
    if (frames > SETTLE_FRAMES && written < frames) await this.#run()
  }

  async close(): Promise<void> {
    this.#closed = true
    // otherwise nothing may be left that keeps the process alive until the checkpoint is done
    this.#worker?.ref()
    await this.#running
    await this.#worker?.terminate()
  }

  /** To be called when every connection is closed. */
  release(): void {
    this.#index.release()
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

const MAX_FRAME_AT = 16
const BACKFILLED_AT = 96
const HEADER_BYTES = 100

/**
 * How long the WAL is, and how much of it has been written back, from the WAL-index beside it (SQLite's "WAL-mode File
 * Format", section 2: mxFrame and nBackfill). The size of the file tells nothing: it is used again without being cut,
 * because making it grow anew costs more than all else in a commit.
 */
class WalIndex {
  readonly #path: string
  #descriptor: number | undefined

  constructor(file: string) {
    this.#path = `${file}-shm`
  }

  read(): { frames: number; written: number } {
    const header = Buffer.alloc(HEADER_BYTES)
    this.#descriptor ??= this.#open()
    if (this.#descriptor !== undefined) readSync(this.#descriptor, header, 0, HEADER_BYTES, 0)
    const numberAt = (at: number) => (endianness() === 'LE' ? header.readUInt32LE(at) : header.readUInt32BE(at))
    return { frames: numberAt(MAX_FRAME_AT), written: numberAt(BACKFILLED_AT) }
  }

  /**
   * Only once no connection is left: POSIX lets go of all of a process's locks on a file when any descriptor of it is
   * closed, SQLite's own among them.
   */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): number | undefined {
    try {
      return openSync(this.#path, 'r')
    } catch {
      // there is none before the first write
      return undefined
    }
  }
}
