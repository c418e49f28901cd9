// Removes or demotes both owners of a workspace at the same time, again and again: exactly one of the two must stay.
import { graphql } from '../../generated/gql.ts'
import type { TypedDocumentString } from '../../generated/graphql.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, CREATE_USER, CREATE_WORKSPACE } from '../../support/operations.ts'
import type { Answer, Cluster } from './cluster.ts'
import { LEAVE, REMOVE_MEMBER, UPDATE_MEMBER } from './operations.ts'

const OWNERS = graphql(`
  query TrialOwners($id: ID!) {
    workspace(by: { id: $id }) {
      members(first: 10, filter: { role: [OWNER] }) {
        totalCount
      }
    }
  }
`)

interface Person {
  readonly id: string
  readonly token: string
}
interface RaceWorkspace {
  readonly id: string
  readonly owners: readonly [Person, Person]
}

/** Codes with which the operation that comes second is refused. */
const REFUSED_CODES = ['LAST_OWNER', 'FORBIDDEN', 'NOT_FOUND']

/** Races of owners, and the errors that they have revealed. */
export class OwnerRaces {
  readonly #cluster: Cluster
  readonly #admin: string
  readonly #random: () => number
  readonly workspaces: RaceWorkspace[] = []
  readonly errors: string[] = []
  rounds = 0
  lastOwners = 0

  constructor(cluster: Cluster, admin: string, random: () => number) {
    this.#cluster = cluster
    this.#admin = admin
    this.#random = random
  }

  /** Creates this number of workspaces. To be called before any replica is killed. */
  async prepare(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const owners: [Person, Person] = [await this.#newOwner(`${n}a`), await this.#newOwner(`${n}b`)]
      const created = await this.#cluster.call(CREATE_WORKSPACE, { input: { name: `race-${n}` } }, owners[0].token)
      const workspace = { id: created.data.createWorkspace.workspace.id, owners }
      await this.#restore(workspace)
      this.workspaces.push(workspace)
    }
  }

  async #newOwner(name: string): Promise<Person> {
    const made = await this.#cluster.call(CREATE_USER, { input: { name: `owner-${name}` } }, this.#admin)
    const { id } = made.data.createUser.user
    const { data } = await this.#cluster.call(CREATE_API_TOKEN, { input: { name, user: id } }, this.#admin)
    return { id, token: data.createApiToken.secret as string }
  }

  /** Removes both owners at once, checks that one is left, and makes both owners again. */
  async round(index: number): Promise<void> {
    const workspace = this.workspaces[index] as RaceWorkspace
    const outcomes = await Promise.allSettled(this.#operations(workspace).map((send) => send()))
    const answered = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.code] : []))
    this.rounds++
    this.lastOwners += answered.filter((code) => code === 'LAST_OWNER').length
    const unexpected = answered.filter((code) => code !== null && !REFUSED_CODES.includes(code))
    if (unexpected.length > 0) this.errors.push(`${workspace.id}: ${unexpected}`)
    if (answered.length === 2 && answered.filter((code) => code === null).length !== 1)
      this.errors.push(`${workspace.id}: two owners removed at once got ${answered}`)
    const { data } = await this.#cluster.callUntilAnswered(OWNERS, { id: workspace.id }, this.#admin)
    const left = data.workspace?.members.totalCount ?? 0
    if (left < 1) this.errors.push(`${workspace.id} has ${left} owners after ${answered}`)
    await this.#restore(workspace)
  }

  #operations({ id, owners: [one, other] }: RaceWorkspace): (() => Promise<Answer<unknown>>)[] {
    const send = <R, V>(document: TypedDocumentString<R, V>, variables: V, token: string) =>
      this.#cluster.call(document, variables, token)
    const of = (user: string) => ({ of: { workspace: { id }, principal: { user } } })
    const demote = (who: Person, by: string) =>
      send(UPDATE_MEMBER, { input: { member: of(who.id), role: 'ADMIN' as const } }, by)
    const remove = (who: Person, by: string) => send(REMOVE_MEMBER, { input: { member: of(who.id) } }, by)
    const leave = (who: Person) => send(LEAVE, { input: { workspace: { id } } }, who.token)
    const pairs: (readonly [() => Promise<Answer<unknown>>, () => Promise<Answer<unknown>>])[] = [
      [() => leave(one), () => leave(other)],
      [() => demote(one, this.#admin), () => demote(other, this.#admin)],
      [() => remove(one, this.#admin), () => demote(other, this.#admin)],
      [() => demote(other, one.token), () => demote(one, other.token)],
      [() => remove(other, one.token), () => leave(one)],
    ]
    return [...(pairs[Math.floor(this.#random() * pairs.length)] as (typeof pairs)[number])]
  }

  /** Makes both owners again; each operation can be repeated when its response was lost. */
  async #restore({ id, owners }: RaceWorkspace): Promise<void> {
    for (const { id: user } of owners) {
      const input = { workspace: { id }, principal: { user }, role: 'OWNER' as const }
      const added = await this.#cluster.callUntilAnswered(ADD_MEMBER, { input }, this.#admin)
      if (added.code === null) continue
      const member = { of: { workspace: { id }, principal: { user } } }
      const raised = await this.#cluster.callUntilAnswered(
        UPDATE_MEMBER,
        { input: { member, role: 'OWNER' } },
        this.#admin,
      )
      if (raised.code !== null) this.errors.push(`${id}: ${user} is not an owner again: ${added.code}, ${raised.code}`)
    }
  }
}
