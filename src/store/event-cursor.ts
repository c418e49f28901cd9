// The cursors and ids of events as clients see them. A cursor is encrypted under a random nonce, so that it does not
// tell how much happens elsewhere; it carries a fingerprint of its event, by which a log that was restored from a backup
// and went on differently is recognised. An id is the same each time, for the caches of clients.
import { createCipheriv, createDecipheriv, hash, hkdfSync, randomFillSync } from 'node:crypto'
import { TypeID } from 'typeid-js'
import type { Row } from '../../db/schema.ts'

/** What makes an event of the log: these columns never change. */
export type Logged = Pick<
  Row<'event'>,
  'seq' | 'type' | 'at' | 'workspace_id' | 'deletion_id' | 'actor_id' | 'subject_id' | 'request_id'
>

/** A place in the log: at an event, or before all of them. */
export interface Place {
  readonly seq: number
  /** If several items are reported of one event: which of them. */
  readonly part: number
  readonly fingerprint: string
}

/** Distinguishes ids of different objects that are made of one event. */
export type EventIdKind = 'Event' | 'DeletionEvent' | 'Snapshot'

const ID_PREFIX = 'evt'
const ID_KINDS: Record<EventIdKind, number> = { Event: 0, DeletionEvent: 1, Snapshot: 2 }
const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const ID_KEY_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SEQ_BYTES = 6
const PART_BYTES = 2
const FINGERPRINT_BYTES = 8
const BODY_BYTES = SEQ_BYTES + PART_BYTES + FINGERPRINT_BYTES
const CURSOR_BYTES = NONCE_BYTES + BODY_BYTES + TAG_BYTES
/** Random bytes are cheaper when many are asked for at once. */
const NONCES_AT_ONCE = 512
const BEFORE_ALL = '00'.repeat(FINGERPRINT_BYTES)

/** Makes and opens cursors, and makes ids. Servers with the same secret key agree on them. */
export class EventCursors {
  readonly #key: Buffer
  readonly #idCipher: ReturnType<typeof createCipheriv>
  readonly #nonces = Buffer.alloc(NONCE_BYTES * NONCES_AT_ONCE)
  #nextNonce = NONCES_AT_ONCE

  constructor(secretKey: Uint8Array) {
    const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', secretKey, '', purpose, bytes))
    this.#key = derive('croft/event-cursor', KEY_BYTES)
    // In this mode each block is encrypted on its own, so one cipher serves all ids.
    this.#idCipher = createCipheriv('aes-128-ecb', derive('croft/event-id', ID_KEY_BYTES), null).setAutoPadding(false)
  }

  /** A cursor at the event; two of the same event differ. */
  seal(event: Logged, part = 0): string {
    return this.#seal({ seq: event.seq, part, fingerprint: fingerprintOf(event) })
  }

  /** A cursor before all events. */
  beginning(): string {
    return this.#seal({ seq: 0, part: 0, fingerprint: BEFORE_ALL })
  }

  /** The place of a cursor; null for anything that was not sealed with this key. */
  open(cursor: string): Place | null {
    const bytes = Buffer.from(cursor, 'base64url')
    // `Buffer.from` skips what is not base64url, so other texts could give the same bytes.
    if (bytes.length !== CURSOR_BYTES || bytes.toString('base64url') !== cursor) return null
    const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES + BODY_BYTES))
    const body = decipher.update(bytes.subarray(NONCE_BYTES, NONCE_BYTES + BODY_BYTES))
    try {
      decipher.final()
    } catch {
      return null
    }
    return {
      seq: body.readUIntBE(0, SEQ_BYTES),
      part: body.readUIntBE(SEQ_BYTES, PART_BYTES),
      fingerprint: body.toString('hex', SEQ_BYTES + PART_BYTES),
    }
  }

  /** A TypeID that is the same each time and does not tell the event's number. `of` is what a snapshot shows. */
  id(kind: EventIdKind, { seq }: { seq: number }, of = ''): string {
    const block = Buffer.alloc(16)
    if (of) block.set(hash('sha256', of, 'buffer').subarray(0, 9))
    block[9] = ID_KINDS[kind]
    block.writeUIntBE(seq, 10, SEQ_BYTES)
    return TypeID.fromUUIDBytes(ID_PREFIX, this.#idCipher.update(block)).toString()
  }

  #seal({ seq, part, fingerprint }: Place): string {
    const nonce = this.#nonce()
    const body = Buffer.allocUnsafe(BODY_BYTES)
    body.writeUIntBE(seq, 0, SEQ_BYTES)
    body.writeUIntBE(part, SEQ_BYTES, PART_BYTES)
    body.write(fingerprint, SEQ_BYTES + PART_BYTES, 'hex')
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES })
    const sealed = cipher.update(body)
    cipher.final()
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()], CURSOR_BYTES).toString('base64url')
  }

  #nonce(): Buffer {
    if (this.#nextNonce === NONCES_AT_ONCE) {
      randomFillSync(this.#nonces)
      this.#nextNonce = 0
    }
    const start = NONCE_BYTES * this.#nextNonce++
    return this.#nonces.subarray(start, start + NONCE_BYTES)
  }
}

/** The same for the same event alone. Its time and its request make it differ from another with the same number. */
export function fingerprintOf(event: Logged): string {
  const { seq, type, at, workspace_id, deletion_id, actor_id, subject_id, request_id } = event
  const text = `${seq} ${type} ${at} ${workspace_id} ${deletion_id} ${actor_id} ${subject_id} ${request_id}`
  return hash('sha256', text, 'hex').slice(0, 2 * FINGERPRINT_BYTES)
}
