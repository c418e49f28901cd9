// Two replicas change kinds of resource, and the service accounts that own them, at the same time.
import { expect, test } from 'vitest'
import { createPlatformAccount } from '../../support/create.ts'
import { createExternalKind, registerItems } from '../../support/external.ts'
import { registerKind, signingSecrets, updateKind, WEBHOOK } from '../../support/kinds.ts'
import { DELETE_SERVICE_ACCOUNT, DELETE_WORKSPACE } from '../../support/operations.ts'
import { run, seedWorkspace, unique } from '../../support/people.ts'
import { errorCodes, lockName, race, startReplicas } from './replicas.ts'

const { a, b, database } = await startReplicas({ shared: true })
const KINDS = lockName('kinds of resource')

test('a service account becomes the owner of a kind, or is deleted, but never both', async () => {
  for (let round = 0; round < 4; round++) {
    const id = await createPlatformAccount(a)
    const name = unique('kind')
    const own = () => registerKind(b, { name, cleanup: 'CLAIM', ownerServiceAccount: id })
    const end = () => run(a, DELETE_SERVICE_ACCOUNT, { input: { serviceAccount: id } })
    const codes = errorCodes(await race<unknown>(database, lockName(id), round % 2 === 0 ? [own, end] : [end, own]))
    expect(codes).toHaveLength(1)
    expect(['CONFLICT', 'INVALID_INPUT']).toContain(codes[0])
    const owned = `select count(*) n from resource_kind where owner_service_account_id in
      (select id from service_account where deleted_at is not null)`
    expect(Number((await database.query<{ n: string }>(owned))[0]?.n)).toBe(0)
  }
})

test('either a kind loses its owner, or the deletion of a workspace plans to call that owner, never both', async () => {
  for (let round = 0; round < 4; round++) {
    const { name, step, service } = await createExternalKind(a)
    const { id, owner } = await seedWorkspace(a)
    await registerItems(a, { id, owner }, name, 1)
    const remove = () => run(a, DELETE_WORKSPACE, { input: { workspace: { id }, gracePeriod: '1d' } }, owner)
    const take = () => updateKind(b, name, { cleanup: 'NONE', ownerServiceAccount: null })
    const kind = `select from resource_kind where name = '${name}' for update`
    const codes = errorCodes(await race<unknown>(database, kind, round % 2 === 0 ? [remove, take] : [take, remove]))
    const [planned] = await database.query<{ cleanup: string; owner: string | null }>(
      `select s.cleanup, owner_service_account_id as owner from deletion_step s join resource_kind k on k.name = '${name}'
       where s.name = '${step}'`,
    )
    const isPlanned = { cleanup: 'CLAIM', owner: service.id }
    expect([codes, planned]).toEqual(
      codes.length === 0 ? [[], { cleanup: 'NONE', owner: null }] : [['INVALID_INPUT'], isPlanned],
    )
  }
})

test('only one of several kinds that are registered at once gets a name', async () => {
  const name = unique('kind')
  const operations = [a, b, a, b].map((through) => () => registerKind(through, { name }))
  expect(errorCodes(await race(database, KINDS, operations))).toEqual(['NAME_TAKEN', 'NAME_TAKEN', 'NAME_TAKEN'])
})

test('the secrets of concurrent rotations all sign', async () => {
  const { kind, webhookSecret } = await registerKind(a, WEBHOOK)
  const rotate = [a, b, a].map((through) => () => updateKind(through, kind.name, { rotateSecret: true }))
  const outcomes = await race(database, KINDS, rotate)
  const secrets = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.webhookSecret : null))
  expect((await signingSecrets(b, kind.name)).sort()).toEqual([webhookSecret, ...secrets].sort())
})
