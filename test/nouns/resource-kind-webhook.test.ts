// The allowed URLs of the webhooks of a kind, and the secrets that sign them.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { signingSecretsOf } from '../../src/cleanup/external/signing.ts'
import { DATABASE } from '../support/database.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { kindChange, newKind, registerKind, signingSecrets, updateKind, WEBHOOK } from '../support/kinds.ts'
import { REGISTER_KIND, UPDATE_KIND } from '../support/operations.ts'
import { refused } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const HOUR_MS = 3_600_000
const server = await startTestServer({ shared: true, env: { CROFT_WEBHOOK_ALLOW: '127.0.0.1, 10.0.0.0/8' } })

describe('the URL of a webhook', () => {
  test.each([
    ...['https://service.example', 'https://service.example:8443/a?b=c', 'https://8.8.8.8/', 'https://[2606:4700::1]/'],
    ...[
      'https://10.1.2.3/',
      'https://localhost/',
      'http://127.0.0.1:8080/',
      'http://10.255.0.1/',
      'http://inside.example/',
    ],
    ...['http://2130706433/', 'http://[::ffff:10.0.0.1]/'],
  ])('may be %s, with CROFT_WEBHOOK_ALLOW=127.0.0.1, 10.0.0.0/8', async (webhookUrl) => {
    expect((await registerKind(server, { cleanup: 'WEBHOOK', webhookUrl })).kind.webhookUrl).toBe(webhookUrl)
  })

  test.each([
    ['https://127.0.0.2/', 'must lead to a public address'],
    ['https://192.168.0.1/', 'must lead to a public address'],
    ['https://169.254.169.254/latest/meta-data/', 'must lead to a public address'],
    ['https://2852039166/', 'must lead to a public address'],
    ['https://0x7f.2/', 'must lead to a public address'],
    ['https://0177.0.0.2/', 'must lead to a public address'],
    ['https://[::1]/', 'must lead to a public address'],
    ['https://[::ffff:192.168.0.1]/', 'must lead to a public address'],
    ['https://[fd00::1]/', 'must lead to a public address'],
    ['https://[64:ff9b::c0a8:1]/', 'must lead to a public address'],
    ['http://8.8.8.8/', 'http is for networks of CROFT_WEBHOOK_ALLOW'],
    ['http://[fe80::1]/', 'http is for networks of CROFT_WEBHOOK_ALLOW'],
  ])('cannot be %s, which %s', async (webhookUrl, rule) => {
    const input = newKind({ cleanup: 'WEBHOOK', webhookUrl })
    expect(await refusedCleanly(server, REGISTER_KIND, input)).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'webhookUrl',
    })
    const { body } = await server.gql(REGISTER_KIND.toString(), input)
    expect(body.errors?.[0]?.message).toContain(`webhookUrl must`)
    expect(body.errors?.[0]?.message).toContain(rule)
  })

  test.each([
    'ftp://a.example/',
    'javascript:alert(1)',
    'https://me:hush@a.example/',
    'https://me@a.example/',
    'a',
    '//a',
    'https://a.example/\ud800',
    `https://a.example/${'a'.repeat(2048)}`,
  ])('cannot be %s, which is not a valid URL', async (webhookUrl) => {
    const { code, path } = await refused(server, REGISTER_KIND, newKind({ cleanup: 'WEBHOOK', webhookUrl }))
    expect([code, path]).toEqual(['INVALID_INPUT', expect.stringContaining('webhookUrl')])
  })

  test('is never http, nor localhost, if CROFT_WEBHOOK_ALLOW is not set', async () => {
    const own = await startTestServer()
    for (const webhookUrl of [
      'http://inside.example/',
      'http://127.0.0.1/',
      'https://localhost/',
      'https://a.localhost/',
    ])
      expect(await refused(own, REGISTER_KIND, newKind({ cleanup: 'WEBHOOK', webhookUrl }))).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'webhookUrl',
      })
  })

  test('is needed for WEBHOOK', async () => {
    expect(await refusedCleanly(server, REGISTER_KIND, newKind({ cleanup: 'WEBHOOK' }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'webhookUrl',
    })
    const { kind } = await registerKind(server, WEBHOOK)
    expect(await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { webhookUrl: null }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'webhookUrl',
    })
    const cleared = await updateKind(server, kind.name, { cleanup: 'NONE', webhookUrl: null })
    expect(cleared.kind).toMatchObject({ cleanup: 'NONE', webhookUrl: null })
    expect(await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { cleanup: 'WEBHOOK' }))).toMatchObject({
      field: 'webhookUrl',
    })
  })
})

