// The callers who lose a right in losses.ts; each is made through the API.
import type { CreateApiTokenInput } from '../generated/graphql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER } from '../support/operations.ts'
import { type Person, run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../support/people.ts'
import type { TestServer } from '../support/server.ts'

/** The server on which rights are lost, a workspace there with an owner and an admin, and JWTs of the issuer. */
export interface World {
  readonly server: TestServer
  readonly home: SeededWorkspace
  jwt(claims: Record<string, unknown>): Promise<string>
}

/** Another admin of `home`. */
export async function newMember({ server, home }: World): Promise<Person> {
  const ann = await signUp(server)
  const input = { workspace: { id: home.id }, principal: { user: ann.id }, role: 'ADMIN' as const }
  await run(server, ADD_MEMBER, { input })
  return ann
}

/** A workspace of its own, with two admins. */
export async function newWorkspace({ server }: World) {
  const workspace = await seedWorkspace(server, { ann: 'ADMIN', beside: 'ADMIN' })
  return { workspace, ann: workspace.members['ann'] as Person, ...workspace }
}

export async function newToken(
  { server }: World,
  as: { token: string } | undefined,
  input: Partial<CreateApiTokenInput> = {},
) {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: unique('token'), ...input } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret as string }
}

/** A user who is an admin of `home` by a group, and the claims of their sign-in. */
export async function newGroupMember(world: World) {
  const { id, owner } = world.home
  const claims = { sub: unique('gus'), groups: [unique('group')] }
  const principal = { group: claims.groups[0] as string }
  await run(world.server, ADD_MEMBER, { input: { workspace: { id }, principal, role: 'ADMIN' } }, owner)
  const jwt = await world.jwt(claims)
  const { token } = await newToken(world, { token: jwt })
  return { claims, jwt, token, member: { of: { workspace: { id }, principal } } }
}

export const inHome = ({ home: { id } }: World, { id: user }: Person) => ({
  of: { workspace: { id }, principal: { user } },
})

/** A platform admin, and a token of theirs that holds these rights. */
export async function newAdmin(world: World) {
  const { createUser } = await run(world.server, CREATE_USER, { input: { name: unique('admin'), platformAdmin: true } })
  const userId = createUser.user.id
  return { ...(await newToken(world, undefined, { user: userId, platformAdmin: true })), userId }
}

/** Gives a token this many live tokens that were made with it; by SQL, since an owner has at most 100. */
export async function mintMany({ server: { database } }: World, { id }: { id: string }, owner: Person, many: number) {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})`
  await database.query(`
    insert into api_token (id, hash, hint, name, owner_id, minted_by, created_at, expires_at)
    ${numbers} select 'tok_' || i || '${id}', i || '${id}', '…', 'minted', '${owner.id}', '${id}',
      '2026-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z' from n`)
}
