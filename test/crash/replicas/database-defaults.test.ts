// A database whose administrator has set other defaults than PostgreSQL's: Croft's transactions do not depend on them.
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { newDatabase } from '../../support/database.ts'
import { CREATE_WORKSPACE } from '../../support/operations.ts'
import { type Person, run, seedWorkspace, unique } from '../../support/people.ts'
import { execute } from '../../support/postgres.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { LEAVE, REMOVE_MEMBER, UPDATE_MEMBER } from './operations.ts'
import { errorCodes, lockRow, race, sharedDatabase, startReplicas } from './replicas.ts'

/** Settings that a database or a role can have, each of which would change what Croft's SQL means or does. */
const DEFAULTS: Record<string, string> = {
  default_transaction_isolation: "'repeatable read'",
  default_transaction_deferrable: 'on',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
}

/** Takes the ownership of a user away, through a replica. */
type Removal = (through: TestServer, id: string, who: Person) => Promise<unknown>

const of = (id: string, who: Person) => ({ of: { workspace: { id }, principal: { user: who.id } } })
const demote: Removal = (through, id, who) =>
  run(through, UPDATE_MEMBER, { input: { member: of(id, who), role: 'ADMIN' } })
const remove: Removal = (through, id, who) => run(through, REMOVE_MEMBER, { input: { member: of(id, who) } })
const leave: Removal = (through, id, who) => run(through, LEAVE, { input: { workspace: { id } } }, who)

async function setDefaults(url: string, defaults: Record<string, string>): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  for (const [setting, value] of Object.entries(defaults))
    await execute(url, `alter database ${name} set ${setting} = ${value}`)
}

describe('firm ground 7: the defaults of the database do not decide how a transaction behaves', () => {
  test.each(['repeatable read', 'serializable'])(
    'with %s as the default isolation level, one of two owners is refused as the last',
    async (level) => {
      const database = await sharedDatabase(false)
      await setDefaults(database.url, { default_transaction_isolation: `'${level}'` })
      const replicas = await startReplicas({ database, env: { CROFT_DATABASE_CONNECTIONS: '40' } })
      for (const removal of [demote, remove, leave, demote, remove, leave]) {
        const { id, owner, members } = await seedWorkspace(replicas.a, { second: 'OWNER' })
        const second = members['second'] as Person
        const operations = [() => removal(replicas.a, id, owner), () => removal(replicas.b, id, second)]
        const codes = errorCodes(await race(database, lockRow('workspace', id), operations))
        const owners = await database.query(
          "select principal from membership where workspace_id = ? and role = 'OWNER'",
          id,
        )
        expect([codes, owners.length]).toEqual([['LAST_OWNER'], 1])
      }
    },
  )

  test.each(Object.entries(DEFAULTS))(
    'with %s = %s a new database is migrated, read and written',
    async (name, value) => {
      const database = await newDatabase({ url: inject('postgres').url })
      onTestFinished(database.drop)
      await setDefaults(database.url, { [name]: value })
      const server = await startTestServer({ database })
      const created = await run(server, CREATE_WORKSPACE, { input: { name: unique('made'), description: 'a\\b_c' } })
      const { id } = created.createWorkspace.workspace
      const found = await server.data(
        `query($by: WorkspaceRef!) { workspace(by: $by) { id events(first: 5) { nodes { type requestId tokenId } } }
       workspaces(filter: { search: "ade" }) { nodes { id } } }`,
        { by: { id } },
      )
      expect(found.workspace.events.nodes).toMatchObject([{ type: 'WORKSPACE_CREATED' }])
      expect(found.workspaces.nodes).toContainEqual({ id })
      const [event] = await database.query<{ deletion_id: string | null }>(
        "select deletion_id from event where type = 'workspace.created' order by seq desc limit 1",
      )
      expect(event).toEqual({ deletion_id: null })
    },
  )
})
