// What a new database needs before anybody can call: the built-in kinds and workspaces, and the first platform admin.
import type { Row, WorkspaceVisibility } from '../db/schema.ts'
import { EVERYONE } from './access/principal.ts'
import { hashOf, hintOf, isWellFormed, newSecret, TOKEN_PREFIX } from './auth/secret.ts'
import { type Config, ConfigError } from './config/config.ts'
import { append } from './events/append.ts'
import type { Tx } from './store/database.ts'
import { dialectOf } from './store/dialect.ts'
import { newId } from './store/id.ts'
import { lockName } from './store/lock.ts'
import type { Store } from './store/store.ts'

const KINDS = [
  { name: 'job', display_name: 'Job', cleanup_order: 10 },
  { name: 'deployment', display_name: 'Deployment', cleanup_order: 20 },
  { name: 'model', display_name: 'Model', cleanup_order: 40 },
  { name: 'dataset', display_name: 'Dataset', cleanup_order: 50 },
  { name: 'fileset', display_name: 'Fileset', cleanup_order: 60 },
]
const WORKSPACES = [
  { name: 'default', displayName: 'Default', visibility: 'SHARED_WRITE', role: 'EDITOR' },
  { name: 'system', displayName: 'System', visibility: 'SHARED_READ', role: 'VIEWER' },
] as const

/**
 * Brings a database to where somebody can call. Hands over the secret of the first platform admin if it makes one: not
 * where there is an admin already, nor where `CROFT_BOOTSTRAP_TOKEN` says how to get in. What can't be handed over is
 * not made: the next start begins anew.
 */
export async function bootstrap(store: Store, config: Config, handOver: (secret: string) => void): Promise<void> {
  const { token } = config.bootstrap
  if (token?.startsWith(TOKEN_PREFIX) && !isWellFormed(token)) {
    throw new ConfigError(['CROFT_BOOTSTRAP_TOKEN begins like a token that Croft made, and is none: it has a typo'])
  }
  await store.write(async (tx) => {
    // replicas may start together
    await lockName(tx, 'bootstrap')
    await checkKey(tx, store.keyFingerprint)
    const at = store.now()
    await builtIns(tx, at)
    const admin = await activeAdmin(tx)
    const given = config.bootstrap.token
    if (given === null && admin) return
    const secret = given ?? newSecret()
    const known = await tx.selectFrom('api_token').select('id').where('hash', '=', hashOf(secret)).executeTakeFirst()
    if (known) return
    const owner = admin ?? (await firstAdmin(tx, at, config.bootstrap.email))
    const expiresAt = new Date(Date.parse(at) + config.tokenMaxLifetimeMs).toISOString()
    const id = newId('api_token')
    await tx
      .insertInto('api_token')
      .values({
        id,
        hash: hashOf(secret),
        hint: hintOf(secret),
        name: 'bootstrap',
        owner_id: owner.id,
        platform_admin: 1,
        created_at: at,
        expires_at: expiresAt,
      })
      .execute()
    const data = { name: 'bootstrap', owner: named(owner), expiresAt, role: null, platformAdmin: true }
    append(tx, at, 'system', 'token.created', data, { subjectId: id })
    if (given === null) handOver(secret)
  })
}

/** Replicas with different keys would refuse each other's cursors. A database of one process goes with its key file. */
async function checkKey(tx: Tx, fingerprint: string): Promise<void> {
  if (dialectOf(tx).singleWriter) return
  await tx
    .insertInto('setting')
    .values({ name: 'secret_key_fingerprint', value: fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await tx
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'secret_key_fingerprint')
    .executeTakeFirst()
  if (known?.value !== fingerprint)
    throw new ConfigError(['CROFT_SECRET_KEY is not the key of the other replicas, nor of the starts before'])
}

async function builtIns(tx: Tx, at: string): Promise<void> {
  const known = await tx.selectFrom('workspace').select('id').where('built_in', '=', 1).executeTakeFirst()
  if (known) return
  await tx
    .insertInto('resource_kind')
    .values(KINDS.map((kind) => ({ ...kind, cleanup: 'NONE' as const, built_in: 1 })))
    .execute()
  for (const { name, displayName, visibility, role } of WORKSPACES) {
    const id = newId('workspace')
    await tx
      .insertInto('workspace')
      .values({
        id,
        name,
        display_name: displayName,
        hosting: 'MANAGED',
        built_in: 1,
        visibility: visibility satisfies WorkspaceVisibility,
        created_at: at,
        updated_at: at,
      })
      .execute()
    await tx
      .insertInto('membership')
      .values({
        id: newId('membership'),
        workspace_id: id,
        principal_type: 'EVERYONE',
        principal: EVERYONE,
        name: EVERYONE,
        role,
        created_at: at,
        updated_at: at,
      })
      .execute()
    append(tx, at, 'system', 'workspace.created', { name, displayName, visibility }, { workspaceId: id, subjectId: id })
  }
}

function activeAdmin(tx: Tx): Promise<Row<'user'> | undefined> {
  return tx
    .selectFrom('user')
    .selectAll()
    .where('platform_admin', '=', 1)
    .where('deleted_at', 'is', null)
    .where('suspended_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
}

async function firstAdmin(tx: Tx, at: string, email: string | null): Promise<Row<'user'>> {
  if (email !== null) {
    const promoted = await tx
      .updateTable('user')
      .set({ platform_admin: 1 })
      .where('email', '=', email)
      .where('deleted_at', 'is', null)
      .where('suspended_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (promoted) {
      const data = { user: named(promoted), fields: ['platformAdmin'], platformAdmin: { from: false, to: true } }
      append(tx, at, 'system', 'user.updated', data, { subjectId: promoted.id })
      return promoted
    }
  }
  const user = await tx
    .insertInto('user')
    .values({ id: newId('user'), name: 'Administrator', email, platform_admin: 1, created_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  append(
    tx,
    at,
    'system',
    'user.created',
    { user: named(user), platformAdmin: true, by: 'bootstrap' },
    { subjectId: user.id },
  )
  return user
}

const named = ({ id, name }: Row<'user'>) => ({ id, name })
