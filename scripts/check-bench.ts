// Checks on a small database what the benchmark measures: Croft must send exactly the number of SQL statements for each
// request that is recorded here, and the bare servers, with the same rows, must answer the same bytes; for mutations,
// ids and instants may differ. The other peers, whose packages only bench/package.json installs, are checked by `npm
// run bench -- --smoke`.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Query } from '../bench/load.ts'
import { traceNestedList } from '../bench/nested-list.ts'
import { SMOKE } from '../bench/scale.ts'
import { ADMIN_TOKEN, seed, seedLarge } from '../bench/seed.ts'
import { type BareOperation, bareResponse } from '../bench/servers/bare-response.ts'
import { openWrites } from '../bench/servers/bare-writes.ts'
import { openRows } from '../bench/servers/rows.ts'
import { type Traced, tracing } from '../bench/statements.ts'
import { bareOperation, graphqlRequests, middleOf, type WorkLoad } from '../bench/workloads.ts'
import { type Operation, traceWrites } from '../bench/writes.ts'

/** A change here changes the cost of a request: justify it in the commit message. */
const STATEMENTS: Readonly<Record<Exclude<WorkLoad, 'Mixed'>, number>> = {
  Me: 1,
  Check: 1,
  Workspaces: 2,
  List: 4,
  ByName: 4,
  Deep: 4,
  Create: 6,
}
const COUNTED = /^\s*(select|with|insert)\b/
/** Reads of the log by streams after a write, whose time is not predictable. */
const OF_STREAMS = /^\s*select\b.* from "event"/s

const directory = mkdtempSync(join(tmpdir(), 'croft-check-bench-'))
try {
  const file = join(directory, 'data', 'croft.db')
  const seeded = await seed(file, SMOKE.seed)
  const people = { ...seeded, ...seedLarge(file, seeded, SMOKE.peers.members) }
  const { peer } = await traceNestedList(file, people)
  const answers = new Map<BareOperation, string>()
  const env = { CROFT_PORT: '0', CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const count = async (trace: (query: () => Query) => Promise<Traced>, url: string) => {
    const requests = graphqlRequests(people, await middleOf(url, people))
    for (const [workLoad, expected] of Object.entries(STATEMENTS) as [keyof typeof STATEMENTS, number][]) {
      const { text, statements } = await trace(requests[workLoad])
      if (statements.length !== expected) {
        fail(`${workLoad} takes ${statements.length} statements, not ${expected}:\n${statements.join('\n')}`)
      }
      const operation = bareOperation(workLoad)
      if (operation && operation !== 'Create') answers.set(operation, text)
    }
  }
  await tracing(env, count, (text) => COUNTED.test(text) && !OF_STREAMS.test(text))
  // opened only now, because no other process can open Croft's file while Croft runs
  const rows = openRows(peer)
  const asked = { workspaceId: people.workspaceId, after: people.middle.id }
  for (const [operation, text] of answers) {
    const problem = differenceOf(text, () => bareResponse(rows, operation, asked))
    if (problem) fail(`bench/servers no longer answers ${operation} as Croft does: ${problem}`)
  }
  rows.close()
  const { traced, bare, unused } = await traceWrites(file, seeded)
  copyFileSync(file, bare.file)
  for (const [name, { text, statements }] of Object.entries(traced)) {
    const writes = openWrites(bare)
    const problem = differenceOf(shape(text), () => shape(writes.answer(unused[name as Operation]().body)))
    writes.close()
    if (problem) fail(`bench/servers no longer answers ${name} as Croft does: ${problem}\n${statements.join('\n')}`)
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function fail(problem: string): void {
  console.error(problem)
  process.exitCode = 1
}

/** The response without the values that differ between requests. */
function shape(response: string): string {
  return response.replace(/_[0-7][0-9a-z]{25}|\d{4}-\d\d-\d\dT[\d:.]+Z|\b[wW]ritten[- ]\d+/g, '…')
}

function differenceOf(expected: string, respond: () => string): string | null {
  try {
    const text = respond()
    if (text === expected) return null
    const at = [...text].findIndex((letter, index) => letter !== expected[index])
    const around = (body: string) => body.slice(Math.max(0, at - 40), at + 80)
    return `\n…${around(text)}… instead of\n…${around(expected)}…`
  } catch (error) {
    return String(error)
  }
}
