// Kinds of resource: what platform admins register and change, and which parts other callers see.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { createPlatformAccount } from '../support/create.ts'
import { eventsOf, refusedCleanly } from '../support/events.ts'
import { registerItems, SKIP } from '../support/external.ts'
import { kindChange, newKind, registerKind, signingSecrets, updateKind, WEBHOOK } from '../support/kinds.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  PAUSE_DELETIONS,
  REGISTER_KIND,
  REGISTER_RESOURCES,
  UPDATE_KIND,
} from '../support/operations.ts'
import { fill, refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { type Credentials, startTestServer } from '../support/server.ts'

const KINDS = graphql(`
  query ResourceKindList { resourceKinds { ...ResourceKindFields } }
`)

const RESTORE = graphql(`
  mutation ResourceKindRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }
`)

const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server)
const kindOf = async (name: string, as?: Credentials) =>
  (await run(server, KINDS, {}, as)).resourceKinds.find((kind) => kind.name === name)

describe('registering a kind', () => {
  test('adds it with defaults, and resources of the kind can be registered at once', async () => {
    const { kind, webhookSecret } = await registerKind(server, { name: 'vector-index' })
    const values = { displayName: 'vector-index', cleanup: 'NONE', cleanupOrder: 100, webhookUrl: null }
    expect(kind).toEqual({ name: 'vector-index', ...values, ownerServiceAccount: null, builtIn: false })
    expect(webhookSecret).toBeNull()
    await fill(server, workspace, 1, ['vector-index'])
    expect(await kindOf('vector-index', workspace.owner)).toEqual(kind)
  })

  test('with WEBHOOK creates a secret of 32 random bytes, which only this answer shows', async () => {
    const owner = await createPlatformAccount(server)
    const input = { ...WEBHOOK, displayName: 'Search index', cleanupOrder: 5, ownerServiceAccount: owner }
    const { kind, webhookSecret } = await registerKind(server, input)
    expect(kind).toMatchObject({ ...input, ownerServiceAccount: { id: owner } })
    expect(webhookSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await signingSecrets(server, kind.name)).toEqual([webhookSecret])
    expect((await registerKind(server, WEBHOOK)).webhookSecret).not.toBe(webhookSecret)
    expect((await updateKind(server, kind.name, { cleanupOrder: 6 })).webhookSecret).toBeNull()
  })

  test('CLAIM needs an owner, and has no secret', async () => {
    const ownerServiceAccount = await createPlatformAccount(server)
    const { kind, webhookSecret } = await registerKind(server, { cleanup: 'CLAIM', ownerServiceAccount })
    expect([kind.cleanup, kind.ownerServiceAccount, webhookSecret]).toEqual([
      'CLAIM',
      { id: ownerServiceAccount },
      null,
    ])
    const refusal = await refusedCleanly(server, REGISTER_KIND, newKind({ cleanup: 'CLAIM' }))
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'ownerServiceAccount' })
  })

  test('writes an event for platform admins without the URL and the secret', async () => {
    const ownerServiceAccount = await createPlatformAccount(server)
    const webhookUrl = 'https://hush.example/hush?key=hush'
    const events = await eventsOf(server, () =>
      registerKind(server, { name: 'with-event', cleanup: 'WEBHOOK', webhookUrl, ownerServiceAccount }),
    )
    const data = { name: 'with-event', cleanup: 'WEBHOOK', ownerServiceAccount }
    expect(events).toMatchObject([{ type: 'RESOURCE_KIND_REGISTERED', workspaceId: null, subjectId: null, data }])
    expect(events[0]?.summary).toMatch(/ registered resource kind with-event with clean-up WEBHOOK$/)
    expect(JSON.stringify(events)).not.toMatch(/hush|whsec/)
  })

  test.each(['x', 'X-kind', '1kind', 'kind-', 'a--b', 'a b', 'k\u0131nd', 'a'.repeat(64), ''])(
    'refuses the name %j',
    async (name) => {
      expect(await refusedCleanly(server, REGISTER_KIND, newKind({ name }))).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'name',
      })
    },
  )

  test.each(['', ' ', 'x'.repeat(129), 'a\u0000b', '\u202ea'])('refuses the display name %j', async (displayName) => {
    const wrong = { code: 'INVALID_INPUT', field: 'displayName' }
    expect(await refusedCleanly(server, REGISTER_KIND, newKind({ displayName }))).toMatchObject(wrong)
    expect(await refusedCleanly(server, UPDATE_KIND, kindChange('job', { displayName }))).toMatchObject(wrong)
  })

  test.each([-1, 1_000_001])('refuses the order %i', async (cleanupOrder) => {
    const wrong = { code: 'INVALID_INPUT', field: 'cleanupOrder' }
    expect(await refusedCleanly(server, REGISTER_KIND, newKind({ cleanupOrder }))).toMatchObject(wrong)
    expect(await refusedCleanly(server, UPDATE_KIND, kindChange('job', { cleanupOrder }))).toMatchObject(wrong)
  })

  test.each(['job', 'vector-index'])('refuses the name %s, which is taken', async (name) => {
    expect(await refusedCleanly(server, REGISTER_KIND, newKind({ name }))).toMatchObject({
      code: 'NAME_TAKEN',
      field: 'name',
    })
  })

  test('is only for platform admins', async () => {
    const account = await createPlatformAccount(server)
    const machine = await tokenOf(account)
    for (const as of [workspace.owner, machine]) {
      expect((await refused(server, REGISTER_KIND, newKind({}), as)).code).toBe('FORBIDDEN')
      expect((await refused(server, UPDATE_KIND, kindChange('job', { cleanupOrder: 1 }), as)).code).toBe('FORBIDDEN')
    }
  })

  test('is limited to 200 kinds', async () => {
    const own = await startTestServer()
    const names = Array.from({ length: 195 }, (_, index) => `kind${index}`)
    const fields = names.map(
      (name) => `${name}: registerResourceKind(input: { name: "${name}", cleanup: NONE }) { __typename }`,
    )
    for (let from = 0; from < fields.length; from += 15)
      await own.data(`mutation { ${fields.slice(from, from + 15).join(' ')} }`)
    expect(await refusedCleanly(own, REGISTER_KIND, newKind({}))).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 200 })
    const resource = { kind: 'none', name: 'one' }
    const input = { workspace: { name: 'default' }, resources: [resource] }
    const { body } = await own.gql(REGISTER_RESOURCES.toString(), { input })
    expect(body.errors?.[0]?.message).toMatch(/among others there are dataset, deployment, /)
    expect(body.errors?.[0]?.message.length).toBeLessThan(500)
  })
})

