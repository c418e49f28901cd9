export interface SessionTables {
  session: SessionTable
  sign_in_link: SignInLinkTable
}

/** A sign-in of a browser. */
interface SessionTable {
  id: string
  /** SHA-256 of what the browser's cookie holds. */
  hash: string
  user_id: string
  /** The hash of the API token that opened it, with which it ends; null for a sign-in without one. */
  token_hash: string | null
  created_at: string
  last_seen_at: string
  /** It ends then, however much it is used. */
  expires_at: string
  ended_at: string | null
  ip: string | null
  user_agent: string | null
}

/** Signs a browser in once; the row is gone when it was used. */
interface SignInLinkTable {
  /** SHA-256 of its code. */
  hash: string
  user_id: string
  expires_at: string
}
