// For what mostly waits: it goes on while the other tests of the file run. To be the last of them.
import { beforeAll } from 'vitest'

/**
 * A test's body that begins with the first test of the file. What it acts upon has been set up before, to be taken down
 * with the file: while tests run no such hook can be added.
 */
export function meanwhile<T>(stage: T, act: (stage: T) => Promise<void>): () => Promise<void> {
  let outcome: Promise<void> | undefined
  beforeAll(() => {
    outcome = act(stage)
    // told by the test
    outcome.catch(() => {})
  })
  return async () => outcome
}
