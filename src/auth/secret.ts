// API tokens: `croft_`, 30 base62 characters (178 bits), 6 of the base62 CRC32 of all before them, so that scanners
// and the server tell a typo from a token without a look-up. A secret is stored as SHA-256: it is too long to guess.
import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const TOKEN_PREFIX = 'croft_'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_CHARACTERS = 30
const CHECKSUM_CHARACTERS = 6

/** A new secret: to be shown once and never stored. */
export function newSecret(): string {
  let body = TOKEN_PREFIX
  for (let i = 0; i < RANDOM_CHARACTERS; i++) body += ALPHABET[randomInt(ALPHABET.length)]
  return body + checksum(body)
}

/** Whether a text that begins with `croft_` is one that `newSecret` could have made. */
export function isWellFormed(secret: string): boolean {
  if (!/^croft_[0-9A-Za-z]{36}$/.test(secret)) return false
  const body = secret.slice(0, -CHECKSUM_CHARACTERS)
  return checksum(body) === secret.slice(-CHECKSUM_CHARACTERS)
}

/** What is stored of a secret, and by what it is found. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** The end of a secret, by which its owner recognises it in a list. */
export function hintOf(secret: string): string {
  return `…${secret.slice(-4)}`
}

function checksum(body: string): string {
  let rest = crc32(body)
  let digits = ''
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    digits = ALPHABET[rest % ALPHABET.length] + digits
    rest = Math.floor(rest / ALPHABET.length)
  }
  return digits
}
