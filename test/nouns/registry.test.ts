// Every noun of src/store/nouns.ts is known to the tests that are generated from it: each failure says what to add, and
// where.
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { TypeID } from 'typeid-js'
import { expect, test } from 'vitest'
import { kindOf } from '../../src/store/id.ts'
import { NOUN_TABLES, NOUNS } from '../../src/store/nouns.ts'
import { DATABASE } from '../support/database.ts'
import { FULL_WORKSPACE_STEPS } from '../support/full-workspace.ts'
import { NODE_TYPES } from '../support/schema.ts'
import { startTestServer } from '../support/server.ts'
import { EMPTIED_TABLES, KEPT_TABLES } from '../support/workspace-rows.ts'

const nouns = NOUN_TABLES.map((table) => ({ table, ...NOUNS[table] }))

test('NOUNS has every type of the schema with an id, and each prefix once', () => {
  const types = nouns.map(({ type }) => type)
  expect(types.sort(), 'NOUNS in src/store/nouns.ts has the types that implement Node').toEqual([...NODE_TYPES].sort())
  expect(new Set(nouns.map(({ prefix }) => prefix)).size).toBe(nouns.length)
})

test('an id is accepted if and only if it is a TypeID with the prefix of a noun', () => {
  const accepts = (read: () => unknown) => {
    try {
      return read() !== undefined
    } catch {
      return false
    }
  }
  const prefix = fc.constantFrom(...nouns.map((noun) => `${noun.prefix}_`), 'evt_', 'ws', 'WS_', '_', '')
  const digit = fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz', ...'ilouAZ_ \né')
  const suffix = fc.oneof(
    fc.stringMatching(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/),
    fc.array(digit, { minLength: 25, maxLength: 27 }).map((digits) => digits.join('')),
    fc.stringMatching(/^[0-9a-z]{26}$/),
  )
  const isNoun = (id: string) => nouns.some((noun) => TypeID.fromString(id).getType() === noun.prefix)
  fc.assert(
    fc.property(prefix, suffix, (before, after) => {
      const id = before + after
      expect(
        accepts(() => kindOf(id)),
        JSON.stringify(id),
      ).toBe(accepts(() => isNoun(id) || undefined))
    }),
    { numRuns: 2000 },
  )
})

test('the full workspace has rows for the deletion step of every noun', () => {
  const steps = FULL_WORKSPACE_STEPS.map(({ name }) => name.split(':')[0])
  const missing = nouns.filter((noun) => 'deletionStep' in noun && !steps.includes(noun.deletionStep))
  const message =
    'Create one in seedFullWorkspace of test/support/full-workspace.ts, and add its step to FULL_WORKSPACE_STEPS'
  expect(
    missing.map(({ table }) => table),
    message,
  ).toEqual([])
})

test('tests of deletions count the rows of every table with a workspace_id', async () => {
  const { database } = await startTestServer()
  const tables = await database.query<{ name: string }>(
    DATABASE === 'sqlite'
      ? `select m.name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'workspace_id'`
      : `select table_name as name from information_schema.columns
         where table_schema = 'public' and column_name = 'workspace_id'`,
  )
  const message =
    'A table of a noun gets `inWorkspace` in src/store/nouns.ts, others go into test/support/workspace-rows.ts'
  expect(tables.map(({ name }) => name).sort(), message).toEqual([...EMPTIED_TABLES, ...KEPT_TABLES].sort())
})

test('test/README.md lists every test file', () => {
  const directory = new URL('..', import.meta.url)
  const readme = readFileSync(new URL('README.md', directory), 'utf8')
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  )
  expect(files.filter((name) => !readme.includes(`(${name})`))).toEqual([])
})
