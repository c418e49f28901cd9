// The settings: environment variables, all optional, all checked together. This file has their names and defaults;
// readers.ts and values.ts have the formats. `loadConfig` is pure (it reads no file and does not end the process), so
// every rule can be tested.
import { MAX_GRACE_DAYS, MIN_RATE_LIMIT } from './limits.ts'
import type { Network } from './networks.ts'
import {
  createReader,
  DAY_MS,
  duration,
  type Environment,
  HOUR_MS,
  integer,
  integerOrOff,
  oneOf,
  onOff,
  type Reader,
  text,
  YEAR_MS,
} from './readers.ts'
import { unknownNames } from './unknown-names.ts'
import {
  baseUrl,
  bootstrapToken,
  type DatabaseConfig,
  databaseUrl,
  emailAddress,
  failpoint,
  host,
  httpUrl,
  networks,
  origins,
  secretKey,
  smtpAddress,
} from './values.ts'

export interface Config {
  env: 'production' | 'development'
  http: {
    host: string
    port: number
    publicUrl: string | null
    /** The path of `publicUrl`: begins with a slash and does not end with one, or is empty. A proxy strips it. */
    publicPath: string
    corsOrigins: readonly string[]
    trustedProxies: readonly Network[]
    graphiql: boolean
    shutdownGraceMs: number
  }
  database: DatabaseConfig
  /** Where files are written if there is no SQLite file whose folder would take them. */
  dataDir: string
  logLevel: string
  secretKey: Uint8Array | null
  bootstrap: { token: string | null; email: string | null }
  oidc: {
    issuer: string
    audience: string
    /** The name of a claim, or a path of names with dots between them. */
    groupsClaim: string
    /** Whether an address without `email_verified` counts as verified. */
    trustEmail: boolean
    /** The public client with which the command line signs in. */
    cliClientId: string | null
    /** The client with which the server signs browsers in; null if it cannot. A public client has no secret. */
    browser: { clientId: string; clientSecret: string | null } | null
  } | null
  groupsMaxAgeMs: number
  /** The mail server, and the sender's address; null if no mail is sent. */
  mail: { smtpUrl: string; from: string } | null
  workspaceCreation: 'everyone' | 'admins'
  tokenMaxLifetimeMs: number
  /** The grace period of a deletion that names none. */
  deletionGraceMs: number
  /** How long events and ended invitations are kept. */
  retentionMs: number
  /**
   * Points of each credential per minute, in each process; null turns all rate limits off, also for anonymous requests.
   */
  rateLimit: number | null
  /** The most open streams of each credential, in each process. */
  maxStreams: number
  /** The networks that webhooks may reach besides public addresses, and the only ones that they reach by plain http. */
  webhookAllow: readonly Network[]
  /** The most deletions that one principal starts in a minute. */
  deletionLimit: number
  /** The process kills itself after this many changes by deletions, or by keyed mutations; null outside of tests. */
  failpoint: { of: 'deletion' | 'mutation'; changes: number } | null
  /** Probable mistakes that keep no server from starting. */
  warnings: readonly string[]
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

/** Variables of the command line, which cause no warning: the same shell may start a server. */
const OF_COMMAND_LINE = ['CROFT_URL', 'CROFT_TOKEN', 'CROFT_WORKSPACE', 'CROFT_CONTEXT', 'CROFT_CONFIG_DIR']
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Parses the environment; throws a ConfigError with every problem, each naming its variable and never its value. */
export function loadConfig(env: Environment): Config {
  const { read, problems, names } = createReader(env)
  const issuer = read('CROFT_OIDC_ISSUER', httpUrl, null)
  const audience = read('CROFT_OIDC_AUDIENCE', text, null)
  const groupsClaim = read('CROFT_OIDC_GROUPS_CLAIM', text, 'groups')
  const trustEmail = read('CROFT_OIDC_TRUST_EMAIL', onOff, false)
  const cliClientId = read('CROFT_OIDC_CLI_CLIENT_ID', text, null)
  const clientId = read('CROFT_OIDC_CLIENT_ID', text, null)
  const clientSecret = read('CROFT_OIDC_CLIENT_SECRET', text, null)
  const publicUrl = read('CROFT_PUBLIC_URL', baseUrl, null)
  const smtpUrl = read('CROFT_SMTP_URL', smtpAddress, null)
  const from = read('CROFT_MAIL_FROM', emailAddress, null)
  const config: Config = {
    env: read('CROFT_ENV', oneOf('production', 'development'), 'production'),
    http: {
      host: read('CROFT_HOST', host, '127.0.0.1'),
      port: read('CROFT_PORT', integer(0, 65_535), 4000),
      publicUrl,
      publicPath: publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, ''),
      corsOrigins: read('CROFT_CORS_ORIGINS', origins, []),
      trustedProxies: read('CROFT_TRUSTED_PROXIES', networks, []),
      graphiql: read('CROFT_GRAPHIQL', onOff, true),
      shutdownGraceMs: read('CROFT_SHUTDOWN_GRACE', duration(1000, HOUR_MS), 10_000),
    },
    ...databaseSettings(read),
    dataDir: read('CROFT_DATA_DIR', text, 'data'),
    logLevel: read('CROFT_LOG_LEVEL', oneOf(...LOG_LEVELS), 'info'),
    bootstrap: {
      token: read('CROFT_BOOTSTRAP_TOKEN', bootstrapToken, null),
      email: read('CROFT_ADMIN_EMAIL', emailAddress, null),
    },
    oidc:
      issuer && audience
        ? {
            issuer,
            audience,
            groupsClaim,
            trustEmail,
            cliClientId,
            browser: clientId ? { clientId, clientSecret } : null,
          }
        : null,
    groupsMaxAgeMs: read('CROFT_GROUPS_MAX_AGE', duration(60_000, 10 * YEAR_MS), 24 * HOUR_MS),
    mail: smtpUrl && from ? { smtpUrl, from } : null,
    workspaceCreation: read('CROFT_WORKSPACE_CREATION', oneOf('everyone', 'admins'), 'everyone'),
    tokenMaxLifetimeMs: read('CROFT_TOKEN_MAX_LIFETIME', duration(HOUR_MS, 100 * YEAR_MS), YEAR_MS),
    deletionGraceMs: read('CROFT_DELETION_GRACE', duration(0, MAX_GRACE_DAYS * DAY_MS), 0),
    retentionMs: read('CROFT_EVENT_RETENTION', duration(24 * HOUR_MS, 100 * YEAR_MS), YEAR_MS),
    rateLimit: read('CROFT_RATE_LIMIT', integerOrOff(MIN_RATE_LIMIT, 10_000_000), 600),
    maxStreams: read('CROFT_MAX_STREAMS', integer(1, 100_000), 100),
    webhookAllow: read('CROFT_WEBHOOK_ALLOW', networks, []),
    deletionLimit: read('CROFT_DELETION_LIMIT', integer(1, 10_000), 60),
    failpoint: read('CROFT_FAILPOINT', failpoint, null),
    warnings: [],
  }
  // A setting that is present and invalid has its own problem already.
  if (issuer && !env['CROFT_OIDC_AUDIENCE']) problems.push('CROFT_OIDC_AUDIENCE is required with CROFT_OIDC_ISSUER')
  if (audience && !env['CROFT_OIDC_ISSUER']) problems.push('CROFT_OIDC_ISSUER is required with CROFT_OIDC_AUDIENCE')
  if (clientId && !env['CROFT_OIDC_ISSUER']) problems.push('CROFT_OIDC_ISSUER is required with CROFT_OIDC_CLIENT_ID')
  if (clientId && !env['CROFT_PUBLIC_URL'])
    problems.push(
      'CROFT_PUBLIC_URL is required with CROFT_OIDC_CLIENT_ID: the identity provider sends browsers back to it',
    )
  if (clientSecret && !env['CROFT_OIDC_CLIENT_ID'])
    problems.push('CROFT_OIDC_CLIENT_ID is required with CROFT_OIDC_CLIENT_SECRET')
  if (issuer && publicUrl && issuer.replace(/\/$/, '') === publicUrl.replace(/\/$/, ''))
    problems.push(
      'CROFT_OIDC_ISSUER must not be CROFT_PUBLIC_URL: what Croft signs for others is no credential at Croft',
    )
  if (smtpUrl && !env['CROFT_MAIL_FROM']) problems.push('CROFT_MAIL_FROM is required with CROFT_SMTP_URL')
  if (smtpUrl && !publicUrl) problems.push('CROFT_PUBLIC_URL is required with CROFT_SMTP_URL: mail has links to it')
  if (config.database.kind === 'postgres' && !env['CROFT_SECRET_KEY'])
    problems.push('CROFT_SECRET_KEY is required with PostgreSQL: all replicas need the same')
  if (config.failpoint && config.env === 'production')
    problems.push('CROFT_FAILPOINT is for tests of a crash, and is refused in production (CROFT_ENV)')
  if (problems.length > 0) throw new ConfigError(problems)
  return { ...config, warnings: unknownNames(env, new Set([...names, ...OF_COMMAND_LINE])) }
}

/** The database and its key alone, for tools that work beside a server; throws a ConfigError as `loadConfig` does. */
export function loadDatabaseConfig(env: Environment): Pick<Config, 'database' | 'secretKey'> {
  const { read, problems } = createReader(env)
  const config = databaseSettings(read)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function databaseSettings(read: Reader['read']): Pick<Config, 'database' | 'secretKey'> {
  const connections = read('CROFT_DATABASE_CONNECTIONS', integer(2, 1000), 10)
  return {
    database: read('CROFT_DATABASE_URL', databaseUrl(connections), { kind: 'sqlite', path: 'data/croft.db' }),
    secretKey: read('CROFT_SECRET_KEY', secretKey, null),
  }
}
