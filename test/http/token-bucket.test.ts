import { describe, expect, test } from 'vitest'
import { RateLimiter } from '../../src/execution/rate-limit.ts'

describe('a token bucket', () => {
  const bucketsOf = (maxKeys?: number) => {
    const clock = { now: 0 }
    const limiter = new RateLimiter({ name: 'x', burst: 5, perMinute: 120 }, () => clock.now, maxKeys)
    return { clock, spend: (key: string, points = 1) => limiter.bucket(key).spend(points), limiter }
  }

  test('has a burst, and is refilled continuously', () => {
    const { clock, spend, limiter } = bucketsOf()
    expect(Array.from({ length: 6 }, () => spend('a'))).toEqual([null, null, null, null, null, 1])
    // a refusal costs nothing
    expect([spend('a', 4), spend('b', 5), spend('b')]).toEqual([2, null, 1])
    clock.now += 500
    expect([spend('a'), spend('a')]).toEqual([null, 1])
    clock.now += 60_000
    expect([spend('a', 5), spend('a')]).toEqual([null, 1])
    expect([limiter.bucket('a').policy, limiter.bucket('a').state]).toEqual(['"x";q=5;w=3', '"x";r=0;t=1'])
    // setting the clock back empties no bucket
    clock.now -= 30_000
    expect(spend('a', 5)).toBe(null)
  })

  test('returns what was paid for a refused operation', () => {
    const { spend, limiter } = bucketsOf()
    expect(spend('a', 3)).toBe(null)
    expect(limiter.bucket('a').spend(4, 1)).toBe(1)
    expect([limiter.bucket('a').spend(3, 1), spend('a')]).toEqual([null, null])
  })

  test('is forgotten if others were used since: the number of buckets is limited', () => {
    const { spend } = bucketsOf(2)
    expect([spend('a', 5), spend('b', 5), spend('a'), spend('c', 5)]).toEqual([null, null, 1, null])
    expect([spend('a'), spend('b')]).toEqual([1, null])
  })
})
