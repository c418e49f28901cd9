// A process that logs at the most verbose level issues a thousand secrets (two hundred in the short form). They are
// used well and badly, and mailed by a server that refuses to take them. Then everything that the process has written
// or answered is searched for them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DATABASE, newDatabase, type TestDatabase } from '../support/database.ts'
import { longOrShort } from '../support/length.ts'
import { mailTo, startMailbox } from '../support/mailbox.ts'
import { unique } from '../support/people.ts'
import { type Run, ready, startProcess } from '../support/process.ts'
import { until } from '../support/server.ts'
import { SecretFinder } from './secret-finder.ts'

const PEOPLE = 5
const ACCOUNTS = 2
/** As many live tokens as an owner may have in a workspace. */
const TOKENS = longOrShort(95, 16)
const ROTATED = longOrShort(90, 20)
const LINKS = longOrShort(100, 50)
const MAILED = 12
/** Mutations of one document. */
const AT_ONCE = 25
/** A busy machine takes more than a minute. */
const WITHIN_MS = 240_000
const LOGS_ALL = { CROFT_LOG_LEVEL: 'trace' }

const SHOWN = new Set(['secret', 'code', 'link'])

/** A client that keeps the secrets that answers show, and the rest of all answers. */
class Client {
  readonly finder = new SecretFinder()
  readonly seen: string[] = []
  url = ''
  token = ''

  // biome-ignore lint/suspicious/noExplicitAny: documents are made from parts
  async send(query: string, variables: Record<string, unknown> = {}, token = this.token): Promise<any> {
    const { data, errors } = JSON.parse(await this.post({ query, variables }, { Authorization: `Bearer ${token}` }))
    if (errors) throw new Error(`${query.slice(0, 200)}: ${JSON.stringify(errors)}`)
    return data
  }

