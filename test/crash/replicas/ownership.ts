// Two owners of one workspace, and the ways to take one of them out of it.
import { ADD_MEMBER } from '../../support/operations.ts'
import { type Person, run, seedWorkspace } from '../../support/people.ts'
import type { TestServer } from '../../support/server.ts'
import { DELETE_USER, LEAVE, REMOVE_MEMBER, SUSPEND_USER, UPDATE_MEMBER } from './operations.ts'
import type { Replicas } from './replicas.ts'

export interface Pair {
  readonly id: string
  readonly first: Person
  readonly second: Person
}

/** Takes an owner out of a workspace, through a replica; as the platform admin unless `by` says otherwise. */
export type Way = (through: TestServer, id: string, who: Person, by?: Person) => Promise<unknown>

const of = (id: string, { id: user }: Person) => ({ of: { workspace: { id }, principal: { user } } })
export const demote: Way = (through, id, who, by) =>
  run(through, UPDATE_MEMBER, { input: { member: of(id, who), role: 'ADMIN' } }, by)
export const remove: Way = (through, id, who, by) => run(through, REMOVE_MEMBER, { input: { member: of(id, who) } }, by)
export const leave: Way = (through, id, who) => run(through, LEAVE, { input: { workspace: { id } } }, who)
export const suspend: Way = (through, _id, who) =>
  run(through, SUSPEND_USER, { input: { user: who.id, reason: 'Away' } })
export const deleted: Way = (through, _id, who) => run(through, DELETE_USER, { input: { user: who.id } })

/** A workspace with two owners. */
export async function newPair({ a }: Pick<Replicas, 'a'>): Promise<Pair> {
  const { id, owner, members } = await seedWorkspace(a, { second: 'OWNER' })
  return { id, first: owner, second: members['second'] as Person }
}

/** Makes both owners again, in whatever state they are. */
export async function restore({ a, database }: Replicas, { id, first, second }: Pair): Promise<void> {
  const known = await database.query<{ principal: string; role: string }>(
    'select principal, role from membership where workspace_id = ?',
    id,
  )
  for (const who of [first, second]) {
    const role = known.find(({ principal }) => principal === who.id)?.role
    if (role === undefined)
      await run(a, ADD_MEMBER, { input: { workspace: { id }, principal: { user: who.id }, role: 'OWNER' } })
    else if (role !== 'OWNER') await run(a, UPDATE_MEMBER, { input: { member: of(id, who), role: 'OWNER' } })
  }
}

/** Owners who are neither suspended nor deleted. */
export async function actingOwners({ database }: Pick<Replicas, 'database'>, id: string): Promise<string[]> {
  const rows = await database.query<{ principal: string }>(
    `select principal from membership join "user" on "user".id = principal
     where workspace_id = ? and role = 'OWNER' and suspended_at is null and deleted_at is null`,
    id,
  )
  return rows.map(({ principal }) => principal)
}
