// `npm run bench`: measures all parts, or those that are named, and prints one table. It fails if a part throws, but
// not if a target is missed: times depend on the machine, and only ratios can be compared between machines.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAppends } from './appends.ts'
import { measureConsole } from './console.ts'
import { measureDeletion } from './deletion.ts'
import { measureDocuments } from './documents.ts'
import { measureGrowth } from './growth.ts'
import { measureKeys } from './keys.ts'
import { measureMemberships } from './memberships.ts'
import { measureMemory } from './memory.ts'
import { measureNestedList } from './nested-list.ts'
import { measurePeers } from './peers.ts'
import { type Figure, print } from './report.ts'
import { FULL, SMOKE } from './scale.ts'
import { type Seeded, seed } from './seed.ts'
import { inRepository } from './server.ts'
import { measureStart } from './start.ts'
import { measureStreams } from './streams.ts'
import { measureWorst } from './worst.ts'
import { measureWrites } from './writes.ts'

const { values, positionals } = parseArgs({ options: { smoke: { type: 'boolean' } }, allowPositionals: true })
const scale = values.smoke ? SMOKE : FULL
const directory = inRepository('bench/data')
const file = join(directory, 'croft.db')

const parts: Record<string, () => Promise<Figure[]>> = {
  list: async () => measureNestedList(file, await seeded(), scale.list),
  deletion: async () => measureDeletion(file, await seeded(), scale.deletion),
  writes: () => measureWrites(directory, scale.writes),
  start: () => measureStart(directory, scale.start),
  console: () => measureConsole(directory, scale.console),
  appends: () => measureAppends(scale.appends),
  keys: () => measureKeys(directory, scale.keys),
  streams: () => measureStreams(directory, scale.streams),
  growth: () => measureGrowth(directory, scale.growth),
  documents: () => measureDocuments(directory, scale.documents),
  memberships: () => measureMemberships(directory, scale.memberships),
  memory: () => measureMemory(directory, scale.memory),
  worst: () => measureWorst(directory, scale.worst),
  // it prints a table of its own
  peers: () => measurePeers(directory, scale.peers).then(() => []),
}
const names = Object.keys(parts)
// these take many minutes, so a full run does not include them unless they are named
const LONG = ['documents', 'growth', 'memberships', 'worst', 'memory', 'peers']
const unnamed = values.smoke ? names : names.filter((name) => !LONG.includes(name))

let seeding: Promise<Seeded> | undefined
function seeded(): Promise<Seeded> {
  seeding ??= announced('Seeding', () => seed(file, scale.seed))
  return seeding
}

function announced<T>(step: string, work: () => Promise<T>): Promise<T> {
  console.error(step)
  return work()
}

const unknown = positionals.filter((name) => !names.includes(name))
if (unknown.length > 0) throw new Error(`Unknown part: ${unknown.join(', ')}. Parts: ${names.join(', ')}`)
const figures: Figure[] = []
for (const name of positionals.length > 0 ? positionals : unnamed) {
  figures.push(...(await announced(`Measuring: ${name}`, () => (parts[name] as () => Promise<Figure[]>)())))
}
print(figures, { targets: !values.smoke })
