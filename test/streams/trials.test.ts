// The two trials of `npm run test:streams`, in a short form.
import { expect, test } from 'vitest'
import { inBackground } from '../support/background.ts'
import { cutStreams } from './cuts.ts'
import { stalledReaders } from './stalled.ts'

test('two stalled readers are cut off within 30 s and cost less than 64 MiB, and an active reader gets all events', async () => {
  const { events } = await stalledReaders({ events: 1000, summaryCharacters: 2000, heapMiB: 64 })
  expect(events).toBeGreaterThanOrEqual(1000)
}, 120_000)

test(
  'subscribers that are cut off by the network, SIGTERM and SIGKILL get each event once, in order, up to the last',
  inBackground(Date.now() % 2 ** 31, async (seed) => {
    const { stops, kills, resumed, taskFailures } = await cutStreams({ cuts: 10, serverEnds: 2, resources: 600, seed })
    expect([stops, kills]).toEqual([1, 1])
    expect(resumed).toBeGreaterThanOrEqual(10)
    expect(taskFailures).toBeGreaterThan(0)
  }),
  120_000,
)
