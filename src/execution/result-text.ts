// A result as text, with the bytes that transports send for it.

/** Makes the bytes that a transport sends from the JSON of a result. */
export type Encoder = (json: string) => Buffer

/** The printed result of an event. However many clients get it, it is encoded once for each transport. */
export class ResultText {
  readonly json: string
  readonly #encoded = new Map<Encoder, Buffer>()

  constructor(json: string) {
    this.json = json
  }

  /** The bytes that the encoder makes; it is called once. */
  as(encode: Encoder): Buffer {
    const known = this.#encoded.get(encode)
    if (known) return known
    // memory of its own: Buffer.from takes a small text from a block of 8 KiB, all of which would be kept with it
    const bytes = ownCopy(encode(this.json))
    this.#encoded.set(encode, bytes)
    return bytes
  }
}

function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}
