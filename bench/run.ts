// `npm run bench`: everything in one run, on data of its own, printed as one table. It passes no judgement by its exit
// code: times are those of the machine it runs on, and only ratios travel.
import { join } from 'node:path'
import { measureAppends } from './appends.ts'
import { measureDeletion } from './deletion.ts'
import { measureGrowth } from './growth.ts'
import { measureNestedList } from './nested-list.ts'
import { type Figure, print } from './report.ts'
import { type Seeded, seed } from './seed.ts'
import { at } from './server.ts'
import { measureStart } from './start.ts'

const directory = at('bench/data')
const file = join(directory, 'croft.db')

const only = process.argv.slice(2)
/** It fills databases for minutes: only by its name. */
const ASKED_FOR = ['growth']
const parts: Record<string, () => Promise<Figure[]>> = {
  list: async () => measureNestedList(file, await seeded()),
  deletion: async () => measureDeletion(file, await seeded()),
  start: () => measureStart(directory),
  growth: () => measureGrowth(directory),
  appends: () => measureAppends(),
}

const step = <T>(what: string, work: () => Promise<T>): Promise<T> => {
  console.error(what)
  return work()
}

let seeding: Promise<Seeded> | undefined
const seeded = () => {
  seeding ??= step('Seeding', () => seed(file))
  return seeding
}
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (only.length === 0 ? !ASKED_FOR.includes(name) : only.includes(name))
    figures.push(...(await step(`Measuring: ${name}`, measure)))
}
print(figures)
