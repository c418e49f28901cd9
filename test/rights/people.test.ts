// Only people who share a workspace find each other and read each other's address, through every field.
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { RoleName } from '../generated/graphql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace, signUp, signUpColleague, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const ME = graphql(`
  query PeopleMe { me { user { id uuid email } } }
`)
const FIND = graphql(`
  query PeopleFind($id: ID!, $uuid: UUID!, $email: EmailAddress!, $node: ID!) {
    id: user(by: { id: $id }) { id email }
    uuid: user(by: { uuid: $uuid }) { id email }
    email: user(by: { email: $email }) { id email }
    node(id: $node) { id ... on User { email } }
  }
`)
const MEMBERS = graphql(`
  query PeopleMembers($by: WorkspaceRef!, $principal: PrincipalRef!, $search: String!) {
    workspace(by: $by) {
      membership(principal: $principal) { principal { ... on User { id email } } }
      members(first: 100) { nodes { principal { ... on User { id email } } } }
      found: members(filter: { search: $search }) { totalCount }
    }
  }
`)
const OF_TARGET = graphql(`
  query PeopleIdentity($id: ID!) { user(by: { id: $id }) { id uuid email } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE, CROFT_GROUPS_MAX_AGE: '2h' }
const server = await startTestServer({ shared: true, env })

interface Caller extends Credentials {
  id: string
}

/** A new person who signs in with these groups and has a verified address. */
async function signIn(groups: string[] = []): Promise<Caller> {
  const sub = unique('subject')
  const claims = { sub, groups, email: `${sub}@example.com`, email_verified: true }
  const credentials = { token: await signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), claims)) }
  return { ...credentials, id: (await run(server, ME, {}, credentials)).me.user?.id ?? '' }
}

type Principal = { user: string } | { group: string }
/** Creates a workspace of the platform admin with these members. */
async function workspaceOf(
  principals: readonly Principal[],
  visibility: 'PRIVATE' | 'SHARED_WRITE' = 'PRIVATE',
): Promise<string> {
  const input = { name: unique('shared'), visibility }
  const { id } = (await run(server, CREATE_WORKSPACE, { input })).createWorkspace.workspace
  for (const principal of principals) {
    await run(server, ADD_MEMBER, { input: { workspace: { id }, principal, role: 'VIEWER' as RoleName } })
  }
  return id
}