describe('changing a kind', () => {
  test('changes the given fields, and the event names them', async () => {
    const owner = await createPlatformAccount(server)
    const { kind } = await registerKind(server, { displayName: 'Before' })
    const webhookUrl = 'https://hush.example/'
    const changes = { displayName: 'After', cleanup: 'WEBHOOK', webhookUrl, ownerServiceAccount: owner } as const
    let secret: string | null | undefined
    const events = await eventsOf(server, async () => {
      const answer = await updateKind(server, kind.name, { ...changes, cleanupOrder: kind.cleanupOrder })
      expect(answer.kind).toEqual({ ...kind, ...changes, ownerServiceAccount: { id: owner } })
      secret = answer.webhookSecret
    })
    expect(await signingSecrets(server, kind.name)).toEqual([secret])
    const data = {
      name: kind.name,
      fields: ['displayName', 'cleanup', 'webhookUrl', 'ownerServiceAccount', 'webhookSecret'],
      cleanup: { from: 'NONE', to: 'WEBHOOK' },
      ownerServiceAccount: { from: null, to: owner },
    }
    expect(events).toMatchObject([{ type: 'RESOURCE_KIND_UPDATED', workspaceId: null, data }])
    expect(Object.keys(events[0]?.data ?? {}).sort()).toEqual(Object.keys(data).sort())
    expect(JSON.stringify(events)).not.toMatch(/hush|whsec/)
    expect((await updateKind(server, kind.name, { displayName: 'Again' })).kind).toMatchObject({
      ...changes,
      displayName: 'Again',
      ownerServiceAccount: { id: owner },
    })
  })

  test('of a built-in one changes everything but its name', async () => {
    const owner = await createPlatformAccount(server)
    const changes = { displayName: 'Notebook', cleanup: 'CLAIM', cleanupOrder: 7, ownerServiceAccount: owner } as const
    const { kind } = await updateKind(server, 'fileset', changes)
    expect(kind).toEqual({
      name: 'fileset',
      ...changes,
      ownerServiceAccount: { id: owner },
      webhookUrl: null,
      builtIn: true,
    })
    expect((await run(server, KINDS, {})).resourceKinds.map(({ name }) => name)[0]).not.toBe('job')
  })

  test('keeps the URL, the owner and the secret that another clean-up mode does not use', async () => {
    const owner = await createPlatformAccount(server)
    const { kind, webhookSecret } = await registerKind(server, { ...WEBHOOK, ownerServiceAccount: owner })
    await updateKind(server, kind.name, { cleanup: 'CLAIM' })
    expect(await updateKind(server, kind.name, { cleanup: 'NONE' })).toMatchObject({
      kind: { webhookUrl: WEBHOOK.webhookUrl, ownerServiceAccount: { id: owner } },
    })
    expect(await updateKind(server, kind.name, { cleanup: 'WEBHOOK' })).toMatchObject({ webhookSecret: null })
    expect(await signingSecrets(server, kind.name)).toEqual([webhookSecret])
  })

  test('refuses an empty change, nulls for required values, and unknown names', async () => {
    const { kind } = await registerKind(server, {})
    const nothing = await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { rotateSecret: false }))
    expect(nothing).toMatchObject({ code: 'INVALID_INPUT', field: 'input' })
    for (const field of ['displayName', 'cleanup', 'cleanupOrder'] as const)
      expect(await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { [field]: null }))).toMatchObject({
        code: 'INVALID_INPUT',
        field,
      })
    for (const name of ['none', '', 'JOB', 'a\0b'])
      expect((await refusedCleanly(server, UPDATE_KIND, kindChange(name, { cleanupOrder: 1 }))).code).toBe('NOT_FOUND')
  })
})

