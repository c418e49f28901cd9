// Checking an API key, compared with Better Auth's `verifyApiKey`: each on a SQLite file with the same keys, in a
// process of its own, in turns in one run. In a round, calls follow each other within the process, so that no transport
// hides their time.
import { randomInt } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, median, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { seed, seedTokens } from './seed.ts'
import { inRepository, type Server, startServer } from './server.ts'
import { type Checked, keysEnvironment } from './servers/keys.ts'

const MIN_RATIO = 3

/** Creates the files, starts both servers, measures and stops them. */
export async function measureKeys(directory: string, scale: Scale['keys']): Promise<Figure[]> {
  const folder = join(directory, 'keys')
  const options = {
    source: join(folder, 'croft.db'),
    file: join(folder, 'better-auth.db'),
    keys: join(folder, 'keys.json'),
  }
  await seed(options.source, scale.seed)
  writeFileSync(options.keys, JSON.stringify(shuffled(seedTokens(options.source, scale.keys))))
  const start = (program: string) =>
    startServer(['--import', 'tsx', inRepository(`bench/servers/${program}.ts`)], keysEnvironment(options))
  const croft = await start('croft-keys')
  try {
    const betterAuth = await start('better-auth-keys')
    try {
      return await compare(croft, betterAuth, scale)
    } finally {
      await betterAuth.stop()
    }
  } finally {
    await croft.stop()
  }
}

async function compare(croft: Server, betterAuth: Server, { keys, warmUpMs, rounds, roundMs }: Scale['keys']) {
  for (const server of [croft, betterAuth]) await rateOf(server, warmUpMs)
  const measured: { croft: number; betterAuth: number }[] = []
  for (let round = 0; round < rounds; round++) {
    measured.push({ croft: await rateOf(croft, roundMs), betterAuth: await rateOf(betterAuth, roundMs) })
  }
  const perSecond = (rates: readonly number[]) => `${thousands(median(rates))} a second`
  const ratio = median(measured.map((round) => round.croft / round.betterAuth))
  const figure: Figure = {
    label: `Checks of an API key, one of ${thousands(keys)} in SQLite`,
    measured: perSecond(measured.map((round) => round.croft)),
    comparison: `verifyApiKey of Better Auth: ${perSecond(measured.map((round) => round.betterAuth))}`,
    ratio: times(ratio),
    target: `at least ${times(MIN_RATIO)}`,
    met: ratio >= MIN_RATIO,
  }
  return [figure]
}

/** How many keys the server checks in a second. */
async function rateOf({ url }: Server, roundMs: number): Promise<number> {
  const response = await fetch(`${url}/${roundMs}`)
  const { checks, ms } = (await response.json()) as Checked
  return (checks * 1000) / ms
}

function shuffled<T>(values: T[]): T[] {
  for (let index = values.length - 1; index > 0; index--) {
    const other = randomInt(index + 1)
    ;[values[index], values[other]] = [values[other] as T, values[index] as T]
  }
  return values
}
