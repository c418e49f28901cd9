// The keys that sign the JWTs of `exchangeToken`: they are published before they sign and until their last token has
// expired, stored encrypted, and created anew if the secret key was lost.
import { rmSync } from 'node:fs'
import * as jose from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { PUBLISHED_AHEAD_MS, rotateKeys, SIGNS_FOR_MS } from '../../src/auth/signing/keys.ts'
import { DATABASE, newDatabase, type TestDatabase } from '../support/database.ts'
import { EXCHANGE_TOKEN } from '../support/operations.ts'
import { run } from '../support/people.ts'
import { startTestServer, type TestServer, until } from '../support/server.ts'

const MINUTE_MS = 60_000
const input = { workspace: { name: 'default' }, audience: 'reports' }

async function published(server: TestServer): Promise<jose.JWK[]> {
  const response = await fetch(`${server.url}/.well-known/jwks.json`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  const { keys } = (await response.json()) as jose.JSONWebKeySet
  if (keys.length > 0) expect(response.headers.get('cache-control')).toBe('public, max-age=300')
  return keys
}
const idsOf = async (server: TestServer) => (await published(server)).map(({ kid }) => kid)

const newToken = async (server: TestServer) =>
  (await run(server, EXCHANGE_TOKEN, { input })).exchangeToken.accessToken as string
const signerOf = (token: string) => jose.decodeProtectedHeader(token).kid

/** The work of the job in its next turn. */
async function rotate({ app, advance }: TestServer, afterMs = 0): Promise<void> {
  advance(afterMs)
  const { store } = app.services
  await store.write((tx) => rotateKeys(tx, store.sealer, store.now()))
}

/** A server on a database that outlives the server. */
async function startOn(database: TestDatabase): Promise<TestServer> {
  const server = await startTestServer({ database })
  await until(async () => (await published(server)).length > 0)
  return server
}

async function lastingDatabase(): Promise<TestDatabase> {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  return database
}

test('are published with what verifiers need, without private parts', async () => {
  const server = await startTestServer()
  await until(async () => (await published(server)).length === 1)
  const text = { kid: expect.any(String), x: expect.any(String), y: expect.any(String) }
  const [key] = await published(server)
  expect(key).toEqual({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', ...text })
  expect(key?.kid).toBe(await jose.calculateJwkThumbprint(key as jose.JWK))
  expect(signerOf(await newToken(server))).toBe(key?.kid)
  const made = server.log.find(({ message }) => message.startsWith('A key was made'))
  expect(made).toMatchObject({ level: 'info', fields: { key: key?.kid } })
  expect((await fetch(`${server.url}/.well-known/jwks.json`, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(`${server.url}/.well-known/jwks.json`, { method: 'POST' })).status).toBe(405)
})

describe('rotate', () => {
  test('with an overlap: the next key is published an hour before it signs, the last one 20 minutes after', async () => {
    const server = await startTestServer()
    const first = signerOf(await newToken(server))
    await rotate(server, SIGNS_FOR_MS - PUBLISHED_AHEAD_MS - MINUTE_MS)
    expect(await idsOf(server)).toEqual([first])

    await rotate(server, 2 * MINUTE_MS)
    const [next, ...others] = await idsOf(server)
    expect([others, next === first]).toEqual([[first], false])
    expect(signerOf(await newToken(server))).toBe(first)

    await rotate(server, PUBLISHED_AHEAD_MS - MINUTE_MS)
    const last = await newToken(server)
    expect(signerOf(last)).toBe(first)
    await rotate(server, 2 * MINUTE_MS)
    expect(signerOf(await newToken(server))).toBe(next)

    // the last token of the first key may be valid for 15 minutes
    await rotate(server, 17 * MINUTE_MS)
    expect(await idsOf(server)).toEqual([next, first])
    await rotate(server, 3 * MINUTE_MS)
    expect(await idsOf(server)).toEqual([next])
  })

  test('by a job, which runs when the server starts', async () => {
    const database = await lastingDatabase()
    const before = await startOn(database)
    const [first] = await idsOf(before)
    await before.close()
    const monthAgo = new Date(Date.now() - SIGNS_FOR_MS).toISOString()
    await database.query('update signing_key set signs_from = ?', monthAgo)
    const after = await startOn(database)
    await until(async () => (await idsOf(after)).length === 2)
    expect((await idsOf(after))[1]).toBe(first)
    expect(signerOf(await newToken(after))).toBe(first)
  })

  test('once, however long the server was away', async () => {
    const server = await startTestServer()
    await newToken(server)
    await rotate(server, 3 * SIGNS_FOR_MS)
    await rotate(server)
    expect(await idsOf(server)).toHaveLength(2)
  })
})

test('stay the same over a restart, so that tokens stay valid', async () => {
  const database = await lastingDatabase()
  const before = await startOn(database)
  const [keys, token] = [await published(before), await newToken(before)]
  await before.close()
  const after = await startOn(database)
  expect(await published(after)).toEqual(keys)
  const verify = jose.createLocalJWKSet({ keys: await published(after) })
  await jose.jwtVerify(token, verify, { audience: 'reports' })
})

test('are created by the first exchange if there are none', async () => {
  const server = await startTestServer()
  await until(async () => (await published(server)).length === 1)
  await server.database.query('delete from signing_key')
  expect(await published(server)).toEqual([])
  const signer = signerOf(await newToken(server))
  expect(await idsOf(server)).toEqual([signer])
})

test('still sign when the clock is set back before their time', async () => {
  const server = await startTestServer()
  const first = signerOf(await newToken(server))
  server.advance(-60 * MINUTE_MS)
  await rotate(server)
  expect(signerOf(await newToken(server))).toBe(first)
  expect(await idsOf(server)).toEqual([first])
})

test('rotate on time after the clock was a year ahead: the key of that time waits until its time comes', async () => {
  const server = await startTestServer()
  const first = signerOf(await newToken(server))
  const YEAR_MS = 12 * SIGNS_FOR_MS
  await rotate(server, YEAR_MS)
  const [ahead] = await idsOf(server)
  expect(ahead).not.toBe(first)
  server.advance(-YEAR_MS)
  expect(signerOf(await newToken(server))).toBe(first)
  await rotate(server, SIGNS_FOR_MS)
  const [, next] = await idsOf(server)
  expect(await idsOf(server)).toEqual([ahead, next, first])
  await rotate(server, PUBLISHED_AHEAD_MS)
  expect(signerOf(await newToken(server))).toBe(next)
})

test('are not cached while there are none', async () => {
  const server = await startTestServer()
  await until(async () => (await published(server)).length === 1)
  await server.database.query('delete from signing_key')
  const response = await fetch(`${server.url}/.well-known/jwks.json`)
  expect([response.headers.get('cache-control'), await response.json()]).toEqual(['no-store', { keys: [] }])
})

// on PostgreSQL a server with another secret key does not start
test.skipIf(DATABASE === 'postgres')(
  'are made anew where the secret key was lost; those of before stay published',
  async () => {
    const database = await lastingDatabase()
    const before = await startOn(database)
    const lost = signerOf(await newToken(before))
    await before.close()
    rmSync(`${database.directory}/croft.db.key`)
    const after = await startOn(database)
    const signer = signerOf(await newToken(after))
    expect(signer).not.toBe(lost)
    expect(await idsOf(after)).toEqual([signer, lost])
  },
)

test.skipIf(DATABASE === 'postgres')(
  'sign again once their secret key is back, and stay published: those of the time between cannot',
  async () => {
    const database = await lastingDatabase()
    const before = await startOn(database)
    const own = signerOf(await newToken(before))
    await before.close()
    const env = { CROFT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }
    const between = await startTestServer({ database, env })
    await newToken(between)
    await between.close()
    const after = await startOn(database)
    await rotate(after, 60 * MINUTE_MS)
    expect(signerOf(await newToken(after))).toBe(own)
    expect(await idsOf(after)).toContain(own)
  },
)
