// A right is taken away while it is used: each write came before or after the loss, and the log agrees. On PostgreSQL
// the writes go through one replica, and the loss through another. SQLite would carry out one request after the other;
// there all requests are admitted while another transaction keeps them from writing.
import { expect, test } from 'vitest'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { startReplicas } from '../crash/replicas/replicas.ts'
import { graphql } from '../generated/gql.ts'
import type { EventType } from '../generated/graphql.ts'
import { DATABASE } from '../support/database.ts'
import { longOrShort } from '../support/length.ts'
import { CREATE_API_TOKEN, CREATE_USER, CREATE_WORKSPACE } from '../support/operations.ts'
import { type Person, run, signUp, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { LOSSES, type Loss, type Request, type Scene } from './race-losses.ts'

const EVENTS = graphql(`
  query RaceEvents($after: String) {
    events(first: 100, after: $after) { nodes { type requestId } pageInfo { hasNextPage endCursor } }
  }
`)

const ROUNDS = longOrShort(200, 48)
/** A busy machine takes more than a minute. */
const WITHIN_MS = 240_000
const AT_ONCE = 4
const WRITES = 4

/** The number of admitted requests. */
let authenticated = 0
const { a, b } = await servers()

async function servers() {
  if (DATABASE === 'postgres') return startReplicas({ shared: true })
  const onQuery = (sql: string) => {
    if (sql.includes('"api_token"."hash" = ')) authenticated++
  }
  const one = await startTestServer({ shared: true, onQuery })
  return { a: one, b: one }
}

/** Sends the requests at once; on SQLite none writes before all are admitted. */
async function atOnce<T>(requests: readonly (() => Promise<T>)[]): Promise<T[]> {
  const send = () => Promise.all(requests.map((request) => request()))
  if (DATABASE === 'postgres') return send()
  const holder = new BetterSqlite3(a.database.url.replace('sqlite:', ''))
  try {
    holder.exec('begin immediate')
    const before = authenticated
    const outcomes = send()
    await until(() => authenticated - before >= requests.length)
    holder.exec('rollback')
    return await outcomes
  } finally {
    holder.close()
  }
}

async function newScene(owner: Person, ofPlatformAdmin: boolean): Promise<Scene> {
  const created = await run(b, CREATE_WORKSPACE, { input: { name: unique('race') } }, owner)
  const workspace = { id: created.createWorkspace.workspace.id }
  const memberships = ofPlatformAdmin ? [] : [{ workspace, role: 'ADMIN' as const }]
  const user = { name: unique('ann'), platformAdmin: ofPlatformAdmin, memberships }
  const { id } = (await run(b, CREATE_USER, { input: user })).createUser.user
  const input = { name: 'token', user: id, platformAdmin: ofPlatformAdmin }
  const { createApiToken } = await run(b, CREATE_API_TOKEN, { input })
  const token = { token: createApiToken.secret as string, tokenId: createApiToken.token.id }
  return { workspace, owner, ann: { id, ...token } }
}

interface Outcome {
  readonly requestId: string
  /** Null for success. */
  readonly code: string | null
  /** The secret of the token that was made. */
  readonly secret: string | null
}

async function send(server: typeof a, { document, variables }: Request, token?: string): Promise<Outcome> {
  const { headers, body } = await server.gql(document, variables, token === undefined ? {} : { token })
  const code = body.errors?.[0]?.extensions.code ?? null
  const secret = body.data?.createApiToken?.secret ?? null
  return { requestId: headers.get('x-request-id') as string, code, secret }
}

interface Round {
  readonly name: string
  readonly loss: Outcome
  readonly writes: readonly Outcome[]
}

interface Plan {
  readonly name: string
  /** The writes of ann, and her loss before, between or after them. */
  readonly requests: (() => Promise<Outcome>)[]
  readonly lossAt: number
}

async function plan(round: number, owner: Person): Promise<Plan> {
  const names = Object.keys(LOSSES)
  const name = names[round % names.length] as string
  const { lose, writes, as, ofPlatformAdmin = false } = LOSSES[name] as Loss
  const scene = await newScene(owner, ofPlatformAdmin)
  const turn = Math.floor(round / names.length)
  const requests = Array.from({ length: WRITES }, (_, index) => {
    const make = writes[(turn * WRITES + index) % writes.length] as (scene: Scene) => Request
    return () => send(a, make(scene), scene.ann.token)
  })
  const lossAt = turn % (WRITES + 1)
  requests.splice(lossAt, 0, () => send(b, lose(scene), as === 'owner' ? owner.token : undefined))
  return { name, requests, lossAt }
}

/** Some rounds at once. */
async function play(plans: readonly Plan[]): Promise<Round[]> {
  const outcomes = await atOnce(plans.flatMap(({ requests }) => requests))
  return plans.map(({ name, requests, lossAt }) => {
    const writes = outcomes.splice(0, requests.length)
    const [loss] = writes.splice(lossAt, 1)
    return { name, loss: loss as Outcome, writes }
  })
}

/** The position in the log of each event that a request has written, by the request's id. */
async function readLog(): Promise<Map<string, { type: EventType; at: number }[]>> {
  const found: { type: EventType; requestId: string | null }[] = []
  let after: string | null = null
  do {
    const page: NonNullable<Awaited<ReturnType<typeof pageOf>>> = await pageOf(after)
    found.push(...(page.nodes as typeof found))
    after = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor as string) : null
  } while (after !== null)
  const byRequest = new Map<string, { type: EventType; at: number }[]>()
  for (const [at, { type, requestId }] of found.reverse().entries()) {
    if (requestId !== null) byRequest.set(requestId, [...(byRequest.get(requestId) ?? []), { type, at }])
  }
  return byRequest
}
const pageOf = async (after: string | null) => {
  const { events } = await run(a, EVENTS, { after })
  if (!events) throw new Error('A platform admin reads all events')
  return events
}

