import type { Store } from '../store/store.ts'

const FIRST_ROWS = 25
const MIN_ROWS = 10
const MAX_GROWTH = 1.25
const MAX_SHRINKING = 1 / 2

/** How many rows go into one slice of bulk work, so that it takes as long as the database recommends. */
export class SliceSize {
  rows = FIRST_ROWS
  readonly #target: Store['slice']

  constructor(target: Store['slice']) {
    this.#target = target
  }

  /**
   * Adapts to the last slice. `workMs` leaves its commit out: how long the disk takes depends little on the number of
   * rows, so smaller slices would only wait for it more often.
   */
  adapt(workMs: number, removed: number): void {
    // the last slice has fewer rows and says little about the speed
    if (removed < this.rows) return
    // bounded, because a single slice may have been held up by something else
    const change = Math.min(MAX_GROWTH, Math.max(MAX_SHRINKING, this.#target.workMs / workMs))
    this.rows = Math.round(Math.min(this.#target.maxRows, Math.max(MIN_ROWS, this.rows * change)))
  }
}
