import type { Db, Tx } from '../store/database.ts'
import { dialectOf } from '../store/dialect.ts'
import type { Ageing } from './ageing.ts'

/** Sessions of browsers whose time is over, ended before it or not. */
export const oldSessions: Ageing = ageing('session', 'id')

/** Sign-in links that nobody has used in time. */
export const unusedLinks: Ageing = ageing('sign_in_link', 'hash')

function ageing(table: 'session' | 'sign_in_link', key: 'id' | 'hash'): Ageing {
  const old = async (db: Db | Tx, before: string, limit: number): Promise<string[]> => {
    const rows = await db
      .selectFrom(table as 'session')
      .select(key)
      .where('expires_at', '<', before)
      .orderBy('expires_at')
      .limit(limit)
      .execute()
    return rows.map((row) => (row as Record<string, string>)[key] as string)
  }
  return {
    isDue: async (db, before) => (await old(db, before, 1)).length > 0,
    removeSome: async (tx, before, limit) => {
      const keys = await old(tx, before, limit)
      if (keys.length > 0) {
        await tx
          .deleteFrom(table as 'session')
          .where(key, 'in', dialectOf(tx).keys(keys))
          .execute()
      }
      return keys.length
    },
  }
}
