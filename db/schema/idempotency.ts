export interface IdempotencyTables {
  idempotency_key: IdempotencyKeyTable
}

/** A keyed mutation that was carried out. Nothing of it can be read without CROFT_SECRET_KEY. */
interface IdempotencyKeyTable {
  /** The hash of the caller, its token and the key. */
  id: string
  /** An HMAC of the document and its variables. */
  fingerprint: string
  /** What it answered, encrypted: ids of objects, and no secrets. Null only in the transaction that carries it out. */
  sealed_outcome: string | null
  expires_at: string
}
