// What a restart keeps, adds and migrates.
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { migrations } from '../../db/migrations/index.ts'
import { loadConfig } from '../../src/config/config.ts'
import { newId } from '../../src/store/id.ts'
import { openStore } from '../../src/store/store.ts'
import { graphql } from '../generated/gql.ts'
import * as databases from '../support/database.ts'
import { CREATE_API_TOKEN, CREATE_USER } from '../support/operations.ts'
import { fill, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, type TestServer } from '../support/server.ts'

const LIST = graphql(`
  query RestartList($by: WorkspaceRef!, $first: Int!, $after: String) {
    workspace(by: $by) {
      name
      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {
        nodes { name }
        pageInfo { endCursor }
      }
    }
  }
`)
const TOKEN = graphql(`
  query RestartToken { me { token { id lastUsedAt lastUsedIp lastUsedOperation } user { lastSeenAt } } }
`)
const SELF = graphql(`
  query RestartSelf { me { platformAdmin user { id email } } }
`)
const SUSPEND = graphql(`
  mutation RestartSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const RESUME = graphql(`
  mutation RestartResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }
`)
const LOG = graphql(`
  query RestartLog { events(first: 100) { nodes { id type } totalCount } }
`)
const MEMBERS = graphql(`
  query RestartMembers($by: WorkspaceRef!) {
    workspace(by: $by) {
      members(orderBy: [{ field: NAME, direction: ASC }]) {
        nodes { principal { ... on User { name } ... on Group { name } } }
      }
    }
  }