test(
  'a write precedes the loss of its right in the log, or is refused without an event',
  async () => {
    const owner = await signUp(b)
    const rounds: Round[] = []
    while (rounds.length < ROUNDS) {
      const plans = Array.from({ length: AT_ONCE }, (_, index) => plan(rounds.length + index, owner))
      rounds.push(...(await play(await Promise.all(plans))))
    }

    const log = await readLog()
    const faults: string[] = []
    const orders = new Set<string>()
    for (const { name, loss, writes } of rounds) {
      const { event, codes, endsMade } = LOSSES[name] as Loss
      const lostAt = log.get(loss.requestId)?.find(({ type }) => type === event)?.at
      if (loss.code !== null || lostAt === undefined) faults.push(`${name}: not lost, ${loss.code}`)
      for (const { code, requestId, secret } of writes) {
        const events = log.get(requestId) ?? []
        orders.add(`${name}, ${code === null ? 'after the write' : 'before the write'}`)
        if (code !== null && !codes.includes(code)) faults.push(`${name}: ${code}`)
        if (code !== null && events.length > 0) faults.push(`${name}: refused with ${code}, and has an event`)
        if (code === null && events.length === 0) faults.push(`${name}: written without an event`)
        if (code === null && events.some(({ at }) => at > (lostAt ?? 0))) faults.push(`${name}: written after the loss`)
        if (secret === null || !endsMade) continue
        const { status } = await a.gql('{ __typename }', {}, { token: secret })
        if (status !== 401) faults.push(`${name}: a token that was made with it is good`)
      }
    }
    expect(faults).toEqual([])
    expect(rounds).toHaveLength(ROUNDS)
    const both = Object.keys(LOSSES).flatMap((name) => [`${name}, after the write`, `${name}, before the write`])
    // a few writes may have the same order in all rounds
    const missing = both.filter((order) => !orders.has(order))
    expect(missing.length, `Did not happen: ${missing}`).toBeLessThanOrEqual(longOrShort(0, both.length / 4))
  },
  WITHIN_MS,
)
