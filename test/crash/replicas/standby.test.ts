// PostgreSQL as a standby: the state between the failure of a primary and the promotion of its successor.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newDatabase } from '../../support/database.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { refused, run, seedWorkspace, unique } from '../../support/people.ts'
import { execute, startPostgres } from '../../support/postgres.ts'
import { startTestServer, until } from '../../support/server.ts'
import { followWorkspace, health, READ, rename } from './observe.ts'

test('on a standby reads are answered, writes are UNAVAILABLE and the server is not ready, until the standby is promoted', async () => {
  const postgres = await startPostgres(['fsync=off', 'max_connections=50'])
  onTestFinished(() => postgres.stop())
  const server = await startTestServer({ database: await newDatabase(postgres) })
  const workspace = await seedWorkspace(server)
  const complete = await followWorkspace(server, workspace)
  expect(await health(server, 'readyz')).toBe(200)
  await postgres.halt()
  writeFileSync(join(postgres.directory, 'standby.signal'), '', { mode: 0o644 })
  // Resolves when PostgreSQL accepts writes again.
  const resumed = postgres.resume()
  await until(async () => (await server.gql(READ)).status === 200)
  expect(await health(server, 'readyz')).toBe(503)
  expect((await refused(server, CREATE_WORKSPACE, { input: { name: unique('late') } })).code).toBe('UNAVAILABLE')
  expect(await health(server, 'healthz')).toBe(200)
  await execute(postgres.url, 'select pg_promote()')
  await resumed
  await until(async () => (await health(server, 'readyz')) === 200)
  await run(server, CREATE_WORKSPACE, { input: { name: unique('after') } })
  await rename(server, workspace)
  await complete()
})
