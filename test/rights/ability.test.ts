// `canUpdate` and `canRemove` of a membership predict what the mutations answer.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN } from '../support/operations.ts'
import { type Person, run, seedWorkspace } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const MEMBERS = graphql(`
  query AbilityMembers($id: ID!) {
    workspace(by: { id: $id }) {
      members(first: 20) {
        nodes {
          id
          role
          principal {
            __typename
            ... on User { id }
          }
          canUpdate { allowed code reason }
          canRemove { allowed code reason }
        }
      }
    }
  }
`)
const SHARE = graphql(`
  mutation AbilityShare($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) { workspace { id } }
  }
`)

const server = await startTestServer({ shared: true })

const CALLERS = ['owner', 'admin', 'editor', 'viewer', 'platform admin', "owner's token as admin"] as const
const TARGETS = ['the only owner', 'admin', 'viewer', 'group', 'everyone'] as const
const CHANGES = { canUpdate: 'updateMember', canRemove: 'removeMember' } as const

/** A workspace with one member of each kind, and the credentials of the caller. */
async function workspaceFor(caller: (typeof CALLERS)[number]) {
  const workspace = await seedWorkspace(server, { admin: 'ADMIN', editor: 'EDITOR', viewer: 'VIEWER' })
  const ref = { id: workspace.id }
  const { owner, members } = workspace
  await run(server, ADD_MEMBER, { input: { workspace: ref, principal: { group: 'ops' }, role: 'EDITOR' } }, owner)
  await run(server, SHARE, { input: { workspace: ref, visibility: 'SHARED_READ' } }, owner)
  const input = { name: 'lowered', workspace: ref, role: 'ADMIN' as const }
  const lowered = (await run(server, CREATE_API_TOKEN, { input }, owner)).createApiToken.secret as string
  const credentials = {
    owner,
    ...members,
    'platform admin': {},
    "owner's token as admin": { token: lowered },
  } as unknown as Record<(typeof CALLERS)[number], { token?: string }>
  const as = credentials[caller]
  const { nodes } = (await run(server, MEMBERS, { id: workspace.id }, as)).workspace?.members ?? { nodes: [] }
  const person = { 'the only owner': owner, admin: members['admin'], viewer: members['viewer'] } as Record<
    string,
    Person
  >
  const target = (name: (typeof TARGETS)[number]) =>
    nodes.find(({ principal }) =>
      name === 'group' || name === 'everyone'
        ? principal.__typename.toLowerCase() === name
        : 'id' in principal && principal.id === person[name]?.id,
    )
  return { as, target }
}

describe('firm ground 16: canUpdate and canRemove predict the outcome of membership mutations', () => {
  describe.each(CALLERS)('for %s', (caller) => {
    test.each(TARGETS)('on the membership of %s', async (name) => {
      for (const [ability, mutation] of Object.entries(CHANGES)) {
        const { as, target } = await workspaceFor(caller)
        const member = target(name)
        const told = member?.[ability as keyof typeof CHANGES]
        const role = member?.role === 'VIEWER' ? 'EDITOR' : 'VIEWER'
        const input = { member: { id: member?.id }, ...(mutation === 'updateMember' ? { role } : {}) }
        const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
        const document = `mutation($input: ${type}!) { ${mutation}(input: $input) { __typename } }`
        const { body } = await server.gql(document, { input }, as)
        const code = body.errors?.[0]?.extensions.code ?? null
        expect([ability, told?.code, told?.allowed]).toEqual([ability, code, code === null])
        expect(told?.reason ?? null).toBe(code === null ? null : body.errors?.[0]?.message)
      }
    })
  })
})