describe('the owner', () => {
  test('must be an existing service account of the platform', async () => {
    const of = { workspace: { id: workspace.id }, name: unique('machine') }
    const inWorkspace = (await run(server, CREATE_SERVICE_ACCOUNT, { input: of }, workspace.owner)).createServiceAccount
    const deleted = await createPlatformAccount(server)
    await run(server, DELETE_SERVICE_ACCOUNT, { input: { serviceAccount: deleted } })
    const { id: user } = await signUp(server)
    const ids = [inWorkspace.serviceAccount.id, deleted, user, 'svc_01h455vb4pex5vsknk084sn02q', 'machine', '', 'a\0b']
    for (const ownerServiceAccount of ids) {
      const wrong = { code: 'INVALID_INPUT', field: 'ownerServiceAccount' }
      expect(await refusedCleanly(server, REGISTER_KIND, newKind({ ownerServiceAccount }))).toMatchObject(wrong)
      expect(await refusedCleanly(server, UPDATE_KIND, kindChange('job', { ownerServiceAccount }))).toMatchObject(wrong)
    }
  })

  test('is not deleted while it owns a kind', async () => {
    const [owner, next] = [await createPlatformAccount(server), await createPlatformAccount(server)]
    const { kind } = await registerKind(server, { cleanup: 'CLAIM', ownerServiceAccount: owner })
    const input = { input: { serviceAccount: owner } }
    expect(await refusedCleanly(server, DELETE_SERVICE_ACCOUNT, input)).toMatchObject({
      code: 'CONFLICT',
      kinds: [kind.name],
    })
    const wrong = { code: 'INVALID_INPUT', field: 'ownerServiceAccount' }
    expect(
      await refusedCleanly(server, UPDATE_KIND, kindChange(kind.name, { ownerServiceAccount: null })),
    ).toMatchObject(wrong)
    await updateKind(server, kind.name, { ownerServiceAccount: next })
    await run(server, DELETE_SERVICE_ACCOUNT, input)
    await updateKind(server, kind.name, { cleanup: 'NONE', ownerServiceAccount: null })
    await run(server, DELETE_SERVICE_ACCOUNT, { input: { serviceAccount: next } })
  })

  test.each([
    ['CLAIM', 'ownerServiceAccount'],
    ['WEBHOOK', 'webhookUrl'],
  ] as const)(
    'of a kind with %s cannot be removed while a deletion needs it, even after a change of the clean-up mode',
    async (cleanup, field) => {
      const own = await startTestServer()
      const [first, next] = [await createPlatformAccount(own), await createPlatformAccount(own)]
      const urls = ['https://one.example/', 'https://two.example/'] as const
      const { kind } = await registerKind(own, { cleanup, webhookUrl: urls[0], ownerServiceAccount: first })
      const planned = async (gracePeriod: string) => {
        const { id, owner } = await seedWorkspace(own)
        await registerItems(own, { id, owner }, kind.name, 1)
        const input = { workspace: { id }, gracePeriod }
        return (await run(own, DELETE_WORKSPACE, { input }, owner)).deleteWorkspace.deletion.id
      }
      await run(own, PAUSE_DELETIONS, { input: { reason: 'Nothing is called' } })
      const deletions = [await planned('1d'), await planned('0s')]
      const taken = kindChange(kind.name, { cleanup: 'NONE', [field]: null })
      const untouched = { cleanup, webhookUrl: urls[0], ownerServiceAccount: { id: first } }
      const refusal = { code: 'INVALID_INPUT', field, deletions }
      expect(await refusedCleanly(own, UPDATE_KIND, taken)).toMatchObject(refusal)
      expect((await run(own, KINDS, {})).resourceKinds.find(({ name }) => name === kind.name)).toMatchObject(untouched)
      // the clean-up mode may change, and another owner or URL may replace the first
      await updateKind(own, kind.name, { cleanup: 'NONE' })
      await updateKind(own, kind.name, field === 'webhookUrl' ? { [field]: urls[1] } : { [field]: next })
      expect(await refusedCleanly(own, UPDATE_KIND, taken)).toMatchObject(refusal)
      await run(own, RESTORE, { input: { deletion: deletions[0] as string } })
      expect(await refusedCleanly(own, UPDATE_KIND, taken)).toMatchObject({ ...refusal, deletions: [deletions[1]] })
      const input = { deletion: deletions[1] as string, step: `resources:${kind.name}`, reason: 'The service is gone' }
      await run(own, SKIP, { input })
      expect((await updateKind(own, kind.name, { [field]: null })).kind).toMatchObject({ [field]: null })
    },
  )

  test('and the URL are visible to platform admins and the owner; others see null for both, without an error', async () => {
    const owner = await createPlatformAccount(server)
    const { kind } = await registerKind(server, { ...WEBHOOK, ownerServiceAccount: owner })
    const all = { webhookUrl: WEBHOOK.webhookUrl, ownerServiceAccount: { id: owner } }
    const nothing = { webhookUrl: null, ownerServiceAccount: null }
    expect(await kindOf(kind.name)).toMatchObject(all)
    expect(await kindOf(kind.name, await tokenOf(owner))).toMatchObject(all)
    expect(await kindOf(kind.name, await tokenOf(await createPlatformAccount(server)))).toMatchObject(nothing)
    expect(await kindOf(kind.name, workspace.owner)).toMatchObject(nothing)
    const plain = (await run(server, CREATE_API_TOKEN, { input: { name: unique('plain') } })).createApiToken.secret
    expect(await kindOf(kind.name, { token: plain as string })).toMatchObject(nothing)
  })
})

async function tokenOf(serviceAccount: string): Promise<Credentials> {
  const input = { name: unique('token'), serviceAccount }
  return { token: (await run(server, CREATE_API_TOKEN, { input })).createApiToken.secret as string }
}
