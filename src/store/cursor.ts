import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

const MAC_BYTES = 16

/**
 * Seals cursors. A cursor from a client is accepted only if this server issued it for the same list in the same order.
 * A cursor reveals nothing: after a page that ended early it stands at a row that its reader need not know of. The same
 * place has the same cursor, since the MAC of a text is the nonce that it is encrypted with (SIV, RFC 5297).
 */
export class CursorSigner {
  readonly #macKey: Buffer
  readonly #cipherKey: Buffer

  constructor(secretKey: Uint8Array) {
    const keys = Buffer.from(hkdfSync('sha256', secretKey, '', 'croft/connection-cursor', 48))
    this.#macKey = keys.subarray(0, 32)
    this.#cipherKey = keys.subarray(32)
  }

  /** A cursor: opaque text for the values by which `list` is ordered. */
  seal(list: string, values: readonly (string | number)[]): string {
    const body = Buffer.from(JSON.stringify(values))
    const mac = this.#mac(list, body)
    return Buffer.concat([mac, createCipheriv('aes-128-ctr', this.#cipherKey, mac).update(body)]).toString('base64url')
  }

  /** The values of a cursor; null for anything that `seal` did not return for this list. */
  open(list: string, cursor: string): readonly (string | number)[] | null {
    const bytes = Buffer.from(cursor, 'base64url')
    if (bytes.length <= MAC_BYTES) return null
    const mac = bytes.subarray(0, MAC_BYTES)
    const body = createDecipheriv('aes-128-ctr', this.#cipherKey, mac).update(bytes.subarray(MAC_BYTES))
    if (!timingSafeEqual(mac, this.#mac(list, body))) return null
    return JSON.parse(body.toString()) as (string | number)[]
  }

  #mac(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.#macKey).update(list).update('\0').update(body).digest().subarray(0, MAC_BYTES)
  }
}
