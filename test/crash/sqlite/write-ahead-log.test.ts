// The write-ahead log beside a SQLite file. SQLite begins it anew only when all of it is in the file.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { TestClient } from '../../support/client.ts'
import { ready, startProcess } from '../../support/process.ts'
import { ADMIN_TOKEN } from '../../support/server.ts'

const MIB = 2 ** 20
/** Enough that a transaction is always waiting. */
const CLIENTS = 8
const WRITTEN_BYTES = 128 * MIB
/** A checkpoint begins at 16 MiB; what is written until it is over comes on top. */
const MAX_LOG_BYTES = 96 * MIB
/** A request with these is a little below the limit of its body. */
const RESOURCES = 15
const DOCUMENT = { text: 'x'.repeat(16_000) }

const CREATE = 'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }'
const REGISTER = 'mutation ($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }'
const COUNT = 'query ($by: WorkspaceRef!) { workspace(by: $by) { resources { totalCount } } }'

test('the log stays short while clients write without a pause, and no write is lost', async () => {
  const path = mkdtempSync(join(tmpdir(), 'croft-wal-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const file = join(path, 'croft.db')
  const env = { CROFT_DATABASE_URL: `sqlite:${file}`, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
  const url = await ready(startProcess(env))
  const client = new TestClient()
  const ask = async (query: string, variables: object) => {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const { text } = await client.post(`${url}/graphql`, JSON.stringify({ query, variables }), headers)
    const { data, errors } = JSON.parse(text)
    expect(errors).toBeUndefined()
    return data
  }
  const { id } = (await ask(CREATE, { input: { name: 'busy' } })).createWorkspace.workspace
  let requests = 0
  let longest = 0
  const write = async () => {
    while (requests * RESOURCES * DOCUMENT.text.length < WRITTEN_BYTES) {
      const request = ++requests
      const resources = Array.from({ length: RESOURCES }, (_, index) => {
        return { kind: 'dataset', name: `dataset-${request}-${index}`, spec: DOCUMENT }
      })
      await ask(REGISTER, { input: { workspace: { id }, resources } })
      longest = Math.max(longest, statSync(`${file}-wal`).size)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, write))
  expect(longest).toBeLessThan(MAX_LOG_BYTES)
  const { workspace } = await ask(COUNT, { by: { id } })
  expect(workspace.resources.totalCount).toBe(requests * RESOURCES)
})