interface Pair {
  caller: Caller
  target: Caller
}
/** The relations between two people, and whether they find each other through each. */
const RELATIONS: Readonly<Record<string, { finds: boolean; relate(): Promise<Pair> }>> = {
  'both are members themselves': {
    finds: true,
    relate: async () => {
      const [caller, target] = [await signIn(), await signIn()]
      await workspaceOf([{ user: caller.id }, { user: target.id }])
      return { caller, target }
    },
  },
  'the caller is a member by a group, the other itself': {
    finds: true,
    relate: async () => {
      const group = unique('group')
      const [caller, target] = [await signIn([group]), await signIn()]
      await workspaceOf([{ group }, { user: target.id }])
      return { caller, target }
    },
  },
  'both are in the group that is a member': {
    finds: true,
    relate: async () => {
      const group = unique('group')
      const [caller, target] = [await signIn(['first', group]), await signIn([group, 'last'])]
      await workspaceOf([{ group }])
      return { caller, target }
    },
  },
  'the caller is a member itself, the other by a group of both': {
    finds: true,
    relate: async () => {
      const group = unique('group')
      const [caller, target] = [await signIn([group]), await signIn([group])]
      await workspaceOf([{ group }, { user: caller.id }])
      return { caller, target }
    },
  },
  'the caller is a member itself, the other by a group that the caller is not in': {
    finds: false,
    relate: async () => {
      const group = unique('group')
      const [caller, target] = [await signIn(['other']), await signIn([group])]
      await workspaceOf([{ group }, { user: caller.id }])
      return { caller, target }
    },
  },
  'both are members by different groups': {
    finds: false,
    relate: async () => {
      const [first, second] = [unique('group'), unique('group')]
      const [caller, target] = [await signIn([first]), await signIn([second])]
      await workspaceOf([{ group: first }, { group: second }])
      return { caller, target }
    },
  },
  'both are in a group that is a member of nothing': {
    finds: false,
    relate: async () => {
      const group = unique('group')
      return { caller: await signIn([group]), target: await signIn([group]) }
    },
  },
  'the caller sees the workspace through everyone': {
    finds: false,
    relate: async () => {
      const [caller, target] = [await signIn(), await signIn()]
      await workspaceOf([{ user: target.id }], 'SHARED_WRITE')
      return { caller, target }
    },
  },
  'the other sees the workspace through everyone': {
    finds: false,
    relate: async () => {
      const [caller, target] = [await signIn(), await signIn()]
      await workspaceOf([{ user: caller.id }], 'SHARED_WRITE')
      return { caller, target }
    },
  },
  'both see only what everyone sees': {
    finds: false,
    relate: async () => ({ caller: await signIn(), target: await signIn() }),
  },
  'their common workspace is being deleted': {
    finds: false,
    relate: async () => {
      const [caller, target] = [await signIn(), await signIn()]
      const id = await workspaceOf([{ user: caller.id }, { user: target.id }])
      await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } })
      return { caller, target }
    },
  },
  'the caller has a token of another workspace': {
    finds: false,
    relate: async () => {
      const [caller, target] = [await signIn(), await signIn()]
      await workspaceOf([{ user: caller.id }, { user: target.id }])
      const elsewhere = { id: await workspaceOf([{ user: caller.id }]) }
      const input = { name: 'elsewhere', workspace: elsewhere }
      const { createApiToken } = await run(server, CREATE_API_TOKEN, { input }, caller)
      return { caller: { id: caller.id, token: createApiToken.secret ?? '' }, target }
    },
  },
}

const identity = async (id: string) => {
  const { user } = await run(server, OF_TARGET, { id })
  return { id, uuid: user?.uuid ?? '', email: user?.email ?? '' }
}

