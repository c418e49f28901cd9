// Workspaces of two owners who are taken at the same instant, again and again: one of the two has to stay.
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
interface Contested {
  readonly id: string
  readonly owners: readonly [Person, Person]
}

const LOST = ['LAST_OWNER', 'FORBIDDEN', 'NOT_FOUND']

export class Contest {
  readonly #cluster: Cluster
  readonly #admin: string
  readonly #random: () => number
  readonly workspaces: Contested[] = []
  readonly wrong: string[] = []
  rounds = 0
  lastOwners = 0

  constructor(cluster: Cluster, admin: string, random: () => number) {
    this.#cluster = cluster
    this.#admin = admin
    this.#random = random
  }

  /** Before any replica is killed. */
  async prepare(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const owners: [Person, Person] = [await this.#newPerson(`${n}a`), await this.#newPerson(`${n}b`)]
      const created = await this.#cluster.call(CREATE_WORKSPACE, { input: { name: `contested-${n}` } }, owners[0].token)
      const contested = { id: created.data.createWorkspace.workspace.id, owners }
      await this.#restore(contested)
      this.workspaces.push(contested)
    }
  }

  async #newPerson(name: string): Promise<Person> {
    const made = await this.#cluster.call(CREATE_USER, { input: { name: `owner-${name}` } }, this.#admin)
    const { id } = made.data.createUser.user
    const { data } = await this.#cluster.call(CREATE_API_TOKEN, { input: { name, user: id } }, this.#admin)
    return { id, token: data.createApiToken.secret as string }
  }

  /** Takes both owners at once, looks who is left, and makes both owners again. */
  async round(index: number): Promise<void> {
    const contested = this.workspaces[index] as Contested
    const outcomes = await Promise.allSettled(this.#acts(contested).map((act) => act()))
    const answered = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.code] : []))
    this.rounds++
    this.lastOwners += answered.filter((code) => code === 'LAST_OWNER').length
    const strange = answered.filter((code) => code !== null && !LOST.includes(code))
    if (strange.length > 0) this.wrong.push(`${contested.id}: ${strange}`)
    if (answered.length === 2 && answered.filter((code) => code === null).length !== 1)
      this.wrong.push(`${contested.id}: of two owners taken at once ${answered}`)
    const { data } = await this.#cluster.ask(OWNERS, { id: contested.id }, this.#admin)
    const left = data.workspace?.members.totalCount ?? 0
    if (left < 1) this.wrong.push(`${contested.id} has ${left} owners after ${answered}`)
    await this.#restore(contested)
  }

  #acts({ id, owners: [one, other] }: Contested): (() => Promise<Answer<unknown>>)[] {
    const send = <R, V>(document: TypedDocumentString<R, V>, variables: V, token: string) =>
      this.#cluster.call(document, variables, token)
    const of = (user: string) => ({ of: { workspace: { id }, principal: { user } } })
    const demote = (who: Person, by: string) =>
      send(UPDATE_MEMBER, { input: { member: of(who.id), role: 'ADMIN' as const } }, by)
    const remove = (who: Person, by: string) => send(REMOVE_MEMBER, { input: { member: of(who.id) } }, by)
    const leave = (who: Person) => send(LEAVE, { input: { workspace: { id } } }, who.token)
    const ways: (readonly [() => Promise<Answer<unknown>>, () => Promise<Answer<unknown>>])[] = [
      [() => leave(one), () => leave(other)],
      [() => demote(one, this.#admin), () => demote(other, this.#admin)],
      [() => remove(one, this.#admin), () => demote(other, this.#admin)],
      [() => demote(other, one.token), () => demote(one, other.token)],
      [() => remove(other, one.token), () => leave(one)],
    ]
    return [...(ways[Math.floor(this.#random() * ways.length)] as (typeof ways)[number])]
  }

  /** Each step can be done again when its answer was lost. */
  async #restore({ id, owners }: Contested): Promise<void> {
    for (const { id: user } of owners) {
      const input = { workspace: { id }, principal: { user }, role: 'OWNER' as const }
      const added = await this.#cluster.ask(ADD_MEMBER, { input }, this.#admin)
      if (added.code === null) continue
      const member = { of: { workspace: { id }, principal: { user } } }
      const raised = await this.#cluster.ask(UPDATE_MEMBER, { input: { member, role: 'OWNER' } }, this.#admin)
      if (raised.code !== null) this.wrong.push(`${id}: ${user} is no owner again: ${added.code}, ${raised.code}`)
    }
  }
}
