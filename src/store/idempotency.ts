// What keyed mutations answered. A key is claimed by the transaction that carries its mutation out, before anything else,
// so that another request with it waits there, holding no lock; both databases see to that with the primary key. What was
// answered is kept by the same transaction: it is known exactly if the mutation has had its effect.
import type { Db, Tx } from './database.ts'
import { runPrepared } from './prepared.ts'

/** One keyed mutation: its caller and key, and a code for what it is asked to do. */
export interface IdempotencyKey {
  readonly id: string
  readonly fingerprint: string
}

const KEPT_MS = 24 * 3_600_000

/**
 * Claims the key: true if this transaction has to carry the mutation out, false if another one, for whose end it waits,
 * has done so. Call it before any lock is taken. A key that has expired counts as new.
 */
export async function claimKey(tx: Tx, { id, fingerprint }: IdempotencyKey, at: string): Promise<boolean> {
  const expiresAt = new Date(Date.parse(at) + KEPT_MS).toISOString()
  const claimed = await runPrepared(tx, 'claim key', { id, fingerprint, expiresAt, at }, (values) =>
    tx
      .insertInto('idempotency_key')
      .values({ id: values.id, fingerprint: values.fingerprint, expires_at: values.expiresAt })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({
            fingerprint: (eb) => eb.ref('excluded.fingerprint'),
            expires_at: (eb) => eb.ref('excluded.expires_at'),
          })
          .where('idempotency_key.expires_at', '<=', values.at),
      )
      .returning('id'),
  )
  return claimed.length === 1
}

/** Keeps what the mutation answers, in the transaction that has claimed its key. */
export async function keepOutcome(tx: Tx, id: string, sealed: string): Promise<void> {
  await runPrepared(tx, 'keep outcome', { id, sealed }, (values) =>
    tx.updateTable('idempotency_key').set({ sealed_outcome: values.sealed }).where('id', '=', values.id),
  )
}

/** What was asked and answered with a key; undefined if nothing was carried out with it, or if it has expired. */
export async function findOutcome(
  db: Db,
  id: string,
  at: string,
): Promise<{ fingerprint: string; sealed_outcome: string | null } | undefined> {
  const [found] = await runPrepared(db, 'outcome of key', { id, at }, (values) =>
    db
      .selectFrom('idempotency_key')
      .where('id', '=', values.id)
      .where('expires_at', '>', values.at)
      .select(['fingerprint', 'sealed_outcome']),
  )
  return found
}
