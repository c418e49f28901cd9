import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { databaseDirectory } from './temporary.ts'

/**
 * A global set-up: the databases of tests are in a directory that is removed with the run, whatever tests leave in it.
 */
export default function setup(): (() => void) | undefined {
  if (process.env['CROFT_TEST_DIRECTORY']) return undefined
  const directory = mkdtempSync(join(databaseDirectory(), 'croft-run-'))
  process.env['CROFT_TEST_DIRECTORY'] = directory
  return () => rmSync(directory, { recursive: true, force: true })
}
