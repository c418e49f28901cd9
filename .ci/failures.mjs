// Prints each failed test of a JSON report of vitest: its file, its title, and the beginning of what it said.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [file] = process.argv.slice(2)
for (const { name, message, assertionResults } of JSON.parse(readFileSync(file, 'utf8')).testResults) {
  const failed = assertionResults.filter(({ status }) => status === 'failed')
  const place = relative(process.cwd(), name)
  if (message && failed.length === 0) console.log(`FAILED: ${place}\n${beginningOf(message)}`)
  for (const { fullName, failureMessages } of failed)
    console.log(`FAILED: ${place} > ${fullName}\n${beginningOf(failureMessages.join('\n'))}`)
}

function beginningOf(text) {
  const lines = text.split('\n').slice(0, 15)
  return lines.map((line) => `  ${line.slice(0, 300)}`).join('\n')
}
