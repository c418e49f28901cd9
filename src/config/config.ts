// Settings come from environment variables, are all optional and all checked together; their names appear only here.
// `loadConfig` is pure: it reads no file and ends no process, so that every rule can be tested.
import ipaddr from 'ipaddr.js'
import { parseDuration } from '../validate.ts'

export interface Config {
  env: 'production' | 'development'
  http: {
    host: string
    port: number
    publicUrl: string | null
    corsOrigins: readonly string[]
    trustedProxies: readonly string[]
    graphiql: boolean
    shutdownGraceMs: number
  }
  /** `path` null: a temporary file, gone at stop. `url` holds a password: not to be logged. */
  database: { kind: 'sqlite'; path: string | null } | { kind: 'postgres'; url: string; connections: number }
  /** Where files go that have no SQLite file to lie beside. */
  dataDir: string
  logLevel: string
  secretKey: Uint8Array | null
  bootstrap: { token: string | null; email: string | null }
  oidc: { issuer: string; audience: string; groupsClaim: string } | null
  groupsMaxAgeMs: number
  workspaceCreation: 'everyone' | 'admins'
  tokenMaxLifetimeMs: number
}

/** Every problem of the environment at once; `main` prints it and exits with 2. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Invalid configuration:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 24 * HOUR_MS

/** Parses the environment once, at start. Reports every problem together, naming the variable and never its value. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const read = <T>(name: string, fallback: T, parse: (value: string) => T | undefined, rule: string): T => {
    const value = env[name]
    if (value === undefined || value === '') return fallback
    const parsed = parse(value)
    if (parsed === undefined) problems.push(`${name} must be ${rule}`)
    return parsed ?? fallback
  }
  const oneOf = <T extends string>(name: string, values: readonly T[], fallback: T): T =>
    read(name, fallback, (value) => values.find((known) => known === value), `one of ${values.join(', ')}`)
  const integer = (name: string, fallback: number, min: number, max: number): number =>
    read(
      name,
      fallback,
      (value) => (/^\d+$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined),
      `a whole number from ${min} to ${max}`,
    )
  const duration = (name: string, fallbackMs: number, minMs: number, maxMs: number): number =>
    read(
      name,
      fallbackMs,
      (value) => {
        const ms = parseDuration(value)
        return ms !== null && ms >= minMs && ms <= maxMs ? ms : undefined
      },
      `a duration such as 90s, 15m, 48h, 30d or 1y, from ${durationText(minMs)} to ${durationText(maxMs)}`,
    )
  const url = (name: string): string | null =>
    read<string | null>(name, null, (value) => (isHttpUrl(value) ? value : undefined), 'an http or https address')
  const plain = (name: string): string | null => read<string | null>(name, null, (value) => value, 'text')
  const list = (name: string, valid: (item: string) => boolean, rule: string): readonly string[] =>
    read<readonly string[]>(
      name,
      [],
      (value) => {
        const items = value.split(',').map((item) => item.trim())
        return items.every(valid) ? items : undefined
      },
      rule,
    )

  const issuer = url('CROFT_OIDC_ISSUER')
  const audience = plain('CROFT_OIDC_AUDIENCE')
  if (issuer && !audience) problems.push('CROFT_OIDC_AUDIENCE is required with CROFT_OIDC_ISSUER')
  if (audience && !issuer && !env['CROFT_OIDC_ISSUER'])
    problems.push('CROFT_OIDC_ISSUER is required with CROFT_OIDC_AUDIENCE')

  const connections = integer('CROFT_DATABASE_CONNECTIONS', 10, 2, 1000)
  const database = read<Config['database']>(
    'CROFT_DATABASE_URL',
    { kind: 'sqlite', path: 'data/croft.db' },
    (value) => databaseOf(value, connections),
    'sqlite:PATH, sqlite::memory: or postgres://USER@HOST/DATABASE',
  )
  const secretKey = read<Uint8Array | null>('CROFT_SECRET_KEY', null, keyOf, '32 bytes in base64')
  if (database.kind === 'postgres' && !env['CROFT_SECRET_KEY'])
    problems.push('CROFT_SECRET_KEY is required with PostgreSQL: all replicas need the same')

  const config: Config = {
    env: oneOf('CROFT_ENV', ['production', 'development'], 'production'),
    http: {
      host: plain('CROFT_HOST') ?? '127.0.0.1',
      port: integer('CROFT_PORT', 4000, 0, 65_535),
      publicUrl: url('CROFT_PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
      corsOrigins: list('CROFT_CORS_ORIGINS', isOrigin, 'origins such as https://app.example.com, separated by commas'),
      trustedProxies: list(
        'CROFT_TRUSTED_PROXIES',
        isNetwork,
        'addresses or networks such as 10.0.0.0/8, separated by commas',
      ),
      graphiql: oneOf('CROFT_GRAPHIQL', ['on', 'off'], 'on') === 'on',
      shutdownGraceMs: duration('CROFT_SHUTDOWN_GRACE', 10_000, 1000, HOUR_MS),
    },
    database,
    dataDir: plain('CROFT_DATA_DIR') ?? 'data',
    logLevel: oneOf('CROFT_LOG_LEVEL', LOG_LEVELS, 'info'),
    secretKey,
    bootstrap: {
      token: read<string | null>(
        'CROFT_BOOTSTRAP_TOKEN',
        null,
        (value) => (/^[\x21-\x7e]{32,255}$/.test(value) && !isJwtShaped(value) ? value : undefined),
        '32 to 255 visible ASCII characters, not shaped like a JWT',
      ),
      email: read<string | null>(
        'CROFT_ADMIN_EMAIL',
        null,
        (value) => (/^[^\s@]+@[^\s@]+$/.test(value) ? value.toLowerCase() : undefined),
        'an e-mail address',
      ),
    },
    oidc: issuer && audience ? { issuer, audience, groupsClaim: plain('CROFT_OIDC_GROUPS_CLAIM') ?? 'groups' } : null,
    groupsMaxAgeMs: duration('CROFT_GROUPS_MAX_AGE', 24 * HOUR_MS, 60_000, 10 * YEAR_MS),
    workspaceCreation: oneOf('CROFT_WORKSPACE_CREATION', ['everyone', 'admins'], 'everyone'),
    tokenMaxLifetimeMs: duration('CROFT_TOKEN_MAX_LIFETIME', YEAR_MS, HOUR_MS, 100 * YEAR_MS),
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function durationText(ms: number): string {
  if (ms % YEAR_MS === 0) return `${ms / YEAR_MS}y`
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS}h` : `${ms / 1000}s`
}

/** Three non-empty parts of base64url between dots: what RFC 7515 calls the compact serialization. */
export function isJwtShaped(value: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
}

function databaseOf(value: string, connections: number): Config['database'] | undefined {
  if (value === 'sqlite::memory:') return { kind: 'sqlite', path: null }
  if (/^postgres(ql)?:\/\//.test(value)) {
    return isDatabaseUrl(value) ? { kind: 'postgres', url: value, connections } : undefined
  }
  return value.startsWith('sqlite:') && value.length > 'sqlite:'.length
    ? { kind: 'sqlite', path: value.slice('sqlite:'.length) }
    : undefined
}

/** Its parts are percent-encoded UTF-8 (RFC 3986). */
function isDatabaseUrl(value: string): boolean {
  try {
    const { username, password, pathname } = new URL(value)
    return [username, password, pathname].every((part) => typeof decodeURIComponent(part) === 'string')
  } catch {
    return false
  }
}

function keyOf(value: string): Uint8Array | undefined {
  const key = Buffer.from(value, 'base64')
  return key.length === 32 && key.toString('base64').replace(/=+$/, '') === value.replace(/=+$/, '') ? key : undefined
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function isOrigin(value: string): boolean {
  return isHttpUrl(value) && new URL(value).origin === value
}

function isNetwork(value: string): boolean {
  return ipaddr.isValid(value) || ipaddr.isValidCIDR(value)
}
