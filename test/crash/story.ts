// What the trials by `kill -9` have in common: chance that can be had again, and how a deletion's story has to read.

/** Mulberry32: the same numbers for the same seed. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Step {
  readonly name: string
  readonly state: string
  readonly done: number
  readonly total: number
}

/** What is wrong with the steps of a deletion that is over, and with its events, in their order: each thing told once. */
export function wrongIn(
  id: string,
  steps: readonly Step[],
  events: readonly { type: string; data: string }[],
): string[] {
  const wrong = steps
    .filter(({ state, done, total }) => state !== 'SUCCEEDED' || done !== total)
    .map((step) => `${id}: ${JSON.stringify(step)}`)
  const expected = [
    'started',
    ...steps.flatMap(({ name }) => [`step_started ${name}`, `step_succeeded ${name}`]),
    'succeeded',
  ]
  const story = events.map(({ type, data }) => ({
    type: type.slice('deletion.'.length),
    ...(JSON.parse(data) as { step?: string; done: number }),
  }))
  const told = story
    .filter(({ type }) => type !== 'progress')
    .map(({ type, step }) => (step === undefined ? type : `${type} ${step}`))
  if (told.join() !== expected.join()) wrong.push(`${id} told ${told.join(', ')}`)
  const counts = story.map(({ done }) => done)
  if (counts.some((value, i) => value < (counts[i - 1] ?? 0))) wrong.push(`${id} went back: ${counts.join(', ')}`)
  return wrong
}
