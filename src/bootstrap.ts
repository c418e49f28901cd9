// The first start: a new database gets the built-in resource kinds and workspaces, the first platform admin and that
// admin's token. All of it is one transaction under an advisory lock, because replicas may start together. Later starts
// only check the secret key, and add a CROFT_BOOTSTRAP_TOKEN that the database does not know yet.
import type { Row, WorkspaceVisibility } from '../db/schema.ts'
import { EVERYONE } from './access/principal.ts'
import { hashOf, hintOf, isWellFormed, newSecret, TOKEN_PREFIX } from './auth/secret.ts'
import { keepLink, newLinkCode } from './auth/sign-in-link.ts'
import { type Config, ConfigError } from './config/config.ts'
import { append } from './events/append.ts'
import type { Named } from './events/catalogue/words.ts'
import { changeCounts } from './store/counts.ts'
import type { Tx } from './store/database.ts'
import { dialectOf } from './store/dialect.ts'
import { newId } from './store/id.ts'
import { lockName, lockUsers } from './store/lock.ts'
import type { Store } from './store/store.ts'

const BUILT_IN_KINDS = [
  { name: 'job', display_name: 'Job', cleanup_order: 10 },
  { name: 'deployment', display_name: 'Deployment', cleanup_order: 20 },
  { name: 'model', display_name: 'Model', cleanup_order: 40 },
  { name: 'dataset', display_name: 'Dataset', cleanup_order: 50 },
  { name: 'fileset', display_name: 'Fileset', cleanup_order: 60 },
]
/** `role` is the role of everyone. */
const BUILT_IN_WORKSPACES = [
  { name: 'default', displayName: 'Default', visibility: 'SHARED_WRITE', role: 'EDITOR' },
  { name: 'system', displayName: 'System', visibility: 'SHARED_READ', role: 'VIEWER' },
] as const
const TOKEN_NAME = 'bootstrap'
const KEY_FINGERPRINT = 'secret_key_fingerprint'
const NOTHING_TO_TELL: Bootstrapped = { owner: null, suspended: null, linkCode: null }

/** What a start has done that its operator should know. */
interface Bootstrapped {
  /** The owner of a configured token that was added. */
  readonly owner: Named | null
  /** The user who has the address of `CROFT_ADMIN_EMAIL` and is suspended, so that another admin was created. */
  readonly suspended: Named | null
  /** The code of a sign-in link for the admin whose token was delivered. */
  readonly linkCode: string | null
}

/**
 * Ensures that somebody can call. Creates a token for the first platform admin if `CROFT_BOOTSTRAP_TOKEN` is one that the
 * database does not know, or, without that setting, if no admin can act; only in the latter case is the new secret
 * delivered. A delivery that throws rolls everything back, so that the next start tries again.
 */
export async function bootstrap(
  store: Store,
  config: Config,
  deliver: (secret: string) => void,
): Promise<Bootstrapped> {
  const { token: configured, email } = config.bootstrap
  if (configured?.startsWith(TOKEN_PREFIX) && !isWellFormed(configured)) {
    throw new ConfigError([
      `CROFT_BOOTSTRAP_TOKEN begins with ${TOKEN_PREFIX}, like a token that Croft made, but its checksum is wrong: it has a typo`,
    ])
  }
  const secret = configured ?? newSecret()
  const linkCode = newLinkCode()
  let delivered = false
  return store.write(async (tx) => {
    await lockName(tx, 'bootstrap')
    await assertSameSecretKey(tx, store.keyFingerprint)
    const at = store.now()
    await createBuiltIns(tx, at)
    const admin = await findActiveAdmin(tx)
    if (configured === null && admin) return NOTHING_TO_TELL
    if (await isKnown(tx, secret)) return NOTHING_TO_TELL
    const { owner, suspended } = admin ? { owner: admin, suspended: null } : await promoteOrCreateAdmin(tx, at, email)
    await createAdminToken(tx, at, owner, secret, config.tokenMaxLifetimeMs)
    if (configured !== null) return { owner: reference(owner), suspended, linkCode: null }
    // The transaction may run again; the secret is the same one then.
    if (!delivered) deliver(secret)
    delivered = true
    await keepLink(tx, at, owner.id, linkCode)
    return { owner: null, suspended, linkCode }
  })
}

/**
 * Replicas with different keys would refuse each other's cursors. With a single writer there is nothing to compare: the
 * database and its key file go together.
 */
