// The formats of Croft's own settings: addresses, networks, keys, tokens.
import { isIP } from 'node:net'
import { emailAddressOf } from '../validate.ts'
import { networkOf } from './networks.ts'
import { PARAMETERS, parsePostgresUrl } from './postgres-url.ts'
import { type Format, listOf } from './readers.ts'

/** `path` null: a temporary file, removed at stop. `url` holds a password: never log it. */
export type DatabaseConfig =
  | { kind: 'sqlite'; path: string | null }
  | { kind: 'postgres'; url: string; connections: number }

const SECRET_KEY_BYTES = 32

/** PostgreSQL with this number of connections, or SQLite, which needs no such number. */
export function databaseUrl(connections: number): Format<DatabaseConfig> {
  return {
    rule: `sqlite:PATH, sqlite::memory: or postgres://USER@HOST/DATABASE, with no parameters but ${PARAMETERS.join(', ')}, as docs/deployment.md tells`,
    parse: (value) => {
      if (value === 'sqlite::memory:') return { kind: 'sqlite', path: null }
      const path = /^sqlite:(.+)$/s.exec(value)?.[1]
      if (path !== undefined) return { kind: 'sqlite', path }
      return parsePostgresUrl(value) ? { kind: 'postgres', url: value, connections } : undefined
    },
  }
}

/** 32 bytes; the padding `=` may be left out. */
export const secretKey: Format<Uint8Array> = {
  rule: '32 bytes in base64',
  parse: (value) => {
    const key = Buffer.from(value, 'base64')
    // Buffer.from skips characters that are not base64, so the value is compared with what was decoded from it.
    const isBase64 = withoutPadding(key.toString('base64')) === withoutPadding(value)
    return key.length === SECRET_KEY_BYTES && isBase64 ? key : undefined
  },
}

/** Not shaped like a JWT, because a bearer of that shape is verified as one and never looked up. */
export const bootstrapToken: Format<string> = {
  rule: '32 to 255 visible ASCII characters, not shaped like a JWT',
  parse: (value) => (/^[\x21-\x7e]{32,255}$/.test(value) && !isJwtShaped(value) ? value : undefined),
}

/** Lower-cased, as users' addresses are stored. */
export const emailAddress: Format<string> = {
  rule: 'an e-mail address of at most 254 printable ASCII characters',
  parse: (value) => emailAddressOf(value) ?? undefined,
}

/** The address of a mail server; it may hold a password: never log it. */
export const smtpAddress: Format<string> = {
  rule: 'an address smtp://[user:password@]host[:port] or smtps://…, without a path',
  parse: (value) => {
    if (!URL.canParse(value)) return undefined
    const { protocol, hostname, pathname } = new URL(value)
    return /^smtps?:$/.test(protocol) && hostname !== '' && pathname.length <= 1 ? value : undefined
  },
}

/** The point at which a crash test ends the process: after this many changes by deletions, or by keyed mutations. */
export const failpoint: Format<{ of: 'deletion' | 'mutation'; changes: number }> = {
  rule: 'deletion:N or mutation:N, N a whole number from 1',
  parse: (value) => {
    const [, of, changes] = /^(deletion|mutation):([1-9]\d{0,8})$/.exec(value) ?? []
    return of === undefined ? undefined : { of: of as 'deletion' | 'mutation', changes: Number(changes) }
  },
}

/** An address, or a name in the syntax of RFC 1123 with underscores; a name does not end with a number. */
export const host: Format<string> = {
  rule: 'an address or a host name, without a port and without brackets',
  parse: (value) => (isIP(value) !== 0 || HOST_NAME.test(value) ? value : undefined),
}
const HOST_NAME =
  /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?!\d+$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i

export const httpUrl: Format<string> = {
  rule: 'an http or https address without user name, password, query and fragment',
  parse: (value) => {
    if (!isHttpUrl(value) || /[?#]/.test(value)) return undefined
    const { username, password } = new URL(value)
    return username === '' && password === '' ? value : undefined
  },
}

/** As `httpUrl`, in its normal form, without slashes at the end, so that a path can be appended. */
export const baseUrl: Format<string> = {
  rule: httpUrl.rule,
  parse: (value) => {
    const url = httpUrl.parse(value)
    return url === undefined ? undefined : new URL(url).href.replace(/\/+$/, '')
  },
}

export const origins = listOf(
  (item) => (isHttpUrl(item) && new URL(item).origin === item ? item : undefined),
  'origins such as https://app.example.com',
)

export const networks = listOf(networkOf, 'addresses or networks such as 10.0.0.0/8')

/** Whether a text has three non-empty base64url parts between dots: the compact serialization of RFC 7515. */
export function isJwtShaped(value: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '')
}