describe('the secret', () => {
  test('still signs beside the new one for 24 hours after a rotation', async () => {
    const own = await startTestServer()
    own.stopClock()
    const first = (await registerKind(own, { name: 'index', ...WEBHOOK })).webhookSecret
    const secrets = () => signingSecrets(own, 'index')
    const rotate = async () => (await updateKind(own, 'index', { rotateSecret: true })).webhookSecret
    const second = await rotate()
    expect(second).not.toBe(first)
    expect(await secrets()).toEqual([second, first])
    own.advance(24 * HOUR_MS - 1)
    expect(await secrets()).toEqual([second, first])
    own.advance(1)
    expect(await secrets()).toEqual([second])

    // an answer was lost: the service still has the second secret, and nobody has the third
    const third = await rotate()
    own.advance(HOUR_MS)
    const fourth = await rotate()
    expect(await secrets()).toEqual([fourth, third, second])
    const others = [await rotate(), await rotate(), await rotate()].reverse()
    expect(await secrets()).toEqual([...others, fourth])
    own.advance(24 * HOUR_MS)
    expect(await secrets()).toEqual(others.slice(0, 1))
  })

  test('rotates together with other changes, and the event says so', async () => {
    const { kind, webhookSecret } = await registerKind(server, WEBHOOK)
    let rotated: string | null | undefined
    const events = await eventsOf(server, async () => {
      rotated = (await updateKind(server, kind.name, { rotateSecret: true })).webhookSecret
    })
    expect(await signingSecrets(server, kind.name)).toEqual([rotated, webhookSecret])
    expect(events).toMatchObject([{ data: { name: kind.name, fields: ['webhookSecret'] } }])
    expect(JSON.stringify(events)).not.toContain('whsec')
  })

  test('cannot be rotated if there is none', async () => {
    const { kind } = await registerKind(server, {})
    expect(await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { rotateSecret: true }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'rotateSecret',
    })
    const { webhookSecret } = await updateKind(server, kind.name, { ...WEBHOOK, rotateSecret: true })
    expect(await signingSecrets(server, kind.name)).toEqual([webhookSecret])
  })

  test('is stored encrypted, is in no log, and signs nothing under another key', async () => {
    const { kind, webhookSecret } = await registerKind(server, WEBHOOK)
    await updateKind(server, kind.name, { rotateSecret: true })
    const [row] = await server.database.query('select * from resource_kind where name = ?', kind.name)
    const secret = webhookSecret as string
    expect(JSON.stringify(row)).not.toContain('whsec')
    expect(JSON.stringify(row)).not.toContain(secret.slice(6, 20))
    expect(JSON.stringify(server.log)).not.toContain(secret.slice(6, 20))
    if (DATABASE === 'sqlite') {
      const directory = dirname(server.database.url.replace('sqlite:', ''))
      for (const name of readdirSync(directory).filter((name) => name.includes('.db')))
        expect(readFileSync(join(directory, name)).includes(secret.slice(6, 40)), name).toBe(false)
    }
    const env = { CROFT_SECRET_KEY: Buffer.alloc(32, 9).toString('base64') }
    const other = (await startTestServer({ env })).app.services.store
    expect(signingSecretsOf(row as never, other.sealer, other.now())).toEqual([])
  })
})
