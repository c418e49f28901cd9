// Finds secrets, and parts of them, in every form in which they may have been written.

const CHARACTERS = 12
const HEX_DIGITS = 20
const RUNS = new RegExp(`[0-9A-Za-z+/_-]{${CHARACTERS},}`, 'g')

const BASE = 0x01000193
/** `BASE` to the power of `CHARACTERS` in 32-bit arithmetic. */
const LEAVING = Array.from({ length: CHARACTERS }).reduce<number>((power) => Math.imul(power, BASE), 1)
const HASH_BITS = 24

/** Looks for any twelve consecutive characters of the secrets, or ten bytes in hex, so that it finds cut lines, too. */
export class SecretFinder {
  readonly #pieces = new Set<string>()
  readonly #secrets = new Set<string>()
  /** The hashes of twelve characters that occur in a piece; few places of a text need a closer look. */
  readonly #hashes = new Uint8Array(1 << HASH_BITS)

  /** The number of secrets that it looks for. */
  get size(): number {
    return this.#secrets.size
  }

  /** Adds the unguessable part of a secret: its text, and the bytes that it encodes, if any. */
  add(secret: string): void {
    this.#secrets.add(secret)
    const isToken = /^croft_[0-9A-Za-z]{36}$/.test(secret)
    this.#addBytes(Buffer.from(isToken ? secret.slice('croft_'.length, -6) : secret))
    this.#addPieces(isToken ? secret.slice('croft_'.length, -6) : secret, CHARACTERS)
    if (isToken) return
    const raw = Buffer.from(secret, 'base64url')
    if (raw.toString('base64url') === secret) this.#addBytes(raw)
  }

  /** The pieces that the text contains, each once. */
  foundIn(text: string): string[] {
    const found = new Set<string>()
    for (const { 0: run, index } of text.matchAll(RUNS)) {
      let hash = 0
      for (let at = index; at < index + run.length; at++) {
        hash = Math.imul(hash, BASE) + text.charCodeAt(at)
        const from = at + 1 - CHARACTERS
        if (from > index) hash -= Math.imul(LEAVING, text.charCodeAt(from - 1))
        if (from < index || this.#hashes[hash >>> (32 - HASH_BITS)] === 0) continue
        for (const length of [CHARACTERS, HEX_DIGITS]) {
          const piece = text.slice(from, from + length)
          if (this.#pieces.has(piece)) found.add(piece)
        }
      }
    }
    return [...found]
  }

  /** Adds the encodings in hex, base64 and base64url, at any position in a longer text. */
  #addBytes(bytes: Buffer): void {
    const hex = bytes.toString('hex')
    for (const form of [hex, hex.toUpperCase()]) this.#addPieces(form, HEX_DIGITS)
    for (const before of [0, 1, 2]) {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
      // the first and the last four characters depend on the neighbouring bytes
      const own = encoded.slice(before === 0 ? 0 : 4, -4)
      this.#addPieces(own, CHARACTERS)
      this.#addPieces(own.replaceAll('+', '-').replaceAll('/', '_'), CHARACTERS)
    }
  }

  #addPieces(text: string, length: number): void {
    for (let from = 0; from + length <= text.length; from++) {
      this.#pieces.add(text.slice(from, from + length))
      let hash = 0
      for (let at = from; at < from + CHARACTERS; at++) hash = Math.imul(hash, BASE) + text.charCodeAt(at)
      this.#hashes[hash >>> (32 - HASH_BITS)] = 1
    }
  }
}
