// Checks that the benchmark's peers still do the work that Croft does: on a small database the bare servers' code, given
// the SQL that Croft sends, must produce the same bytes as Croft for the nested list, and the same but for ids and
// instants for mutations. Mercurius, whose packages only
// bench/package.json installs, is checked by `npm run bench -- --smoke`.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { traceNestedList } from '../bench/nested-list.ts'
import { SMOKE } from '../bench/scale.ts'
import { seed } from '../bench/seed.ts'
import { bareResponse } from '../bench/servers/bare-response.ts'
import { openWrites } from '../bench/servers/bare-writes.ts'
import { openRows } from '../bench/servers/rows.ts'
import { type Operation, traceWrites } from '../bench/writes.ts'

const directory = mkdtempSync(join(tmpdir(), 'croft-check-bench-'))
try {
  const file = join(directory, 'data', 'croft.db')
  const seeded = await seed(file, SMOKE.seed)
  const { small, peer } = await traceNestedList(file, seeded)
  const problem = differenceOf(small.text, () => {
    const rows = openRows(peer)
    try {
      return bareResponse(rows)
    } finally {
      rows.close()
    }
  })
  if (problem) report('the nested list', problem, small.statements)
  const { traced, bare, unused } = await traceWrites(file, seeded)
  copyFileSync(file, bare.file)
  for (const [name, { text, statements }] of Object.entries(traced)) {
    const writes = openWrites(bare)
    const difference = differenceOf(shape(text), () => shape(writes.answer(unused[name as Operation]().body)))
    writes.close()
    if (difference) report(name, difference, statements)
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function report(what: string, problem: string, statements: readonly string[]): void {
  console.error(`bench/servers no longer answers ${what} as Croft does: ${problem}`)
  console.error(`Croft's statements:\n${statements.join('\n')}`)
  process.exitCode = 1
}

/** The response without what differs from one request to the next. */
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
