// `npm run bench`: everything in one run, on data of its own, printed as one table. It passes no judgement by its exit
// code: times are those of the machine it runs on, and only ratios travel.
import { join } from 'node:path'
import { measureAppends } from './appends.ts'
import { measureDeletion } from './deletion.ts'
import { measureNestedList } from './nested-list.ts'
import { type Figure, print } from './report.ts'
import { seed } from './seed.ts'
import { at } from './server.ts'
import { measureStart } from './start.ts'

const directory = at('bench/data')
const file = join(directory, 'croft.db')

const only = process.argv.slice(2)
const parts: Record<string, () => Promise<Figure[]>> = {
  list: async () => measureNestedList(file, seeded),
  deletion: async () => measureDeletion(file, seeded),
  start: () => measureStart(directory),
  appends: () => measureAppends(),
}

const step = <T>(what: string, work: () => Promise<T>): Promise<T> => {
  console.error(what)
  return work()
}

const seeded = await step('Seeding', () => seed(file))
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (only.length === 0 || only.includes(name)) figures.push(...(await step(`Measuring: ${name}`, measure)))
}
print(figures)
