// The frames of the WebSocket protocol that the server writes itself.

const LAST_FRAME = 0x80
const TEXT = 0x1
/** A length of up to 125 bytes stands in the second byte; for longer ones it says how many bytes the length takes. */
const MAX_SHORT = 125
const TWO_BYTES = 126
const EIGHT_BYTES = 127
const MAX_OF_TWO_BYTES = 0xffff

/**
 * A text message of these parts as a single frame, as a server sends it: without a mask (RFC 6455, 5.2). A frame that
 * has to wait gets memory of its own, since a small one would keep all of a block of 8 KiB.
 */
export function textFrame(parts: readonly Buffer[], hasToWait: boolean): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const start = length <= MAX_SHORT ? 2 : length <= MAX_OF_TWO_BYTES ? 4 : 10
  const frame = hasToWait ? Buffer.allocUnsafeSlow(start + length) : Buffer.allocUnsafe(start + length)
  frame[0] = LAST_FRAME | TEXT
  if (start === 2) frame[1] = length
  else if (start === 4) {
    frame[1] = TWO_BYTES
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = EIGHT_BYTES
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  let at = start
  for (const part of parts) at += part.copy(frame, at)
  return frame
}