`)

async function newDatabase(): Promise<databases.TestDatabase> {
  const database = await databases.newDatabase()
  onTestFinished(() => database.drop())
  return database
}

test('a restart keeps all data, and tokens and cursors stay valid', async () => {
  const database = await newDatabase()
  const first = await startTestServer({ database })
  const workspace = await seedWorkspace(first, { eve: 'EDITOR' })
  await fill(first, workspace, 30)
  const by = { id: workspace.id }
  const page = (await run(first, LIST, { by, first: 10 }, workspace.owner)).workspace?.resources
  const after = page?.pageInfo.endCursor as string
  const next = await run(first, LIST, { by, first: 10, after }, workspace.members['eve'])
  const log = (await run(first, LOG, {})).events
  await first.app.close()
  const second = await startTestServer({ database })
  expect(await run(second, LIST, { by, first: 10, after }, workspace.members['eve'])).toEqual(next)
  expect((await run(second, LOG, {})).events).toEqual(log)
  await signUp(second)
  expect((await run(second, LOG, {})).events?.totalCount).toBe((log?.totalCount ?? 0) + 2)
})

describe.each(['a new CROFT_BOOTSTRAP_TOKEN', 'no CROFT_BOOTSTRAP_TOKEN'])(
  'a start with %s, if no platform admin can act',
  (given) => {
    const CROFT_ADMIN_EMAIL = 'root@example.com'
    const LATER_TOKEN = 'another-admin-token-0123456789-abcdefghij'
    const later = given.startsWith('a new') ? LATER_TOKEN : ''

    /** Starts again after the first admin has done this; returns the server, and the token that it accepts. */
    async function startAfter(
      act: (server: TestServer, admin: string) => Promise<unknown>,
      env: Record<string, string>,
    ) {
      const database = await newDatabase()
      const first = await startTestServer({ database, env })
      const admin = (await run(first, SELF, {})).me.user?.id as string
      await act(first, admin)
      await first.app.close()
      const server = await startTestServer({
        database,
        env: { ...env, CROFT_BOOTSTRAP_TOKEN: later, CROFT_ADMIN_EMAIL },
      })
      return { server, admin, back: { token: later || (server.secrets[0] as string) } }
    }
    const suspend = (server: TestServer, id: string) =>
      run(server, SUSPEND, { input: { user: { id }, reason: 'long leave' } })

    test('creates one without the address if its user is suspended, who stays so, and the log says why', async () => {
      const { server, admin, back } = await startAfter(suspend, { CROFT_ADMIN_EMAIL })
      const { me } = await run(server, SELF, {}, back)
      expect(me).toEqual({ platformAdmin: true, user: { id: expect.any(String), email: null } })
      expect(me.user?.id).not.toBe(admin)
      expect((await server.gql('{ __typename }')).status).toBe(401)
      const user = { id: admin, name: 'Administrator' }
      expect(server.log.find(({ message }) => message.includes('is suspended'))).toMatchObject({
        level: 'warn',
        fields: { user },
      })
      await run(server, RESUME, { input: { user: { id: admin } } }, back)
      expect((await run(server, SELF, {})).me.user?.email).toBe(CROFT_ADMIN_EMAIL)
    })

    test('promotes the user with the address', async () => {
      let eve = ''
      const { server, back } = await startAfter(async (first, admin) => {
        const input = { name: 'Eve', email: CROFT_ADMIN_EMAIL }
        eve = (await run(first, CREATE_USER, { input })).createUser.user.id
        await suspend(first, admin)
      }, {})
      const { me } = await run(server, SELF, {}, back)
      expect(me).toEqual({ platformAdmin: true, user: { id: eve, email: CROFT_ADMIN_EMAIL } })
      const types = (await run(server, LOG, {}, back)).events?.nodes.map(({ type }) => type)
      expect(types?.slice(0, 2)).toEqual(['TOKEN_CREATED', 'USER_UPDATED'])
    })

    test('creates one with the address if nobody has it', async () => {
      const { server, back } = await startAfter(suspend, {})
      expect((await run(server, SELF, {}, back)).me.user?.email).toBe(CROFT_ADMIN_EMAIL)
    })
  },
)

test('the last use of a token is written when the server stops, not during the request', async () => {
  const database = await newDatabase()
  const statements: string[] = []
  const first = await startTestServer({ database, onRequestQuery: (text) => statements.push(text) })
  const input = { name: 'used' }
  const { createApiToken } = await run(first, CREATE_API_TOKEN, { input })
  const used = { token: createApiToken.secret as string }
  statements.length = 0
  expect((await run(first, TOKEN, {}, used)).me.token).toMatchObject({ lastUsedAt: null, lastUsedOperation: null })
  expect(statements.filter((text) => !text.trim().startsWith('select'))).toEqual([])
  await first.app.close()
  const second = await startTestServer({ database })
  const { me } = await run(second, TOKEN, {}, used)
  const use = { id: createApiToken.token.id, lastUsedIp: '127.0.0.1', lastUsedOperation: 'RestartToken' }
  expect(me.token).toEqual({ ...use, lastUsedAt: expect.stringMatching(/^\d{4}-.*Z$/) })
  expect(me.user?.lastSeenAt).not.toBeNull()
})

test('a restart with a new CROFT_BOOTSTRAP_TOKEN adds it once as a token of the first admin', async () => {
  const database = await newDatabase()
  await (await startTestServer({ database })).app.close()
  const CROFT_BOOTSTRAP_TOKEN = `way-back-in-${unique('secret')}-0123456789-0123456789`
  const me = async (token: string) => {
    const server = await startTestServer({ database, env: { CROFT_BOOTSTRAP_TOKEN } })
    const data = await server.data('{ me { platformAdmin user { id } tokens { totalCount } } }', {}, { token })
    await server.app.close()
    return data.me
  }
  const second = await me(CROFT_BOOTSTRAP_TOKEN)
  expect(second).toMatchObject({ platformAdmin: true, tokens: { totalCount: 2 } })
  expect(await me(ADMIN_TOKEN)).toEqual(second)
  expect(await me(CROFT_BOOTSTRAP_TOKEN)).toEqual(second)
})

test('the migration that adds names to memberships keeps members sorted by name', async () => {
  // without the template, which is already migrated
  const url = databases.DATABASE === 'postgres' ? inject('postgres').url : ''
  const database = await databases.newDatabase({ url })
  onTestFinished(() => database.drop())
  const config = loadConfig({ ...database.env, CROFT_DATABASE_URL: database.url })
  const newer = Object.entries(migrations).filter(([name]) => name >= '0003')
  const catalogue = migrations as Record<string, (typeof migrations)[string]>
  try {
    for (const [name] of newer) delete catalogue[name]
    const store = await openStore({ database: config.database, secretKey: Buffer.from(databases.SECRET_KEY, 'base64') })
    await store.close()
  } finally {
    for (const [name, migration] of newer) catalogue[name] = migration
  }
  const at = "'2026-01-01T00:00:00.000Z'"
  const [id, zoe, adam] = [newId('workspace'), newId('user'), newId('user')]
  await database.query(
    `insert into "user" (id, name, created_at) values ('${zoe}', 'Zoe', ${at}), ('${adam}', 'Adam', ${at})`,
  )
  await database.query(`insert into workspace (id, name, display_name, hosting, created_at, updated_at)
    values ('${id}', 'old', 'Old', 'MANAGED', ${at}, ${at})`)
  for (const [type, principal] of [
    ['USER', zoe],
    ['USER', adam],
    ['GROUP', 'group:ops'],
  ])
    await database.query(`insert into membership (id, workspace_id, principal_type, principal, role, created_at, updated_at)
      values ('${newId('membership')}', '${id}', '${type}', '${principal}', 'ADMIN', ${at}, ${at})`)
  const restarted = await startTestServer({ database })
  const members = (await run(restarted, MEMBERS, { by: { id } })).workspace?.members.nodes
  expect(members?.map(({ principal }) => 'name' in principal && principal.name)).toEqual(['Adam', 'Zoe', 'ops'])
})
