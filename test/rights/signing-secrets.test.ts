// None of hundreds of signing keys appears outside the sealed storage, and none of the JWTs that they signed outside
// its answer: not plain, in hex or in base64, in the database, its files, the log, events, metrics or published keys.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { expect, test } from 'vitest'
import { TABLES } from '../../db/schema.ts'
import { PUBLISHED_AHEAD_MS, rotateKeys, SIGNS_FOR_MS } from '../../src/auth/signing/keys.ts'
import { longOrShort } from '../support/length.ts'
import { EXCHANGE_TOKEN } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const KEYS = longOrShort(334, 40)

/** The part of any base64 text with these bytes that does not depend on its neighbours, for each of three offsets. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // the first and the last characters depend on the neighbouring bytes
    const own = text.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -2)
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Each form in which the secret of a JWK could appear. */
function formsOf(secret: string): (string | Buffer)[] {
  const bytes = Buffer.from(secret, 'base64url')
  return [secret, bytes, bytes.toString('hex'), ...inBase64(bytes), ...inBase64(Buffer.from(secret))]
}

test(`${KEYS} signing keys and their JWTs are in no file, table, log line, event or metric`, async () => {
  const server = await startTestServer()
  const { store } = server.app.services
  const { id, owner } = await seedWorkspace(server)
  const secrets = new Map<string, string>()
  const tokens: string[] = []
  while (secrets.size < KEYS) {
    server.advance(SIGNS_FOR_MS)
    await store.write((tx) => rotateKeys(tx, store.sealer, store.now()))
    server.advance(PUBLISHED_AHEAD_MS)
    for (const row of await store.db.selectFrom('signing_key').selectAll().execute()) {
      const jwk = JSON.parse(store.sealer.open('signing-key', row.sealed_private) ?? '') as JWK
      secrets.set(row.id, jwk.d as string)
    }
    // the owner's token has expired by now; the platform admin's lives longer
    const input = { workspace: { id }, audience: 'reports' }
    if (tokens.length < 10)
      tokens.push((await run(server, EXCHANGE_TOKEN, { input })).exchangeToken.accessToken as string)
  }
  await server.gql('{ me { groups } }', {}, { token: tokens[0] as string })
  await store.settled()

  const { directory } = server.database
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name)))
  const rows = await Promise.all(TABLES.map((table) => server.database.query(`select * from "${table}"`)))
  const answers = await Promise.all(
    ['/.well-known/jwks.json', '/metrics'].map(async (path) => (await fetch(server.url + path)).text()),
  )
  const everything = Buffer.concat([...files, Buffer.from(JSON.stringify([rows, server.log, owner, ...answers]))])

  // the search finds a secret in base64 at any offset
  for (const before of [0, 1, 2, 3]) {
    const around = Buffer.concat([Buffer.alloc(before, 1), Buffer.from([...secrets.values()][0] ?? '', 'base64url')])
    const text = Buffer.concat([around, Buffer.alloc(5, 1)]).toString('base64')
    expect(formsOf([...secrets.values()][0] ?? '').some((form) => text.includes(form as string))).toBe(true)
  }
  const newest = JSON.parse(answers[0] as string).keys[0] as JWK
  for (const form of formsOf(newest.x as string).slice(0, 1)) expect(everything.includes(form)).toBe(true)
  const found = [...secrets].filter(([, secret]) => formsOf(secret).some((form) => everything.includes(form)))
  expect(found.map(([key]) => key)).toEqual([])
  const signatures = tokens.map((token) => token.split('.')[2] as string)
  expect(signatures.filter((signature) => formsOf(signature).some((form) => everything.includes(form)))).toEqual([])
  expect(new Set(secrets.values()).size).toBeGreaterThanOrEqual(KEYS)
})
