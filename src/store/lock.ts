// Lock every row that a decision depends on, then read it: replicas that share a database write at the same time. Locks
// are taken in one order (the names `owners` and `bootstrap`, a deletion and its clean-up tasks, workspaces by id, users by
// id, tokens by id, sessions by id, other names, the log), so that two writes do not wait for each other. If they do, the
// database aborts one and it runs again. A single writer needs no locks.
import type { Tx } from './database.ts'
import { dialectOf, type LockMode } from './dialect.ts'
import { runPrepared } from './prepared.ts'

/** PostgreSQL holds all advisory locks in shared memory: with its defaults there is room for about 12,000. */
const MAX_TOKEN_LOCKS = 1000
const EVERY_TOKEN = 'every token'

/**
 * Nothing about these workspaces changes until the transaction ends: every write in a workspace takes this lock. Read
 * after locking; what was read before may be stale.
 */
export async function lockWorkspaces(tx: Tx, by: 'id' | 'name', values: readonly string[]): Promise<void> {
  const dialect = dialectOf(tx)
  if (dialect.singleWriter) return
  await runPrepared(tx, `lock workspaces by ${by}`, { values }, ({ values }) => {
    const rows = tx.selectFrom('workspace').select('id').where(by, 'in', dialect.keys(values)).orderBy('id')
    return dialect.lock(rows, 'exclusive')
  })
}

/** `share`: until the transaction ends nobody suspends or deletes these users; `exclusive` is for doing so. */
export async function lockUsers(tx: Tx, ids: readonly string[], mode: LockMode): Promise<void> {
  const dialect = dialectOf(tx)
  if (dialect.singleWriter) return
  await advisoryLock(tx, [...ids].sort(), mode)
  // Writes that lock users by row instead wait here: `requireOwner` for the owners of a workspace, and foreign keys.
  await runPrepared(tx, `lock users, ${mode}`, { ids }, ({ ids }) => {
    const rows = tx.selectFrom('user').select('id').where('id', 'in', dialect.keys(ids)).orderBy('id')
    return dialect.lock(rows, mode)
  })
}

/**
 * For revoking tokens: once they are locked, nobody is creating a token with one of them, and all tokens created before
 * are visible. If they are more than a thousand, together with the `before` tokens that the transaction has locked
 * already, a single lock stands for every token.
 */
export async function lockTokens(tx: Tx, ids: readonly string[], before = 0): Promise<void> {
  const names = before + ids.length > MAX_TOKEN_LOCKS ? [EVERY_TOKEN] : [...ids].sort()
  await advisoryLock(tx, names, 'exclusive')
}

/** Until the transaction ends nobody suspends or deletes the user, revokes the token or ends the session that it calls with. */
export async function lockCredential(
  tx: Tx,
  userId: string,
  { tokenId, sessionId }: { tokenId: string | null; sessionId: string | null },
): Promise<void> {
  const token = tokenId === null ? [] : [tokenId, EVERY_TOKEN]
  await advisoryLock(tx, [userId, ...token, ...(sessionId === null ? [] : [sessionId])], 'share')
}

/** For ending a session: once it is locked, nobody is writing with it. */
export async function lockSession(tx: Tx, id: string): Promise<void> {
  await advisoryLock(tx, [id], 'exclusive')
}

/** Transactions that lock the same name run one after the other, except those that share it. */
export async function lockName(tx: Tx, name: string, mode: LockMode = 'exclusive'): Promise<void> {
  await advisoryLock(tx, [name], mode)
}

async function advisoryLock(tx: Tx, names: readonly string[], mode: LockMode): Promise<void> {
  const { singleWriter, advisoryLock } = dialectOf(tx)
  if (!singleWriter)
    await runPrepared(tx, `advisory lock, ${mode}`, { names }, ({ names }) => advisoryLock(names, mode))
}
