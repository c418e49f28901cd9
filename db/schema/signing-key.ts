export interface SigningKeyTables {
  signing_key: SigningKeyTable
}

/** A key signs from `signs_from` until that of the next one; it is published before, and until its last token has expired. */
interface SigningKeyTable {
  /** The thumbprint of the public key (RFC 7638): the `kid` of the tokens that it signs. */
  id: string
  /** JSON, as it is published. */
  public_jwk: string
  /** The private JWK, encrypted under CROFT_SECRET_KEY. */
  sealed_private: string
  created_at: string
  signs_from: string
}
