// Lets a test that mostly waits run while the other tests of its file run. Such tests stand last in their file.
import { beforeAll } from 'vitest'

/**
 * A test body that starts before the first test of the file. What it needs must be set up before and closed with the
 * file, since no hook can be added while tests run.
 */
export function inBackground<T>(fixture: T, body: (fixture: T) => Promise<void>): () => Promise<void> {
  let outcome: Promise<void> | undefined
  beforeAll(() => {
    outcome = body(fixture)
    // The test itself reports the failure.
    outcome.catch(() => {})
  })
  return async () => outcome
}
