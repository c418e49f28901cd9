// The secret of an API token: `croft_`, 30 random base62 characters (178 bits), and the CRC32 of these 36 as 6 base62
// characters, with which secret scanners and the server detect a typo without a query. The database stores its SHA-256;
// a slow password hash would add nothing, because nobody can guess 178 bits.
import { hash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const TOKEN_PREFIX = 'croft_'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_CHARACTERS = 30
const CHECKSUM_CHARACTERS = 6

/** A new random secret. It may appear in one response, and never in the database or a log. */
export function newSecret(): string {
  let body = TOKEN_PREFIX
  for (let i = 0; i < RANDOM_CHARACTERS; i++) body += ALPHABET[randomInt(ALPHABET.length)]
  return body + checksum(body)
}

/** Whether the text has the form of `newSecret` and a correct checksum. */
export function isWellFormed(secret: string): boolean {
  if (!/^croft_[0-9A-Za-z]{36}$/.test(secret)) return false
  const body = secret.slice(0, -CHECKSUM_CHARACTERS)
  return checksum(body) === secret.slice(-CHECKSUM_CHARACTERS)
}

/** The SHA-256 in hex, under which a secret is stored and found. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex')
}

/** The last four characters, by which an owner recognises a token in a list. */
export function hintOf(secret: string): string {
  return `…${secret.slice(-4)}`
}

function checksum(body: string): string {
  let remainder = crc32(body)
  let digits = ''
  for (let i = 0; i < CHECKSUM_CHARACTERS; i++) {
    digits = ALPHABET[remainder % ALPHABET.length] + digits
    remainder = Math.floor(remainder / ALPHABET.length)
  }
  return digits
}
