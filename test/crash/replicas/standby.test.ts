// PostgreSQL as a standby, as one finds it between a failure of the primary and the promotion of another.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newDatabase } from '../../support/database.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { refused, run, seedWorkspace, unique } from '../../support/people.ts'
import { execute, startPostgres } from '../../support/postgres.ts'
import { startTestServer, until } from '../../support/server.ts'
import { followed, health, READ, rename } from './observe.ts'

test('a standby is read, not written, and not ready; once it is promoted all goes on', async () => {
  const postgres = await startPostgres(['fsync=off', 'max_connections=50'])
  onTestFinished(() => postgres.stop())
  const server = await startTestServer({ database: await newDatabase(postgres) })
  const workspace = await seedWorkspace(server)
  const complete = await followed(server, workspace)
  expect(await health(server, 'readyz')).toBe(200)
  await postgres.halt()
  writeFileSync(join(postgres.directory, 'standby.signal'), '', { mode: 0o644 })
  // told once it may be written again
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
