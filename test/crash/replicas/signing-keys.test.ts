// Signing keys on several replicas: they create one together, sign with the same one, and publish each other's at once.
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { PUBLISHED_AHEAD_MS, rotateKeys, SIGNS_FOR_MS } from '../../../src/auth/signing/keys.ts'
import { EXCHANGE_TOKEN } from '../../support/operations.ts'
import { run } from '../../support/people.ts'
import { type TestServer, until } from '../../support/server.ts'
import { lockName, race, startReplicas } from './replicas.ts'

const SIGNING_KEYS = lockName('signing keys')

async function signerOf(server: TestServer): Promise<string | undefined> {
  const input = { workspace: { name: 'default' }, audience: 'reports' }
  const { accessToken } = (await run(server, EXCHANGE_TOKEN, { input })).exchangeToken
  return decodeProtectedHeader(accessToken ?? '').kid
}

async function published({ url }: TestServer): Promise<string[]> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

function rotate({ app }: TestServer) {
  const { store } = app.services
  return store.write((tx) => rotateKeys(tx, store.sealer, store.now()))
}

test('replicas that find no key at the same time create one, with which both sign', async () => {
  const { a, b, database } = await startReplicas()
  await until(async () => (await published(a)).length === 1)
  let removed: Promise<unknown> | undefined
  // this holds the lock: a replica that looks for a key only now must wait, too
  const withoutKey = (server: TestServer) => () => {
    removed ??= database.query('delete from signing_key')
    return removed.then(() => signerOf(server))
  }
  const signers = await race(database, SIGNING_KEYS, [withoutKey(a), withoutKey(b), withoutKey(a)])
  const [key, ...others] = await published(b)
  expect(others).toEqual([])
  expect(signers).toEqual(signers.map(() => ({ status: 'fulfilled', value: key })))
})

test('replicas that rotate at the same time create one key, which both publish before either signs with it', async () => {
  const { a, b, database } = await startReplicas()
  const first = await signerOf(a)
  expect(await signerOf(b)).toBe(first)
  for (const server of [a, b]) server.advance(SIGNS_FOR_MS)
  await race(database, SIGNING_KEYS, [() => rotate(a), () => rotate(b)])
  const [next, ...others] = await published(a)
  expect(others).toEqual([first])
  expect(await published(b)).toEqual([next, first])
  expect([await signerOf(a), await signerOf(b)]).toEqual([first, first])
  for (const server of [a, b]) server.advance(PUBLISHED_AHEAD_MS)
  expect([await signerOf(a), await signerOf(b)]).toEqual([next, next])
})
