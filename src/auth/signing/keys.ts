// The keys that sign the JWTs of `exchangeToken`. Verifiers keep what was published for minutes, so a key is published an
// hour before it signs, and until the last token that it signed has expired. All of that follows from `signs_from` of the
// keys alone: a key signs from then on until the next one does.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Row } from '../../../db/schema.ts'
import type { Db, Tx } from '../../store/database.ts'
import { lockName } from '../../store/lock.ts'
import { runPrepared } from '../../store/prepared.ts'
import type { Sealer } from '../../store/sealer.ts'

type KeyRow = Row<'signing_key'>

/** A key that signs. */
export interface SigningKey {
  /** The `kid` under which the public half is published. */
  readonly id: string
  readonly privateKey: Awaited<ReturnType<typeof importJWK>>
}

export const ALGORITHM = 'ES256'
const MINUTE_MS = 60_000
export const MAX_TOKEN_LIFETIME_MS = 15 * MINUTE_MS
/** By how much the clocks of replicas and of verifiers may differ. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS
export const PUBLISHED_AHEAD_MS = 60 * MINUTE_MS
export const SIGNS_FOR_MS = 30 * 24 * 60 * MINUTE_MS

/** The public keys, as a JWK Set (RFC 7517): those that sign, those that will, and those whose tokens may still be good. */
export async function publishedKeys(db: Db): Promise<{ keys: JWK[] }> {
  const rows = await allKeys(db)
  return { keys: rows.map(({ public_jwk }) => JSON.parse(public_jwk) as JWK) }
}

/** The key that signs at this instant; made where there is none. */
export async function currentKey(tx: Tx, sealer: Sealer, at: string): Promise<SigningKey> {
  const known = signing(await allKeys(tx), sealer, at)
  // there is no key before the first run of the job, or if the secret key was lost
  const found = known ?? signing((await rotateKeys(tx, sealer, at)).keys, sealer, at)
  if (!found) throw new Error('A signing key was made and cannot be used')
  return { id: found.row.id, privateKey: await importJWK(found.jwk, ALGORITHM) }
}

/** Whether `rotateKeys` would change anything. */
export async function isRotationDue(db: Db, sealer: Sealer, at: string): Promise<boolean> {
  const rows = await allKeys(db)
  return dueFrom(rows, sealer, at) !== null || expired(rows, sealer, at).length > 0
}

/**
 * Makes the next key if it is due, and removes keys by which no valid token was signed. Replicas make one key together.
 */
export async function rotateKeys(tx: Tx, sealer: Sealer, at: string): Promise<{ keys: KeyRow[]; made: KeyRow | null }> {
  await lockName(tx, 'signing keys')
  const rows = await allKeys(tx)
  const signsFrom = dueFrom(rows, sealer, at)
  const made = signsFrom === null ? null : await newKey(sealer, at, signsFrom)
  if (made) await tx.insertInto('signing_key').values(made).execute()
  const keys = made ? [made, ...rows].sort(latestFirst) : rows
  const removed = expired(keys, sealer, at)
  for (const { id } of removed) await tx.deleteFrom('signing_key').where('id', '=', id).execute()
  return { keys: keys.filter((key) => !removed.includes(key)), made }
}

/** All keys, the one that signs last first. */
async function allKeys(db: Db | Tx): Promise<KeyRow[]> {
  return runPrepared(db, 'signing keys', {}, () =>
    db.selectFrom('signing_key').selectAll().orderBy('signs_from', 'desc'),
  )
}

/**
 * The instant from which a key that is due now will sign; null while none is due. A key that was made by a clock far
 * ahead does not count: until its time has come, other keys sign and are rotated.
 */
function dueFrom(rows: readonly KeyRow[], sealer: Sealer, at: string): string | null {
  const horizon = later(at, PUBLISHED_AHEAD_MS + CLOCK_SKEW_MS)
  const newest = rows.find((row) => row.signs_from <= horizon && open(row, sealer))
  if (!newest) return at
  const isDue = newest.signs_from <= later(at, PUBLISHED_AHEAD_MS - SIGNS_FOR_MS)
  return isDue ? later(at, PUBLISHED_AHEAD_MS) : null
}

/** The keys whose last token has expired: a newer one has signed in their place for longer than a token lives. */
function expired(rows: readonly KeyRow[], sealer: Sealer, at: string): KeyRow[] {
  const since = later(at, -MAX_TOKEN_LIFETIME_MS - CLOCK_SKEW_MS)
  const successor = rows.findIndex((row) => row.signs_from <= since && open(row, sealer))
  return successor === -1 ? [] : rows.slice(successor + 1)
}

/**
 * The newest of the keys that sign at this instant or, if the clock was set back behind all of them, the first one that
 * will. A key that was encrypted under another secret key cannot sign.
 */
function signing(rows: readonly KeyRow[], sealer: Sealer, at: string): { row: KeyRow; jwk: JWK } | null {
  const inTurn = [...rows.filter((row) => row.signs_from <= at), ...rows.filter((row) => row.signs_from > at).reverse()]
  for (const row of inTurn) {
    const jwk = open(row, sealer)
    if (jwk) return { row, jwk }
  }
  return null
}

function open({ sealed_private }: KeyRow, sealer: Sealer): JWK | null {
  const text = sealer.open('signing-key', sealed_private)
  return text === null ? null : (JSON.parse(text) as JWK)
}

async function newKey(sealer: Sealer, at: string, signsFrom: string): Promise<KeyRow> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const jwk = await exportJWK(publicKey)
  const id = await calculateJwkThumbprint(jwk)
  return {
    id,
    public_jwk: JSON.stringify({ ...jwk, kid: id, alg: ALGORITHM, use: 'sig' }),
    sealed_private: sealer.seal('signing-key', JSON.stringify(await exportJWK(privateKey))),
    created_at: at,
    signs_from: signsFrom,
  }
}

const latestFirst = (a: KeyRow, b: KeyRow): number => (a.signs_from < b.signs_from ? 1 : -1)
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()
