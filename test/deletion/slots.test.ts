// How turns to send webhooks are shared between many deletions.
import { expect, test } from 'vitest'
import { Slots } from '../../src/cleanup/external/slots.ts'

/** More deletions than can be served at once. */
const MANY = 100

const sender = (kind: string, deletion: number) => ({ kind, deletion_id: `del_${deletion}` })

function fill(slots: Slots, kind: string, deletions: number) {
  const taken = Array.from({ length: deletions }, (_, index) => sender(kind, index))
  for (const one of taken) {
    expect(slots.ask(one, MANY)).toBeGreaterThan(0)
    slots.take(one)
  }
  return taken
}

test('a deletion that comes late gets its turn once each of the others had one', () => {
  const slots = new Slots()
  const first = fill(slots, 'kind', 8)
  const late = sender('kind', 8)
  expect(slots.ask(late, 1)).toBe(0)
  let calls = 0
  for (let room = 0; room === 0; calls++) {
    const [ended] = first.splice(0, 1)
    slots.free(ended as never)
    for (const again of [...first, ended as never]) {
      if (slots.ask(again, MANY) === 0) continue
      slots.take(again)
      first.push(again)
      break
    }
    room = slots.ask(late, 1)
    if (calls > 40) break
  }
  expect(calls).toBeLessThanOrEqual(9)
})

test('hundreds of deletions that wait for one receiver leave room for the calls of other kinds', () => {
  const slots = new Slots()
  fill(slots, 'hanging', 8)
  for (let deletion = 8; deletion < 300; deletion++) expect(slots.ask(sender('hanging', deletion), 3)).toBe(0)
  expect(slots.ask(sender('healthy', 1000), 3)).toBe(3)
})
