// Checks that the benchmark's peers still do the work that Croft does for the nested list: on a small database the bare
// server's code, given the SQL that Croft sends, must produce the same bytes as Croft. Mercurius, whose packages only
// bench/package.json installs, is checked by `npm run bench -- --smoke`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { traceNestedList } from '../bench/nested-list.ts'
import { SMOKE } from '../bench/scale.ts'
import { seed } from '../bench/seed.ts'
import { bareResponse } from '../bench/servers/bare-response.ts'
import { openRows } from '../bench/servers/rows.ts'

const directory = mkdtempSync(join(tmpdir(), 'croft-check-bench-'))
try {
  const file = join(directory, 'data', 'croft.db')
  const { small, peer } = await traceNestedList(file, await seed(file, SMOKE.seed))
  const problem = differenceOf(small.text, () => {
    const rows = openRows(peer)
    try {
      return bareResponse(rows)
    } finally {
      rows.close()
    }
  })
  if (problem) {
    console.error(`bench/servers no longer answers the nested list as Croft does: ${problem}`)
    console.error(`Croft's statements:\n${small.statements.join('\n')}`)
    process.exitCode = 1
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
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
