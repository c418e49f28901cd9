// Prints each failed test of a JSON report of vitest: its file, its title, and the beginning of what it said.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const LINES = 15
const CHARACTERS = 300

const [file] = process.argv.slice(2)
for (const { name, message, assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
  const place = relative(process.cwd(), name)
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  if (message && failed.length === 0) tell(place, message)
  for (const { fullName, failureMessages } of failed) tell(`${place} > ${fullName}`, failureMessages.join('\n'))
}

function tell(what, text) {
  const lines = text.split('\n').slice(0, LINES)
  process.stdout.write(`FAILED: ${what}\n${lines.map((line) => `  ${line.slice(0, CHARACTERS)}\n`).join('')}`)
}
