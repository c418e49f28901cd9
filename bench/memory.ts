// Whether the memory of a server stays the same under many requests of all kinds, a tenth of which have a document that
// was never sent before. After each tenth of the requests the server collects its garbage, and its memory use is
// compared.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { type Query, send } from './load.ts'
import { type Figure, mib, thousands, times } from './report.ts'
import type { Scale } from './scale.ts'
import { seed } from './seed.ts'
import { type Memory, startCroft } from './server.ts'

const CONNECTIONS = 8
const PARTS = 10
const MAX_GROWTH = 1.1
const USERS = 1000
const WORKSPACES = 100

/** One kind of request; its number makes documents, names and tokens distinct. */
interface Kind {
  /** How many of a hundred requests are of this kind. */
  readonly share: number
  readonly document: (number: number) => string
  readonly variables?: (number: number) => Record<string, unknown>
  readonly token?: (number: number) => string
  /** Whether the answer is an error. */
  readonly refused?: true
}

const KINDS: readonly Kind[] = [
  { share: 10, document: (number) => `query New${number} { me { user { id email name${number}: name } } }` },
  // a document that is sent a few hundred times in a row is compiled
  {
    share: 10,
    document: (number) => `{ workspaces(first: 2) { nodes { id name${Math.floor(number / 2000)}: name } } }`,
  },
  {
    share: 5,
    document: () => '{ workspaces(first: 20) { nodes { id name members(first: 5) { nodes { id role } } } } }',
  },
  {
    share: 10,
    document: () => `query ($search: String!) { workspace(by: { name: "team-0" }) {
      members(first: 5, filter: { search: $search }) { nodes { id role } } } }`,
    variables: (number) => ({ search: `person ${number % USERS}` }),
  },
  { share: 40, document: () => '{ me { user { id name } } }' },
  { share: 5, document: (number) => `{ me { unknown${number} } }`, refused: true },
  { share: 8, document: () => '{ me { groups } }', token: (number) => `unknown-${number}`, refused: true },
  {
    share: 1,
    document: () => `mutation ($name: String!) { createProject(input: { workspace: { name: "team-0" }, name: $name }) {
      project { id } } }`,
    variables: (number) => ({ name: `project-${number}` }),
  },
  {
    share: 1,
    document:
      () => `mutation ($name: String!) { deleteProject(input: { project: { named: { workspace: { name: "team-0" }, name: $name } } }) {
      deletedProjectId } }`,
    variables: (number) => ({ name: `project-${number - 101}` }),
  },
]
/** The rest of a hundred requests are streams that the client leaves. */
const STREAM = '{"query":"subscription { deletions { type } }"}'

/** Sends the requests to a server on a database of its own, and stops it. */
export async function measureMemory(directory: string, { requests }: Scale['memory']): Promise<Figure[]> {
  const file = join(directory, 'memory', 'croft.db')
  const { token } = await seed(file, { users: USERS, workspaces: WORKSPACES })
  const server = await startCroft(file, ['--expose-gc'])
  const samples: Memory[] = []
  try {
    for (let part = 0; part < PARTS; part++) {
      const end = ((part + 1) * requests) / PARTS
      await sendAll(server.url, token, (part * requests) / PARTS, end)
      const memory = await server.ask('memory')
      console.error(`  after ${thousands(end)}: ${mib(memory.rss)} resident, ${mib(memory.heap)} heap`)
      samples.push(memory)
    }
  } finally {
    await server.stop()
  }
  return [
    figureOf(
      `Memory after ${thousands(requests)} requests: resident`,
      samples.map(({ rss }) => rss),
    ),
    figureOf(
      '  heap',
      samples.map(({ heap }) => heap),
    ),
  ]
}

function figureOf(label: string, bytes: readonly number[]): Figure {
  const [first = Number.NaN, last = Number.NaN] = [bytes[0], bytes.at(-1)]
  return {
    label,
    measured: mib(last),
    comparison: `after a tenth of them ${mib(first)}`,
    ratio: times(last / first),
    target: `≤ ${times(MAX_GROWTH)}`,
    met: last / first <= MAX_GROWTH,
  }
}

/** Sends the requests with these numbers; throws if an answer does not match the kind of its request. */
async function sendAll(url: string, token: string, from: number, to: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let next = from
  const loop = async () => {
    while (next < to) {
      const number = next++
      const kind = kindOf(number)
      if (kind) await check(agent, url, kind, number, token)
      else await leaveStream(url, token)
    }
  }
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, loop))
  } finally {
    agent.destroy()
  }
}

async function check(agent: Agent, url: string, kind: Kind, number: number, token: string): Promise<void> {
  const { document, variables = () => ({}), refused = false } = kind
  const body = JSON.stringify({ query: document(number), variables: variables(number) })
  const query: Query = { token: kind.token?.(number) ?? token, body }
  const { status, text } = await send(agent, url, query)
  const isFirstDelete = document(0).includes('deleteProject') && number < 200
  if (text.includes('"errors"') !== refused && !isFirstDelete) throw new Error(`${body}: ${status} ${text}`)
}

function kindOf(number: number): Kind | undefined {
  let rest = number % 100
  for (const kind of KINDS) {
    if (rest < kind.share) return kind
    rest -= kind.share
  }
  return undefined
}

/** Opens a stream on a new connection, and breaks it off. */
async function leaveStream(url: string, token: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream', Authorization: `Bearer ${token}` }
  const sent = request(`${url}/graphql`, { method: 'POST', agent: false, headers }).end(STREAM)
  const [response] = await once(sent, 'response')
  if (response.statusCode !== 200) throw new Error(`A stream was refused: ${response.statusCode}`)
  sent.destroy()
}
