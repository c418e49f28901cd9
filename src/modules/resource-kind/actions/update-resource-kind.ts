import type { Row } from '../../../../db/schema.ts'
import { rotateSecret } from '../../../cleanup/external/signing.ts'
import { unfinishedDeletions } from '../../../cleanup/unfinished.ts'
import { AppError, invalid, notFound } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { dialectOf } from '../../../store/dialect.ts'
import { checkAll, isStorable, notNull } from '../../../validate.ts'
import { checkDisplayName, checkOrder, checkOwner, checkUrl, KIND_PAYLOAD, lockKinds } from '../checks.ts'
import { CleanupModeEnum } from '../graphql.ts'

type Kind = Row<'resource_kind'>

/** Deletions that a refusal names. */
const MAX_NAMED = 20

mutation('updateResourceKind', {
  description:
    'Changes the given fields, also of built-in kinds. Deletions that were already requested keep their planned clean-up: until they end, an owner or URL that they need can be replaced but not removed.',
  inputDescription:
    'Omitted fields stay unchanged; `webhookUrl: null` and `ownerServiceAccount: null` clear these fields.',
  input: (t) => ({
    name: t.string({ description: 'The name of the kind, which never changes.', required: true }),
    displayName: t.string({ description: 'Its new display name: 1 to 128 characters.' }),
    cleanup: t.field({
      description: 'WEBHOOK needs `webhookUrl`, CLAIM `ownerServiceAccount`, given now or earlier.',
      type: CleanupModeEnum,
    }),
    cleanupOrder: t.int({ description: 'Its new place in the order of clean-up, from 0 to 1,000,000.' }),
    webhookUrl: t.field({ description: 'The URL at which the owner service is called from now on.', type: 'URL' }),
    ownerServiceAccount: t.id({ description: 'The id of its new owner: a service account of the platform.' }),
    rotateSecret: t.boolean({
      description:
        'Creates a new secret. For 24 hours webhooks are also signed with the previous secret, so that none is refused while the owner service switches to the new one.',
      defaultValue: false,
    }),
  }),
  payload: KIND_PAYLOAD,
  auth: { platformAdmin: true },
  errors: ['NOT_FOUND'],
  action: async ({ caller, config, sealer, now, write }, input) => {
    const { webhookUrl, ownerServiceAccount } = input
    const given = ['displayName', 'cleanup', 'cleanupOrder', 'webhookUrl', 'ownerServiceAccount'] as const
    if (!input.rotateSecret && given.every((field) => input[field] === undefined))
      throw invalid('input', 'Nothing to change was given')
    return write(async (tx) => {
      const owner = await lockKinds(tx, caller, ownerServiceAccount)
      const before = await kindNamed(tx, input.name)
      const cleanup = input.cleanup ?? before.cleanup
      const needsSecret = cleanup === 'WEBHOOK' && before.webhook_secret === null
      const checked = checkAll({
        display_name: () => {
          const value = notNull('displayName', input.displayName)
          return value === undefined ? before.display_name : checkDisplayName(value)
        },
        cleanup: () => notNull('cleanup', input.cleanup) ?? before.cleanup,
        cleanup_order: () => checkOrder(notNull('cleanupOrder', input.cleanupOrder) ?? before.cleanup_order),
        webhook_url: () =>
          webhookUrl === undefined && before.webhook_url !== null
            ? before.webhook_url
            : checkUrl(cleanup, webhookUrl ?? null, config.webhookAllow),
        owner_service_account_id: () =>
          ownerServiceAccount === undefined && before.owner_service_account_id !== null
            ? before.owner_service_account_id
            : checkOwner(cleanup, ownerServiceAccount ?? null, owner),
        rotation: () => {
          if (!input.rotateSecret || needsSecret || before.webhook_secret !== null) return
          throw invalid('rotateSecret', 'The kind has no secret: it has not been cleaned up by WEBHOOK')
        },
      })
      await assertNotNeeded(tx, before, checked)
      const at = now()
      const signing = needsSecret || input.rotateSecret ? rotateSecret(before, sealer, at) : null
      const { rotation: _, ...columns } = checked
      const kind = await tx
        .updateTable('resource_kind')
        .set({ ...columns, ...signing?.columns })
        .where('name', '=', before.name)
        .returningAll()
        .executeTakeFirstOrThrow()
      append(tx, at, caller, 'resource_kind.updated', changesBetween(before, kind))
      return { kind, webhookSecret: signing?.secret ?? null }
    })
  },
})

async function kindNamed(tx: Tx, name: string): Promise<Kind> {
  // locked, so that no deletion is planned meanwhile with the old values of the kind
  const named = dialectOf(tx).lock(tx.selectFrom('resource_kind').selectAll().where('name', '=', name), 'exclusive')
  const kind = isStorable(name) ? await named.executeTakeFirst() : undefined
  if (!kind) throw notFound()
  return kind
}

/** What the steps of deletions need of their kind, by their planned clean-up. */
const NEEDED = [
  ['CLAIM', 'owner_service_account_id', 'ownerServiceAccount'],
  ['WEBHOOK', 'webhook_url', 'webhookUrl'],
] as const

/** INVALID_INPUT if unfinished deletions need what is taken away: their tasks could only fail. */
async function assertNotNeeded(tx: Tx, before: Kind, after: Pick<Kind, (typeof NEEDED)[number][1]>): Promise<void> {
  for (const [cleanup, column, field] of NEEDED) {
    if (before[column] === null || after[column] !== null) continue
    const deletions = await unfinishedDeletions(tx, before.name, cleanup, MAX_NAMED)
    if (deletions.length === 0) continue
    const message = `${field} is needed by deletions that are not over: give another, wait for them, or skip their step`
    throw new AppError('INVALID_INPUT', message, { field, deletions })
  }
}

/** The columns of a kind, by the names that they have in the API. */
const COLUMNS = {
  displayName: 'display_name',
  cleanup: 'cleanup',
  cleanupOrder: 'cleanup_order',
  webhookUrl: 'webhook_url',
  ownerServiceAccount: 'owner_service_account_id',
  webhookSecret: 'webhook_secret',
} as const satisfies Readonly<Record<string, keyof Kind>>

/** The data of the event: which fields changed and, for the clean-up and the owner, the values before and after. */
function changesBetween(before: Kind, after: Kind) {
  const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]
  const fields = names.filter((name) => before[COLUMNS[name]] !== after[COLUMNS[name]])
  const owner = { from: before.owner_service_account_id, to: after.owner_service_account_id }
  return {
    name: after.name,
    fields,
    ...(before.cleanup === after.cleanup ? {} : { cleanup: { from: before.cleanup, to: after.cleanup } }),
    ...(owner.from === owner.to ? {} : { ownerServiceAccount: owner }),
  }
}
