// A user who has sent thousands of pending invitations: the deletion of the user ends the first of them, and a job the
// others, even the job of a server that is started later.
import { expect, test } from 'vitest'
import { hashOf } from '../../src/auth/secret.ts'
import { graphql } from '../generated/gql.ts'
import { newDatabase } from '../support/database.ts'
import { longOrShort } from '../support/length.ts'
import { ADD_MEMBER, CREATE_WORKSPACE } from '../support/operations.ts'
import { run, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'

const ME = graphql(`
  query LargeSenderMe { me { user { id } } }
`)
const DELETE = graphql(`
  mutation LargeSenderDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }
`)
const INVITED = graphql(`
  query LargeSenderInvited($code: String!) { invitation(code: $code) { role } }
`)

const MANY = longOrShort(4000, 1000)
/** The number of invitations that end in the transaction that deletes the user. */
const AT_FIRST = 100
const CODE = 'the code of the one that is the last to end'
const AT = "'2026-06-01T00:00:00.000Z'"

test("a deleted user's invitations end in batches, each with its event, and none can be accepted meanwhile", async () => {
  const database = await newDatabase()
  const first = await startTestServer({ database })
  const owner = await signUp(first)
  const sender = await signUp(first)
  const admin = (await run(first, ME, {})).me?.user?.id as string
  const [own, foreign] = await Promise.all(
    ['own', 'foreign'].map(async (name) => {
      const input = { name: unique(name) }
      const { id } = (await run(first, CREATE_WORKSPACE, { input }, owner)).createWorkspace.workspace
      const member = { workspace: { id }, principal: { user: sender.id }, role: 'ADMIN' as const }
      await run(first, ADD_MEMBER, { input: member })
      return id
    }),
  )
  const member = { workspace: { id: own as string }, principal: { user: admin }, role: 'VIEWER' as const }
  await run(first, ADD_MEMBER, { input: member })

  // by SQL, since so many take a hundred workspaces
  await database.query(`
    insert into invitation (id, workspace_id, email, role, state, delivery, invited_by, code_hash, sent_at, created_at,
      expires_at)
    with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${MANY})
    select 'inv_0' || substr(cast(100000000 + i as text), 2) || '00000000000000000',
      case i % 2 when 0 then '${own}' else '${foreign}' end, 'person-' || cast(i as text) || '@example.com', 'VIEWER',
      'PENDING', 'LINK', '${sender.id}', case i when ${MANY - 1} then '${hashOf(CODE)}' else 'hash ' || cast(i as text) end,
      ${AT}, ${AT}, '2099-01-01T00:00:00.000Z'
    from n`)
  const count = async (rows: string) =>
    Number((await database.query<{ n: number }>(`select count(*) as n ${rows}`))[0]?.n)
  const pending = () => count("from invitation where state = 'PENDING'")
  const ofCode = async (server: typeof first) =>
    (await run(server, INVITED, { code: CODE }, { token: null })).invitation
  expect(await ofCode(first)).toEqual({ role: 'VIEWER' })

  await run(first, DELETE, { input: { user: { id: sender.id } } })
  expect(await ofCode(first)).toBeNull()
  const left = await pending()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(MANY - AT_FIRST)
  await first.close()
  expect(await pending()).toBeGreaterThan(0)

  const second = await startTestServer({ database })
  await until(async () => (await pending()) === 0 && (await count('from departed_sender')) === 0)
  const revoked = "from event where type = 'invitation.revoked'"
  expect(await count(`${revoked} and actor_id = '${admin}' and request_id is not null`)).toBe(MANY)
  expect(await count(`from (select distinct subject_id ${revoked}) as revoked`)).toBe(MANY)
  for (const [workspace, isMarked] of [[own, false] as const, [foreign, true] as const]) {
    const there = `${revoked} and workspace_id = '${workspace}'`
    expect(await count(`${there} and data like '%"asPlatformAdmin":true%'`)).toBe(isMarked ? MANY / 2 : 0)
  }
  await second.close()
  await database.drop()
})
