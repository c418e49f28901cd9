import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What a sealed text is for: a text that is sealed for one purpose cannot be opened for another. */
export type Purpose =
  | 'invitation-code'
  | 'idempotent-request'
  | 'idempotent-outcome'
  | 'signing-key'
  | 'impact-etag'
  | 'webhook-secret'
  | 'openid-sign-in'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts secrets that the database keeps until they are used (AES-256-GCM, NIST SP 800-38D), under CROFT_SECRET_KEY. */
export class Sealer {
  readonly #secretKey: Uint8Array
  readonly #keys = new Map<Purpose, Buffer>()

  constructor(secretKey: Uint8Array) {
    this.#secretKey = secretKey
  }

  /** The text, encrypted: another result each time. */
  seal(purpose: Purpose, text: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#keyOf(purpose), nonce)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
  }

  /** The text of `seal`; null for one that was sealed under another key or for another purpose, or was changed. */
  open(purpose: Purpose, sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url')
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
    const decipher = createDecipheriv(CIPHER, this.#keyOf(purpose), bytes.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return null
    }
  }

  /** A code for the text (HMAC-SHA-256, 128 bits): the same each time, and nobody without the key can tell the text. */
  fingerprint(purpose: Purpose, text: string): string {
    return createHmac('sha256', this.#keyOf(purpose)).update(text).digest().subarray(0, 16).toString('base64url')
  }

  #keyOf(purpose: Purpose): Buffer {
    const known = this.#keys.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', this.#secretKey, '', `croft/sealed/${purpose}`, KEY_BYTES))
    this.#keys.set(purpose, key)
    return key
  }
}
