import { describe, expect, test } from 'vitest'
import { StatementCache } from '../../src/store/statement-cache.ts'

const MAX_BYTES = 400_000
/** Uses a text as a driver does. Returns whether it was prepared again. */
function use(cache: StatementCache<string>, text: string): boolean {
  if (cache.get(text)) return false
  if (cache.isFrequent(text)) cache.set(text, text)
  return true
}
const textOf = (number: number, length = 1000) => `${number} ${'x'.repeat(length)}`

describe('firm ground 12: the cache of prepared statements', () => {
  test('keeps statements that are used often, however many are used once', () => {
    const cache = new StatementCache<string>(MAX_BYTES)
    for (let n = 0; n < 10; n++) use(cache, 'often')
    expect(use(cache, 'often')).toBe(false)
    for (let n = 0; n < 20_000; n++) use(cache, textOf(n))
    expect(use(cache, 'often')).toBe(false)
    expect(cache.droppedBytes).toBe(0)
  })

  test('drops the least recently used of the frequent statements once they take too many bytes', () => {
    const cache = new StatementCache<string>(MAX_BYTES)
    for (let n = 0; n < 100; n++) {
      for (let uses = 0; uses < 10; uses++) use(cache, textOf(n))
      use(cache, textOf(0))
    }
    expect(use(cache, textOf(99))).toBe(false)
    expect(use(cache, textOf(0))).toBe(false)
    expect(use(cache, textOf(1))).toBe(true)
    expect(cache.droppedBytes).toBeGreaterThan(MAX_BYTES)
  })

  test('does not keep a very long text', () => {
    const cache = new StatementCache<string>(MAX_BYTES)
    for (let n = 0; n < 10; n++) expect(use(cache, textOf(1, 20_000))).toBe(true)
  })
})
