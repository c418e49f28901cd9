import { closeSync, openSync, readSync } from 'node:fs'
import { endianness } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { WriteQueue } from './write-queue.ts'

/** A checkpoint starts when the WAL is longer than this. A frame is a page of 4 KiB, so this is 16 MiB. */
const START_FRAMES = 4096
/** 8 MiB, lower than the above: bulk work then checkpoints while it waits, not while it commits. Both need the disk. */
const SETTLE_FRAMES = 2048
/** So little that transactions can wait until it is written back: one MiB. */
const HELD_FRAMES = 256
const CHECK_INTERVAL_MS = 100

/**
 * Checkpoints the WAL in a worker thread that has a connection of its own. The thread starts when the WAL first grows
 * long, so an idle server has none. Commits go on meanwhile. Only a WAL that is written back completely starts from its
 * beginning, so that transactions wait for the last part: once little is left, or more than half of what was left before.
 */
export class Checkpointer {
  readonly #file: string
  readonly #index: WalIndex
  readonly #queue: WriteQueue
  #worker: Worker | undefined
  #running: Promise<void> | undefined
  #checkedAt = 0
  #closed = false

  /** `queue` is that of the transactions. */
  constructor(file: string, queue: WriteQueue) {
    this.#file = file
    this.#queue = queue
    this.#index = new WalIndex(file)
  }

  /** Starts a checkpoint if the WAL is long. Looks at it at most ten times a second. */
  committed(): void {
    const now = performance.now()
    if (this.#running || this.#closed || now - this.#checkedAt < CHECK_INTERVAL_MS) return
    this.#checkedAt = now
    if (this.#isLong()) void this.#run()
  }

  /** Waits for the running checkpoint; without one it runs one if the WAL is above 8 MiB. */
  async settled(): Promise<void> {
    if (this.#running) return this.#running
    if (this.#closed) return
    const { frames, backfilled } = this.#index.read()
    if (frames > SETTLE_FRAMES && backfilled < frames) await this.#run()
  }

  async close(): Promise<void> {
    this.#closed = true
    // Without this the process could end before the checkpoint is done, since nothing else keeps it alive.
    this.#worker?.ref()
    await this.#running
    await this.#worker?.terminate()
  }

  /** Call this when every connection is closed. */
  release(): void {
    this.#index.release()
  }

  /** Never rejects: after a failure, such as a full disk, a later commit tries again, and the WAL holds everything. */
  #run(): Promise<void> {
    this.#running = this.#writeBack()
      .catch(() => {})
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  async #writeBack(): Promise<void> {
    for (let before = Number.POSITIVE_INFINITY; ; ) {
      const left = await this.#pass()
      if (left === null || this.#closed) return
      if (left <= HELD_FRAMES || left > before / 2) break
      before = left
    }
    // A transaction that is under way would lengthen the WAL.
    const leave = await this.#queue.enter()
    try {
      if (this.#isLong()) await this.#pass()
    } finally {
      leave()
    }
  }

  #isLong(): boolean {
    const { frames, backfilled } = this.#index.read()
    return frames > START_FRAMES && backfilled < frames
  }

  /**
   * Writes back what the WAL holds now. Resolves with the number of frames that commits have added meanwhile; null if it
   * could not write back everything, because a long read needs what is in the WAL, or because the WAL has started again.
   */
  async #pass(): Promise<number | null> {
    const wanted = this.#index.read().frames
    this.#worker ??= this.#start()
    const worker = this.#worker
    await new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => {
        worker.off('message', done)
        worker.off('exit', failed)
        end()
      }
      const done = () => settle(resolve)
      const failed = () => settle(() => reject(new Error('The thread of the checkpoint has ended')))
      worker.on('message', done)
      worker.on('exit', failed)
      worker.postMessage('checkpoint')
    })
    const { frames, backfilled } = this.#index.read()
    return backfilled < wanted ? null : frames - backfilled
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.mjs', import.meta.url), { workerData: this.#file })
    worker.unref()
    // an error without a listener would end the process; the thread's end comes after it
    worker.on('error', () => {})
    worker.on('exit', () => {
      this.#worker = undefined
    })
    return worker
  }
}

const MAX_FRAME_OFFSET = 16
const BACKFILLED_OFFSET = 96
const HEADER_BYTES = 100

/**
 * Reads the length of the WAL, and how much of it is written back, from the WAL-index beside it (SQLite's "WAL-mode
 * File Format", section 2: mxFrame and nBackfill). The size of the WAL file says nothing: SQLite reuses the file and
 * does not truncate it, because growing it again would cost more than all else in a commit.
 */
class WalIndex {
  readonly #path: string
  #descriptor: number | undefined

  constructor(file: string) {
    this.#path = `${file}-shm`
  }

  read(): { frames: number; backfilled: number } {
    const header = Buffer.alloc(HEADER_BYTES)
    this.#descriptor ??= this.#open()
    try {
      if (this.#descriptor !== undefined) readSync(this.#descriptor, header, 0, HEADER_BYTES, 0)
    } catch {
      // The disk fails. A transaction that was committed must not seem to fail: the next one tells.
    }
    const numberAt = (offset: number) =>
      endianness() === 'LE' ? header.readUInt32LE(offset) : header.readUInt32BE(offset)
    return { frames: numberAt(MAX_FRAME_OFFSET), backfilled: numberAt(BACKFILLED_OFFSET) }
  }

  /**
   * Must not be called while a connection is open: when any descriptor of a file is closed, POSIX releases all locks of
   * the process on that file, and SQLite's own locks are among them.
   */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): number | undefined {
    try {
      return openSync(this.#path, 'r')
    } catch {
      // The file does not exist before the first write.
      return undefined
    }
  }
}