  /** POSTs to /graphql, and returns the text of the answer. */
  async post(body: unknown, headers: Record<string, string>): Promise<string> {
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    }
    const response = await fetch(`${this.url}/graphql`, init)
    const text = await response.text()
    this.seen.push(JSON.stringify([...response.headers]), JSON.stringify(JSON.parse(text, this.#withoutSecrets)))
    return text
  }

  /** Removes the secrets from an answer and keeps them for the search; error codes are in capitals. */
  readonly #withoutSecrets = (key: string, value: unknown): unknown => {
    if (!SHOWN.has(key) || typeof value !== 'string' || /^[A-Z_]+$/.test(value)) return value
    if (key !== 'link') this.finder.add(value)
    return null
  }

  /** Runs this mutation for each of the inputs, many in a document, and returns their payloads. */
  // biome-ignore lint/suspicious/noExplicitAny: documents are made from parts
  async each(field: string, inputs: readonly Record<string, unknown>[], selection: string): Promise<any[]> {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`
    const documents: Promise<Record<string, unknown>>[] = []
    for (let from = 0; from < inputs.length; from += AT_ONCE) {
      const some = inputs.slice(from, from + AT_ONCE)
      const declared = some.map((_, index) => `$i${index}: ${type}`).join(' ')
      const fields = some.map((_, index) => `f${index}: ${field}(input: $i${index}) ${selection}`).join(' ')
      const variables = Object.fromEntries(some.map((input, index) => [`i${index}`, input]))
      documents.push(this.send(`mutation(${declared}) { ${fields} }`, variables))
    }
    return (await Promise.all(documents)).flatMap((data) => Object.values(data))
  }
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Issues tokens of people and of service accounts, rotates some, invites by link and by mail, and resends some. */
async function issue(client: Client, database: TestDatabase): Promise<{ id: string; tokens: string[] }> {
  const { createWorkspace } = await client.send(
    `mutation { createWorkspace(input: { name: "${unique('secrets')}" }) { workspace { id } } }`,
  )
  const workspace = { id: createWorkspace.workspace.id as string }
  const shown = '{ token { id } secret }'
  const memberships = [{ workspace, role: 'EDITOR' }]
  const users = times(PEOPLE, () => ({ name: unique('person'), memberships }))
  const people = await client.each('createUser', users, '{ user { id } }')
  const accounts = times(ACCOUNTS, () => ({ workspace, name: unique('machine'), role: 'EDITOR' }))
  const machines = await client.each('createServiceAccount', accounts, '{ serviceAccount { id } }')
  const owners = [
    ...people.map(({ user }) => ({ user: user.id, workspace })),
    ...machines.map(({ serviceAccount }) => ({ serviceAccount: serviceAccount.id })),
    {},
  ]
  const inputs = owners.flatMap((owner) => times(TOKENS, () => ({ ...owner, name: unique('token') })))
  const made = await client.each('createApiToken', inputs, shown)
  const ofMachines = made.slice(PEOPLE * TOKENS, PEOPLE * TOKENS + ROTATED)
  await client.each(
    'rotateApiToken',
    ofMachines.map(({ token }) => ({ token: { id: token.id } })),
    shown,
  )

  const emails = (count: number) => times(count, () => `${unique('guest')}@example.com`)
  const invited = '{ results { invitation { id } code link } }'
  const [links] = await client.each('inviteMembers', [{ workspace, delivery: 'LINK', emails: emails(LINKS) }], invited)
  await client.each('inviteMembers', [{ workspace, delivery: 'EMAIL', emails: emails(MAILED) }], invited)
  // as if a minute had passed: the clock of a process cannot be moved
  await database.query("update invitation set sent_at = '2026-01-01T00:00:00.000Z' where delivery = 'LINK'")
  const again = links.results.slice(0, AT_ONCE * 2) as { invitation: { id: string } }[]
  await client.each(
    'resendInvitation',
    again.map(({ invitation }) => ({ invitation: invitation.id })),
    '{ code link }',
  )
  return { id: workspace.id, tokens: made.map(({ secret }) => secret as string) }
}

/** Uses secrets in the right places, and in the wrong ones by mistake. Answers must not contain what is sent here. */
async function misuse({ url }: Client, secrets: readonly string[]): Promise<void> {
  const [good, ...others] = secrets as [string, ...string[]]
  const post = (query: string, headers: Record<string, string>) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables: { id: others[0] } }),
      headers: { 'Content-Type': 'application/json', ...headers },
    })
  const signedIn = { Authorization: `Bearer ${good}` }
  await post('{ me { user { id } } }', signedIn)
  await post('{ me { user { id } } }', { Authorization: `Bearer ${others[1]}x` })
  await post('{ me { user { id } } }', { Authorization: `Basic ${Buffer.from(`me:${others[2]}`).toString('base64')}` })
  await post('{ me { user { id } } }', { ...signedIn, Cookie: `session=${others[3]}`, 'X-Request-Id': `${others[4]}` })
  await post('query($id: ID!) { node(id: $id) { id } }', signedIn)
  await post('query($id: Int!) { node(id: $id) { id } }', signedIn)
  await post(`{ node(id: "${others[5]}") { id } invitation(code: "${others[6]}") { email } }`, signedIn)
  await post(`{ me { ${others[7]} } `, signedIn)
  await post(`query ${others[8]} { me { ${others[9]} } }`, signedIn)
  await post(`mutation { revokeApiToken(input: { token: { id: "${others[10]}" } }) { changed } }`, signedIn)
  await post(`mutation { acceptInvitation(input: { code: "${others[11]}" }) { membership { id } } }`, signedIn)
  await fetch(`${url}/graphql?query=${encodeURIComponent(`{ invitation(code: "${others[12]}") { email } }`)}`)
  await fetch(`${url}/${others[13]}?token=${others[14]}`, { headers: signedIn })
  await fetch(`${url}/invite?code=${others[15]}`)
}

/** Reads all lists that show tokens and invitations, and the whole log. */
async function readAll(client: Client, workspace: string): Promise<void> {
  const token =
    '{ id name description hint status lastUsedIp lastUsedOperation createdAt expiresAt graceEndsAt createdBy { __typename } }'
  const invitation = '{ id email state delivery role createdAt expiresAt }'
  const pages: [of: string, list: string, around: (list: string) => string][] = [
    ['tokens', token, (list) => `workspace(by: { id: "${workspace}" }) { ${list} }`],
    ['invitations', invitation, (list) => `workspace(by: { id: "${workspace}" }) { ${list} }`],
    ['tokens', token, (list) => `me { ${list} }`],
    ['events', '{ type summary data ip actorName requestId }', (list) => list],
  ]
  for (const [of, selection, around] of pages) {
    let after: string | null = null
    do {
      const list = `${of}(first: 100, after: $after) { nodes ${selection} pageInfo { hasNextPage endCursor } }`
      const data = await client.send(`query($after: String) { ${around(list)} }`, { after })
      const { pageInfo } = (data.workspace ?? data.me ?? data)[of]
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
  }
}

/** The whole contents of the database as text; for SQLite the raw files, with the WAL. */
async function contents({ directory, query }: TestDatabase): Promise<[string, string][]> {
  const files = readdirSync(directory).filter((name) => name !== 'bootstrap-token')
  const found = files.map((name): [string, string] => [name, readFileSync(join(directory, name), 'latin1')])
  if (DATABASE === 'sqlite') return found
  const tables = await query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(`select row_to_json(t)::text as row from "${name}" t`)
    found.push([name, rows.map(({ row }) => row).join('\n')])
  }
  return found
}

/** Follows all events. Returns a function that returns the events so far. */
async function follow({ url, token }: Client): Promise<() => string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query: 'subscription { events { type summary data } }' }),
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', Authorization: `Bearer ${token}` },
  })
  const parts: Uint8Array[] = []
  const read = async () => {
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) parts.push(part)
  }
  // the server ends the stream when it stops
  read().catch(() => {})
  return () => Buffer.concat(parts).toString()
}

async function stop(run: Run): Promise<void> {
  run.child.kill('SIGTERM')
  await until(() => run.exit !== null)
}

test(
  'none of a thousand secrets, nor a part of one, appears outside the answer that shows it',
  async () => {
    const database = await newDatabase()
    onTestFinished(database.drop)
    const mailed: string[] = []
    const mailbox = await startMailbox({
      onData: (stream, _session, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          mailed.push(Buffer.concat(parts).toString().replaceAll('=\r\n', ''))
          done(Object.assign(new Error('Not now'), { responseCode: 451 }))
        })
      },
    })
    const env = { ...database.env, ...LOGS_ALL, ...mailTo(mailbox.port) }
    const client = new Client()
    const first = startProcess(env)
    client.url = await ready(first)
    client.token = readFileSync(join(database.directory, 'bootstrap-token'), 'utf8').trim()
    client.finder.add(client.token)
    const streamed = await follow(client)
    const { id, tokens } = await issue(client, database)
    await misuse(client, tokens)
    await until(() => mailed.length >= MAILED)
    for (const message of mailed)
      for (const [, code] of message.matchAll(/invite#([\w-]{43})/g)) client.finder.add(code as string)
    await until(() => streamed().includes('INVITATION_RESENT'))
    await readAll(client, id)
    const whileRunning = await contents(database)
    await stop(first)

    const given = `${unique('given')}-0123456789-abcdefghijklmnopq`
    client.finder.add(given)
    const second = startProcess({ ...env, CROFT_BOOTSTRAP_TOKEN: given })
    client.url = await ready(second)
    await client.send('{ me { user { name } } }', {}, given)
    await client.each('createApiToken', [{ name: 'last' }], '{ secret }')
    await stop(second)
    client.seen.push(streamed())

    expect(client.finder.size).toBeGreaterThan(longOrShort(1000, 200))
    const places: [string, string][] = [
      ...whileRunning,
      ...(await contents(database)),
      ['answers', client.seen.join('\n')],
      ...[first, second].map(({ out, err }): [string, string] => ['log', out + err]),
    ]
    const found = places.flatMap(([place, text]) => client.finder.foundIn(text).map((piece) => `${place}: ${piece}`))
    expect(found).toEqual([])
  },
  WITHIN_MS,
)

test('the search finds secrets and parts of them, in any of their forms', () => {
  const finder = new SecretFinder()
  const token = 'croft_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT000000'
  const code = Buffer.alloc(32, 'twelve bytes and more').toString('base64url')
  finder.add(token)
  finder.add(code)
  const forms = (text: string, bytes: Buffer) => [
    text,
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
  for (const before of ['', 'a', 'ab']) {
    for (const text of forms(before + token, Buffer.from(before + token)))
      expect(finder.foundIn(`"${text}"`)).not.toEqual([])
    for (const text of forms(before + code, Buffer.from(before + code)))
      expect(finder.foundIn(`"${text}"`)).not.toEqual([])
  }
  for (const text of forms(code, Buffer.from(code, 'base64url'))) expect(finder.foundIn(`x=${text}`)).not.toEqual([])
  expect(finder.foundIn(token.slice(0, 22))).not.toEqual([])
  expect(finder.foundIn(`${token.slice(0, 12)} ${token.slice(-6)}`)).toEqual([])
})
