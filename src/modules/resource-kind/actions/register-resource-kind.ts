import { rotateSecret } from '../../../cleanup/external/signing.ts'
import { AppError } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { nameTaken } from '../../../store/rows.ts'
import { checkAll, slug } from '../../../validate.ts'
import { checkDisplayName, checkOrder, checkOwner, checkUrl, KIND_PAYLOAD, lockKinds } from '../checks.ts'
import { CleanupModeEnum } from '../graphql.ts'

/** Kinds are read as one list, and a deletion has a step for each. */
const MAX_KINDS = 200

mutation('registerResourceKind', {
  description: `Adds a kind of resource: at most ${MAX_KINDS} including the built-in ones. NAME_TAKEN if the name is in use.`,
  input: (t) => ({
    name: t.string({
      description:
        'The name that resources give as `kind`, by the rule for names of workspaces: 2 to 63 of a-z, 0-9 and - @ . + _, beginning with a letter. It never changes.',
      required: true,
    }),
    displayName: t.string({ description: 'Its display name: 1 to 128 characters. The default is `name`.' }),
    cleanup: t.field({
      description: 'WEBHOOK needs `webhookUrl`, CLAIM `ownerServiceAccount`.',
      type: CleanupModeEnum,
      required: true,
    }),
    cleanupOrder: t.int({
      description: 'Kinds are cleaned up in ascending order, from 0 to 1,000,000. The built-in ones have 10 to 60.',
      required: true,
      defaultValue: 100,
    }),
    webhookUrl: t.field({
      description:
        'The URL at which the owner service is called: https, at a public address or one that `CROFT_WEBHOOK_ALLOW` allows, where http is accepted, too.',
      type: 'URL',
    }),
    ownerServiceAccount: t.id({
      description: 'The id of the service account of the owner service: one of the platform, not of a workspace.',
    }),
  }),
  payload: KIND_PAYLOAD,
  auth: { platformAdmin: true },
  errors: ['LIMIT_EXCEEDED', 'NAME_TAKEN'],
  action: async ({ caller, config, sealer, now, write }, input) =>
    write(async (tx) => {
      const owner = await lockKinds(tx, caller, input.ownerServiceAccount)
      const { cleanup, webhookUrl = null, ownerServiceAccount = null } = input
      const { name, displayName, cleanupOrder } = checkAll({
        name: () => slug('name', input.name),
        displayName: () => (typeof input.displayName === 'string' ? checkDisplayName(input.displayName) : input.name),
        cleanupOrder: () => checkOrder(input.cleanupOrder),
        webhookUrl: () => checkUrl(cleanup, webhookUrl, config.webhookAllow),
        ownerServiceAccount: () => checkOwner(cleanup, ownerServiceAccount, owner),
      })
      const kinds = await tx.selectFrom('resource_kind').select('name').execute()
      if (kinds.some((kind) => kind.name === name)) throw nameTaken()
      if (kinds.length >= MAX_KINDS)
        throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_KINDS} kinds of resource`, { limit: MAX_KINDS })
      const at = now()
      const none = { webhook_secret: null, previous_webhook_secret: null, previous_secret_until: null }
      const signing = cleanup === 'WEBHOOK' ? rotateSecret(none, sealer, at) : null
      const insert = tx.insertInto('resource_kind').values({
        name,
        display_name: displayName,
        cleanup,
        cleanup_order: cleanupOrder,
        built_in: 0,
        webhook_url: webhookUrl,
        owner_service_account_id: ownerServiceAccount,
        ...(signing?.columns ?? none),
      })
      const kind = await insert.returningAll().executeTakeFirstOrThrow()
      append(tx, at, caller, 'resource_kind.registered', { name, cleanup, ownerServiceAccount })
      return { kind, webhookSecret: signing?.secret ?? null }
    }),
})
