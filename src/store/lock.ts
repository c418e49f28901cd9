// What a write judges by, it locks first: where replicas share a database, others write at the same time. Locks are
// taken in one order (what goes by a name, workspaces by id, users by id, tokens by id, the log), so that two writes do
// not wait for each other; where they do all the same, the database ends one and it runs again. On SQLite one write runs
// at a time, and these cost nothing.

import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'

/** Until the transaction ends, `share`: nobody else gets it for `change`; `change`: nobody else gets it at all. */
type Mode = 'share' | 'change'

/**
 * Everything about a workspace stays as it is until the transaction ends: whatever is written in one is written under
 * this lock. To be read afterwards: what was read before may be older.
 */
export async function lockWorkspaces(tx: Tx, by: 'id' | 'name', values: readonly string[]): Promise<void> {
  const dialect = dialectOf(tx)
  if (dialect.alone) return
  const rows = tx.selectFrom('workspace').select('id').where(by, 'in', dialect.keys(values)).orderBy('id')
  await dialect.lock(rows, 'change').execute()
}

/** `share`: the users are neither suspended nor deleted meanwhile; `change`: they are about to be. */
export async function lockUsers(tx: Tx, ids: readonly string[], mode: Mode): Promise<void> {
  const dialect = dialectOf(tx)
  if (dialect.alone) return
  await queue(tx, [...ids].sort(), mode)
  // for those who come by the rows: the owners of a workspace (`requireOwner`), and foreign keys
  const rows = tx.selectFrom('user').select('id').where('id', 'in', dialect.keys(ids)).orderBy('id')
  await dialect.lock(rows, mode).execute()
}

/** The tokens are about to be revoked: none is being made with one of them, or all that were can be seen. */
export async function lockTokens(tx: Tx, ids: readonly string[]): Promise<void> {
  await queue(tx, [...ids].sort(), 'change')
}

/** The user, and the token that it calls by, stay what they are. */
export async function lockCredential(tx: Tx, userId: string, tokenId: string | null): Promise<void> {
  await queue(tx, tokenId === null ? [userId] : [userId, tokenId], 'share')
}

/** One transaction at a time does what goes by this name. */
export async function oneAtATime(tx: Tx, name: string): Promise<void> {
  await queue(tx, [name], 'change')
}

async function queue(tx: Tx, names: readonly string[], mode: Mode): Promise<void> {
  await dialectOf(tx).queue(names, mode)?.execute(tx)
}