describe('firm ground 4: addresses cannot be harvested', () => {
  test('the id of a user that was seen in `default` does not reveal the address', async () => {
    const [victim, attacker] = [await signUp(server), await signUp(server)]
    const input = { name: unique('trap') }
    const { id } = (await run(server, CREATE_WORKSPACE, { input }, attacker)).createWorkspace.workspace
    const add = { input: { workspace: { id }, principal: { user: victim.id }, role: 'VIEWER' as const } }
    const refusal = await refused(server, ADD_MEMBER, add, attacker)
    expect(refusal.code).toBe('NOT_FOUND')
    const find = { ...(await identity(victim.id)), node: victim.id }
    const found = await run(server, FIND, find, attacker)
    expect(found).toEqual({ id: null, uuid: null, email: null, node: null })
  })

  test('a hidden user gets the same answer as one who does not exist, with the hint to invite', async () => {
    const { id, owner } = await seedWorkspace(server)
    const victim = await identity((await signUp(server)).id)
    const hidden = [{ user: victim.id }, { uuid: victim.uuid }, { email: victim.email }]
    const missing = [
      { user: 'user_01h455vb4pex5vsknk084sn02q' },
      { uuid: '01890a5d-ac96-774b-bcce-b302099a8057' },
      { email: 'nobody@example.com' },
    ]
    const answers = new Set<string>()
    for (const principal of [...hidden, ...missing]) {
      const { body } = await server.gql(ADD_MEMBER.toString(), { input: { workspace: { id }, principal } }, owner)
      answers.add(JSON.stringify(body).replace(/"requestId":"[^"]+"/, ''))
    }
    expect([...answers]).toEqual([expect.stringMatching(/NOT_FOUND.*invited|invited.*NOT_FOUND/)])
  })

  test.each(Object.entries(RELATIONS))('%s', async (_what, { finds, relate }) => {
    const { caller, target } = await relate()
    const of = await identity(target.id)
    const user = finds ? { id: of.id, email: of.email } : null
    expect(await run(server, FIND, { ...of, node: of.id }, caller)).toEqual({
      ...{ id: user, uuid: user, email: user, node: user },
    })
    // By an input that names a principal.
    if (caller.token?.startsWith('croft_')) return
    const own = {
      id: (await run(server, CREATE_WORKSPACE, { input: { name: unique('own') } }, caller)).createWorkspace.workspace
        .id,
    }
    for (const principal of [{ user: of.id }, { uuid: of.uuid }, { email: of.email }]) {
      const add = { input: { workspace: own, principal, role: 'VIEWER' as const } }
      if (finds) await run(server, ADD_MEMBER, add, caller)
      else expect((await refused(server, ADD_MEMBER, add, caller)).code).toBe('NOT_FOUND')
    }
  })

  test('a platform admin finds everybody, and everybody finds themselves', async () => {
    const alone = await signIn()
    const of = await identity(alone.id)
    const user = { id: of.id, email: of.email }
    for (const as of [undefined, alone]) {
      expect(await run(server, FIND, { ...of, node: of.id }, as)).toEqual({
        id: user,
        uuid: user,
        email: user,
        node: user,
      })
    }
  })

  test('a member list that is open to everyone reveals neither addresses nor the members who have one', async () => {
    const target = await signIn()
    const id = await workspaceOf([{ user: target.id }], 'SHARED_WRITE')
    const of = await identity(target.id)
    const read = async (as: Credentials) => {
      const variables = { by: { id }, principal: { email: of.email }, search: of.email.slice(0, -3) }
      const { workspace } = await run(server, MEMBERS, variables, as)
      const shown = workspace?.members.nodes.flatMap(({ principal }) =>
        'id' in principal && principal.id === of.id ? principal.email : [],
      )
      return { byAddress: workspace?.membership !== null, found: workspace?.found.totalCount, shown }
    }
    expect(await read(await signIn())).toEqual({ byAddress: false, found: 0, shown: [null] })
    const colleague = await signIn()
    await workspaceOf([{ user: colleague.id }, { user: of.id }])
    expect(await read(colleague)).toEqual({ byAddress: true, found: 0, shown: [of.email] })
    const group = unique('group')
    await run(server, ADD_MEMBER, { input: { workspace: { id }, principal: { group }, role: 'VIEWER' } })
    expect(await read(await signIn([group]))).toEqual({ byAddress: true, found: 1, shown: [of.email] })
    expect(await read({})).toEqual({ byAddress: true, found: 1, shown: [of.email] })
  })

  test('groups count only for CROFT_GROUPS_MAX_AGE, also those of the other person', async () => {
    const aging = await startTestServer({ env })
    const group = unique('group')
    const sub = unique('subject')
    const jwt = async (of: string, iat: number) =>
      signJwt(claimsOf(issuer.url, iat, { sub: of, groups: [group], email: `${of}@example.com`, email_verified: true }))
    const nowS = () => Math.floor(Date.now() / 1000)
    const id = (await run(aging, ME, {}, { token: await jwt(sub, nowS()) })).me.user?.id ?? ''
    const { createWorkspace } = await run(aging, CREATE_WORKSPACE, { input: { name: unique('aging') } })
    const workspace = { id: createWorkspace.workspace.id }
    await run(aging, ADD_MEMBER, { input: { workspace, principal: { group }, role: 'VIEWER' } })
    const find = async (afterS: number) => {
      const caller = { token: await jwt(unique('reader'), nowS() + afterS) }
      return (await run(aging, OF_TARGET, { id }, caller)).user?.email ?? null
    }
    expect(await find(0)).toBe(`${sub}@example.com`)
    aging.advance(3 * 3_600_000)
    expect(await find(3 * 3600)).toBeNull()
  })

  test('a person can be added by anybody who shares a workspace with them', async () => {
    const { id, owner } = await seedWorkspace(server)
    const colleague: Person = await signUpColleague(server, owner)
    const add = { input: { workspace: { id }, principal: { user: colleague.id }, role: 'VIEWER' as const } }
    await run(server, ADD_MEMBER, add, owner)
  })
})
