// A server is killed at any point of a mutation with an idempotency key, also between the commit and the answer: after
// a restart a repetition with the key has the effect once, and is answered.
import { afterAll, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { KilledInviteMutation } from '../generated/graphql.ts'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { longOrShort } from '../support/length.ts'
import { seedWorkspace } from '../support/people.ts'
import { copyOf, withServer } from './kill-points.ts'
import { answersOf, call, NoResponse, type RunningServer } from './process.ts'

const INVITE = graphql(`
  mutation KilledInvite($input: InviteMembersInput!) {
    inviteMembers(input: $input) { results { email invitation { id } code } }
  }
`)

/** The short form kills at some of the points, starting at a random one. */
const EVERY = longOrShort(1, 3)
/** Two invitations and their events, the key, its outcome and the commit; the mutation makes more changes. */
const CHANGES = 4
const KEY = { 'Idempotency-Key': 'the same after the kill' }
const EMAILS = ['ann@example.com', 'bob@example.com']

const template = await newDatabase()
afterAll(() => template.drop())
const seeded = await withServer(template, {}, async ({ server, stop }) => {
  const workspace = await seedWorkspace(answersOf(server))
  await stop()
  return workspace
})

const invite = (server: RunningServer) => {
  const input = { workspace: { id: seeded.id }, emails: EMAILS, delivery: 'LINK' }
  return call<KilledInviteMutation>({ ...server, token: seeded.owner.token }, INVITE, { input }, KEY)
}

const countOf = async ({ query }: TestDatabase, table: string, where = '1 = 1') =>
  Number((await query<{ n: number | string }>(`select count(*) as n from ${table} where ${where}`))[0]?.n)

/** Whether the server has killed itself after this many changes. */
async function isKilled(database: TestDatabase, changes: number): Promise<boolean> {
  const env = { CROFT_ENV: 'development', CROFT_FAILPOINT: `mutation:${changes}` }
  return withServer(database, env, async ({ server, child }) => {
    server.ending = true
    try {
      await invite(server)
      return false
    } catch (error) {
      if (!(error instanceof NoResponse)) throw error
      expect(await child.exit).toBe('SIGKILL')
      return true
    }
  })
}

test('a mutation that is killed after any of its statements, or after its commit, has its effect once', async () => {
  const committed: boolean[] = []
  for (let changes = 1 + Math.floor(Math.random() * EVERY); ; changes += EVERY) {
    const database = await copyOf(template)
    try {
      if (!(await isKilled(database, changes))) break
      committed.push((await countOf(database, 'idempotency_key')) === 1)
      const isCommitted = committed.at(-1) === true
      expect(await countOf(database, 'invitation')).toBe(isCommitted ? EMAILS.length : 0)
      await withServer(database, {}, async ({ server }) => {
        const { data, code } = await invite(server)
        const { results } = data.inviteMembers
        expect([code, results.map(({ email }) => email)]).toEqual([null, EMAILS])
        // nobody has received the codes, and they are not shown again
        expect(results.every((result) => (result.code === null) === isCommitted)).toBe(true)
        const again = (await invite(server)).data.inviteMembers.results
        expect(again).toEqual(results.map((result) => ({ ...result, code: null })))
      })
      expect(await countOf(database, 'invitation')).toBe(EMAILS.length)
      expect(await countOf(database, 'event', "type = 'invitation.created'")).toBe(EMAILS.length)
      expect(await countOf(database, 'idempotency_key')).toBe(1)
    } finally {
      await database.drop()
    }
  }
  expect(committed.length).toBeGreaterThan(Math.floor(CHANGES / EVERY))
  // only the last point is after the commit
  expect(committed.slice(0, -1)).not.toContain(true)
  if (EVERY === 1) expect(committed.at(-1)).toBe(true)
})
