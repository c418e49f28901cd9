import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

const MAC_BYTES = 12

/** Signs cursors: one from a client is accepted only if this server issued it for the same list in the same order. */
export class CursorSigner {
  readonly #key: Buffer

  constructor(secretKey: Uint8Array) {
    this.#key = Buffer.from(hkdfSync('sha256', secretKey, '', 'croft/connection-cursor', 32))
  }

  /** A cursor: opaque text for the values by which `list` is ordered. */
  seal(list: string, values: readonly (string | number)[]): string {
    const body = Buffer.from(JSON.stringify(values))
    return Buffer.concat([this.#mac(list, body), body]).toString('base64url')
  }

  /** The values of a cursor; null for anything that `seal` did not return for this list. */
  open(list: string, cursor: string): (string | number)[] | null {
    const bytes = Buffer.from(cursor, 'base64url')
    if (bytes.length <= MAC_BYTES) return null
    const body = bytes.subarray(MAC_BYTES)
    if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), this.#mac(list, body))) return null
    return JSON.parse(body.toString()) as (string | number)[]
  }

  #mac(list: string, body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(list).update('\0').update(body).digest().subarray(0, MAC_BYTES)
  }
}
