import type { Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { lockTokens } from '../../store/lock.ts'
import { inParts } from '../../store/parts.ts'

/**
 * Ends the tokens and all live ones that were made with them, however far down; answers those that were not revoked
 * before. A token that has ended has made none that is live: one does not outlive its maker, and is revoked with it.
 */
export async function revokeWithMinted(tx: Tx, ids: readonly string[], at: string, by: string): Promise<string[]> {
  const { keys } = dialectOf(tx)
  const revoked: string[] = []
  let level = [...ids]
  let locked = 0
  while (level.length > 0) {
    // a locked token makes no others: all tokens that it has made are visible from here on
    await lockTokens(tx, level, locked)
    locked += level.length
    const next: string[] = []
    await inParts(level, async (part) => {
      const ended = await tx
        .updateTable('api_token')
        .set({ revoked_at: at, revoked_by: by })
        .where('id', 'in', keys(part))
        .where('revoked_at', 'is', null)
        .returning('id')
        .execute()
      for (const { id } of ended) revoked.push(id)
      const minted = await tx
        .selectFrom('api_token')
        .select('id')
        .where('minted_by', 'in', keys(part))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', at)
        .execute()
      for (const { id } of minted) next.push(id)
    })
    level = next
  }
  const moved = await forgetMoved(tx, [...new Set([...ids, ...revoked])], at, by)
  return [...new Set([...revoked, ...moved])]
}

/** A token that has moved to the record of a deletion ends, too, by itself or with the token that made it; answers which. */
async function forgetMoved(tx: Tx, ids: readonly string[], at: string, by: string): Promise<string[]> {
  const ended: string[] = []
  const set = { token_hash: null, token_previous_hash: null, token_revoked_at: at, token_revoked_by: by }
  await inParts(ids, async (part) => {
    // in two statements: PostgreSQL would look at every deletion for a condition on either column
    for (const column of ['token_id', 'token_minted_by'] as const) {
      const moved = tx.updateTable('deletion').set(set).where('token_hash', 'is not', null)
      const rows = await moved.where(column, 'in', dialectOf(tx).keys(part)).returning('token_id').execute()
      for (const { token_id } of rows) if (token_id !== null) ended.push(token_id)
    }
  })
  return ended
}