async function assertSameSecretKey(tx: Tx, fingerprint: string): Promise<void> {
  if (dialectOf(tx).singleWriter) return
  await tx
    .insertInto('setting')
    .values({ name: KEY_FINGERPRINT, value: fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const stored = await tx.selectFrom('setting').select('value').where('name', '=', KEY_FINGERPRINT).executeTakeFirst()
  if (stored?.value !== fingerprint)
    throw new ConfigError(['CROFT_SECRET_KEY is not the key that the other replicas and earlier starts use'])
}

async function createBuiltIns(tx: Tx, at: string): Promise<void> {
  const existing = await tx.selectFrom('workspace').select('id').where('built_in', '=', 1).executeTakeFirst()
  if (existing) return
  await tx
    .insertInto('resource_kind')
    .values(BUILT_IN_KINDS.map((kind) => ({ ...kind, cleanup: 'NONE' as const, built_in: 1 })))
    .execute()
  for (const { name, displayName, visibility, role } of BUILT_IN_WORKSPACES) {
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
    await changeCounts(tx, 'member_count', id, [role], 1)
    append(tx, at, 'system', 'workspace.created', { name, displayName, visibility }, { workspaceId: id, subjectId: id })
  }
}

function findActiveAdmin(tx: Tx): Promise<Row<'user'> | undefined> {
  return tx
    .selectFrom('user')
    .selectAll()
    .where('platform_admin', '=', 1)
    .where('deleted_at', 'is', null)
    .where('suspended_at', 'is', null)
    .orderBy('id')
    .executeTakeFirst()
}

async function isKnown(tx: Tx, secret: string): Promise<boolean> {
  const token = await tx.selectFrom('api_token').select('id').where('hash', '=', hashOf(secret)).executeTakeFirst()
  return token !== undefined
}

/**
 * Promotes the user of the configured address, if there is one; otherwise creates a user with that address. A suspended
 * user stays suspended, since resuming would make their old tokens valid again. Then a new admin is created without the
 * address, who can resume the suspended one.
 */
async function promoteOrCreateAdmin(
  tx: Tx,
  at: string,
  email: string | null,
): Promise<{ owner: Row<'user'>; suspended: Named | null }> {
  const holder = email === null ? undefined : await lockHolder(tx, email)
  if (holder && holder.suspended_at === null) {
    await tx.updateTable('user').set({ platform_admin: 1 }).where('id', '=', holder.id).execute()
    const data = { user: reference(holder), fields: ['platformAdmin'], platformAdmin: { from: false, to: true } }
    append(tx, at, 'system', 'user.updated', data, { subjectId: holder.id })
    return { owner: holder, suspended: null }
  }
  const address = holder ? null : email
  const owner = await tx
    .insertInto('user')
    .values({ id: newId('user'), name: 'Administrator', email: address, platform_admin: 1, created_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  const data = { user: reference(owner), platformAdmin: true, by: 'bootstrap' } as const
  append(tx, at, 'system', 'user.created', data, { subjectId: owner.id })
  return { owner, suspended: holder ? reference(holder) : null }
}

async function lockHolder(tx: Tx, email: string): Promise<Row<'user'> | undefined> {
  const holders = tx.selectFrom('user').where('email', '=', email).where('deleted_at', 'is', null)
  const found = await holders.select('id').executeTakeFirst()
  if (!found) return undefined
  await lockUsers(tx, [found.id], 'exclusive')
  return holders.selectAll().executeTakeFirst()
}

async function createAdminToken(
  tx: Tx,
  at: string,
  owner: Row<'user'>,
  secret: string,
  lifetimeMs: number,
): Promise<void> {
  const id = newId('api_token')
  const expiresAt = new Date(Date.parse(at) + lifetimeMs).toISOString()
  await tx
    .insertInto('api_token')
    .values({
      id,
      hash: hashOf(secret),
      hint: hintOf(secret),
      name: TOKEN_NAME,
      owner_id: owner.id,
      platform_admin: 1,
      created_at: at,
      expires_at: expiresAt,
    })
    .execute()
  const data = { name: TOKEN_NAME, owner: reference(owner), expiresAt, role: null, platformAdmin: true }
  append(tx, at, 'system', 'token.created', data, { subjectId: id })
}

const reference = ({ id, name }: Row<'user'>) => ({ id, name })
