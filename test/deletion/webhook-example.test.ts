// The example of a service that receives clean-up webhooks, run as its readers run it: in a process of its own.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { deliverWebhook } from '../../src/cleanup/external/webhook.ts'
import { newId } from '../../src/store/id.ts'
import { registerKind, signingSecrets, updateKind } from '../support/kinds.ts'
import { type Run, startProcess } from '../support/process.ts'
import { startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true, env: { CROFT_WEBHOOK_ALLOW: '127.0.0.1' } })
const directory = mkdtempSync(join(tmpdir(), 'croft-example-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Starts the example with a secret; several can share a directory. */
async function startExample(secret: string, data = 'data'): Promise<{ url: string; run: Run }> {
  const env = { CROFT_WEBHOOK_SECRET: secret, PORT: '0', DATA_DIR: join(directory, data) }
  const run = startProcess(env, { command: [process.execPath, 'examples/webhook-receiver/server.mjs'] })
  const url = await until(() => /http:\S+/.exec(run.out)?.[0])
  return { url, run }
}
const thing = (name: string, data = 'data') => join(directory, data, 'things', name)
function create(name: string): string {
  mkdirSync(join(thing(name), 'files'), { recursive: true })
  return thing(name)
}
async function newKind() {
  const { kind, webhookSecret } = await registerKind(server, {
    cleanup: 'WEBHOOK',
    webhookUrl: 'http://127.0.0.1:1/clean-up',
  })
  return { name: kind.name, secret: webhookSecret as string }
}

/** Calls the receiver about a thing of the kind, as the controller does. */
async function call(kind: string, url: string, externalId: string, task = newId('deletion'), more: object = {}) {
  const resource = { id: newId('resource'), name: externalId, externalId, labels: {} }
  const data = { task, attempt: 1, deletion: newId('deletion'), kind, resource, workspace: { id: newId('workspace') } }
  const attemptedAt = new Date()
  return deliverWebhook({
    url,
    secrets: await signingSecrets(server, kind),
    messageId: task,
    attemptedAt,
    body: JSON.stringify({ type: 'cleanup_task.requested', timestamp: attemptedAt, data }),
    idempotencyKey: task,
    allow: server.app.services.config.webhookAllow,
    ...more,
  })
}
const refused = (status: number) => ({
  kind: 'refused',
  error: `Status ${status}: the receiver refuses the request`,
})

test('removes a thing once for each idempotency key, also after a restart', async () => {
  const { name, secret } = await newKind()
  const { url, run } = await startExample(secret)
  const task = newId('deletion')
  const [one, other] = [create('one'), create('other')]
  const calls = [call(name, url, 'one', task), call(name, url, 'one', task), call(name, url, 'one', task)]
  expect(await Promise.all(calls)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'confirmed' })))
  expect([existsSync(one), existsSync(other)]).toEqual([false, true])

  // a new thing gets the same name, and the first call is repeated
  create('one')
  expect(await call(name, url, 'one', task)).toEqual({ kind: 'confirmed' })
  run.child.kill('SIGKILL')
  await until(() => run.exit !== null)
  const restarted = await startExample(secret)
  expect(await call(name, restarted.url, 'one', task)).toEqual({ kind: 'confirmed' })
  expect(existsSync(one)).toBe(true)

  expect(await call(name, restarted.url, 'one')).toEqual({ kind: 'confirmed' })
  expect(existsSync(one)).toBe(false)
  expect(await call(name, restarted.url, 'one')).toEqual({ kind: 'gone' })
  expect(restarted.run.err).toBe('')
})

test('refuses calls with a wrong or old signature, and names that are not valid', async () => {
  const { name, secret } = await newKind()
  const { url } = await startExample(secret, 'refusing')
  const path = join(directory, 'refusing', 'things', 'kept')
  mkdirSync(path)
  const foreign = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  expect(await call(name, url, 'kept', undefined, { secrets: [foreign] })).toEqual(refused(401))
  const attemptedAt = new Date(Date.now() - 6 * 60_000)
  expect(await call(name, url, 'kept', undefined, { attemptedAt })).toEqual(refused(401))
  for (const externalId of ['../kept', '..', '', 'a/b']) expect(await call(name, url, externalId)).toEqual(refused(422))
  expect(await call(name, url, 'kept', undefined, { body: '{"type":"another.message"}' })).toEqual(refused(422))
  expect(await call(name, url, 'kept', undefined, { body: `"${'x'.repeat(70_000)}"` })).toEqual(refused(413))
  expect((await fetch(url)).status).toBe(405)
  expect(existsSync(path)).toBe(true)
})

test('accepts calls signed with the old and with the new secret during a rotation', async () => {
  const { name, secret } = await newKind()
  const old = await startExample(secret)
  const rotated = (await updateKind(server, name, { rotateSecret: true })).webhookSecret as string
  const next = await startExample(rotated)
  for (const [index, { url }] of [old, next].entries()) {
    const path = create(`rotated-${index}`)
    expect(await call(name, url, `rotated-${index}`)).toEqual({ kind: 'confirmed' })
    expect(existsSync(path)).toBe(false)
  }
  server.advance(24 * 3_600_000)
  create('late')
  expect(await call(name, old.url, 'late')).toEqual(refused(401))
  expect(await call(name, next.url, 'late')).toEqual({ kind: 'confirmed' })
})

test('does not start without a secret, and prints how to get one', async () => {
  const run = startProcess({}, { command: [process.execPath, 'examples/webhook-receiver/server.mjs'] })
  await until(() => run.exit !== null)
  expect([run.exit, run.err]).toEqual([2, expect.stringContaining('registerResourceKind')])
})
