// How many deletions one principal may start in a minute.
import { expect, onTestFinished, test } from 'vitest'
import { newDatabase } from '../support/database.ts'
import { CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE, REGISTER_RESOURCES } from '../support/operations.ts'
import { refused, run, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer, type TestServer } from '../support/server.ts'

const MINUTE_MS = 60_000

async function newWorkspace(server: TestServer, as?: Credentials): Promise<{ id: string }> {
  const { createWorkspace } = await run(server, CREATE_WORKSPACE, { input: { name: unique('limited') } }, as)
  return { id: createWorkspace.workspace.id }
}

async function remove(server: TestServer, workspace: { id: string }, as?: Credentials): Promise<string> {
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace } }, as)
  return deleteWorkspace.deletion.id
}

test('the limit of deletions a minute counts all tokens of a principal, and survives a restart', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const env = { CROFT_DELETION_LIMIT: '2' }
  let server = await startTestServer({ database, env })
  server.stopClock()
  const [ann, bob] = [await signUp(server), await signUp(server)]
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'second' } }, ann)
  const second = { token: createApiToken.secret as string }
  const full = await newWorkspace(server, ann)
  const resources = [{ kind: 'job', name: 'one' }]
  await run(server, REGISTER_RESOURCES, { input: { workspace: full, resources } }, ann)
  const last = await newWorkspace(server, ann)

  // neither refused requests nor repetitions count
  const restrict = { workspace: full, policy: 'RESTRICT' as const }
  const refusal = await refused(server, DELETE_WORKSPACE, { input: restrict }, ann)
  expect(refusal.code).toBe('WORKSPACE_NOT_EMPTY')
  await remove(server, await newWorkspace(server, ann), ann)
  server.advance(10_500)
  const id = await remove(server, full, second)
  expect([id, id]).toEqual([await remove(server, full, ann), await remove(server, full, second)])

  const limited = { code: 'RATE_LIMITED', limit: 2, retryAfterSeconds: 50, requestId: expect.any(String) }
  expect(await refused(server, DELETE_WORKSPACE, { input: { workspace: last } }, ann)).toEqual(limited)
  expect(await refused(server, DELETE_WORKSPACE, { input: { workspace: last } }, second)).toEqual(limited)
  // a repetition succeeds, even beyond the limit
  expect(await remove(server, full, ann)).toBe(id)
  await remove(server, await newWorkspace(server, bob), bob)

  await server.close()
  server = await startTestServer({ database, env })
  expect(await refused(server, DELETE_WORKSPACE, { input: { workspace: last } }, ann)).toMatchObject({
    code: 'RATE_LIMITED',
  })
  server.advance(MINUTE_MS)
  await remove(server, last, ann)
})

test('the limit applies to platform admins, too; the refusal is an error of the field, with Retry-After', async () => {
  const server = await startTestServer({ env: { CROFT_DELETION_LIMIT: '1' } })
  server.stopClock()
  await remove(server, await newWorkspace(server))
  const input = { workspace: await newWorkspace(server) }
  const { status, headers, body } = await server.gql(DELETE_WORKSPACE.toString(), { input })
  expect([status, headers.get('retry-after'), body.data]).toEqual([200, '60', null])
  expect(body.errors).toMatchObject([{ path: ['deleteWorkspace'], extensions: { code: 'RATE_LIMITED', limit: 1 } }])
})
