// The composition root. `startParts` builds every part of a server after the parts that it uses, and registers with each
// how it is closed; a stop, or a start that fails half-way, closes what was started in the opposite order.
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createAuthenticator } from './auth/authenticate.ts'
import { IssuerKeys } from './auth/jwt/keys.ts'
import { createJwtVerifier, type JwtVerifier } from './auth/jwt/verify.ts'
import { LastUsedTracker } from './auth/last-used.ts'
import { linkOf } from './auth/sign-in-link.ts'
import { Pace } from './background/pace.ts'
import { bootstrap } from './bootstrap.ts'
import { startCleanup } from './cleanup/controller.ts'
import type { Config } from './config/config.ts'
import { EventHub } from './events/hub.ts'
import { createEngine } from './execution/engine.ts'
import type { Logger } from './execution/errors.ts'
import { RequestLimits } from './execution/request-limits.ts'
import type { Services } from './graphql/context.ts'
import { OpenStreams } from './graphql/open-streams.ts'
import { ResolutionQueue } from './graphql/resolution.ts'
import { TurnQueue } from './graphql/turns.ts'
import type { Timeouts } from './http/connections.ts'
import { startServer } from './http/server.ts'
import { startExpiry } from './invitations/expiry.ts'
import type { MailTimes } from './invitations/mail.ts'
import { startRevocation } from './invitations/sent-by.ts'
import { schema } from './modules/schema.ts'
import { startRetention } from './retention/job.ts'
import { secretKeyBeside } from './store/secret-key.ts'
import { openStore, type StoreOptions } from './store/store.ts'
import { startTokenExpiry } from './tokens/expiring.ts'
import { startKeyRotation } from './tokens/key-rotation.ts'

export interface App {
  readonly url: string
  readonly services: Services
  /** Ends streams without completing them, lets requests finish, writes what is still in memory, closes the database. Repeatable. */
  close(): Promise<void>
}

export interface StartOptions {
  /** Receives the first platform admin's token if this start creates one. If it throws, the start fails. */
  deliverFirstToken?: (secret: string) => void
  /** Receives a link that signs a browser in as that admin, once requests are answered. */
  deliverFirstLink?: (link: string) => void
  /** Milliseconds since the epoch. */
  clock?: () => number
  logger?: Logger
  /** How long connections may be held; tests shorten it. */
  timeouts?: Timeouts
  mailTimes?: MailTimes
  /** How often the retention job looks for old rows; tests shorten it. */
  retentionEveryMs?: number
  /** Called with each SQL statement and its parameters. */
  onQuery?: StoreOptions['onQuery']
  /** The cache of compiled queries; tests pass one that verifies what it returns. */
  prepared?: StoreOptions['prepared']
}

type Close = () => unknown

const SECRET_KEY_BYTES = 32
/** The part of the shutdown grace that requests and streams get; the rest is for the database. */
const REQUESTS_SHARE = 0.8

/** Starts a server; it answers requests when this resolves. */
export async function startApp(config: Config, options: StartOptions = {}): Promise<App> {
  const started: Close[] = []
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= closeInReverse(started)
    return closed
  }
  try {
    const parts = await startParts(config, options, (closePart) => started.push(closePart))
    return { ...parts, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function closeInReverse(started: readonly Close[]): Promise<void> {
  for (const close of [...started].reverse()) await close()
}

async function startParts(
  config: Config,
  options: StartOptions,
  onClose: (close: Close) => void,
): Promise<Omit<App, 'close'>> {
  const logger = options.logger ?? pino({ level: 'silent' })
  const clock = options.clock ?? Date.now
  const logFailure = (message: string) => (error: unknown) => logger.error({ err: error }, message)

  const { database, groupsMaxAgeMs, failpoint } = config
  const { onQuery, prepared } = options
  const report: StoreOptions['report'] = (level, message) => logger[level](message)
  const onMigrated = (migrations: readonly string[]) => logger.info({ migrations }, 'The database was migrated')
  const secretKey = secretKeyOf(config)
  const store = await openStore({ database, secretKey, failpoint, clock, onQuery, prepared, onMigrated, report })
  onClose(() => store.close())
  const { owner, suspended, linkCode } = await bootstrap(store, config, options.deliverFirstToken ?? (() => {}))
  if (owner) logger.info({ owner }, 'CROFT_BOOTSTRAP_TOKEN was added: it is a token of this platform admin')
  if (suspended) {
    logger.warn(
      { user: suspended },
      'The user of CROFT_ADMIN_EMAIL is suspended, and no other platform admin could act: one was created without the address',
    )
  }
  store.started()

  const hub = new EventHub(store, logFailure('The event log cannot be read'))
  await hub.start()

  const lastUsed = new LastUsedTracker(store, logFailure('Last-used times cannot be written'))
  onClose(() => lastUsed.close())

  const jwt = config.oidc ? jwtVerifierOf(config.oidc, clock, logger) : null
  const stopping = new AbortController()
  let url = ''
  const pace = new Pace()
  const services: Services = {
    config,
    store,
    hub,
    pace,
    turnQueue: new TurnQueue(pace),
    resolutionQueue: new ResolutionQueue(),
    openStreams: new OpenStreams(config.maxStreams),
    authenticate: createAuthenticator({
      store,
      jwt,
      groupsMaxAgeMs,
      onGroupsCut: (user, left) =>
        logger.warn({ user, left }, 'A JWT has more groups than count: the rest is left out'),
    }),
    stopping: stopping.signal,
    publicUrl: () => config.http.publicUrl ?? url,
  }
  const requestLimits = new RequestLimits(config.rateLimit, clock)
  const server = await startServer(
    { services, engine: createEngine(schema, logger), lastUsed, requestLimits, logger },
    options.timeouts,
  )
  url = server.url

  const tokenExpiry = startTokenExpiry({ store, hub, failed: logFailure('Tokens that expire soon cannot be told of') })
  onClose(() => tokenExpiry.close())
  const retention = startRetention({
    ...services,
    retentionMs: config.retentionMs,
    everyMs: options.retentionEveryMs,
    failed: logFailure('What is older than it is kept cannot be removed'),
  })
  onClose(() => retention.close())
  const keyRotation = startKeyRotation({
    store,
    hub,
    made: (key, signsFrom) => logger.info({ key, signsFrom }, 'A key was made that signs tokens for other services'),
    failed: logFailure('The keys that sign tokens for other services cannot be rotated'),
  })
  onClose(() => keyRotation.close())
  const expiry = startExpiry({ store, hub, failed: logFailure('Invitations that are overdue cannot be ended') })
  onClose(() => expiry.close())
  const revocation = startRevocation({
    store,
    hub,
    pace,
    groupsMaxAgeMs,
    failed: logFailure('Invitations of a sender who is gone cannot be ended'),
  })
  onClose(() => revocation.close())
  if (config.mail) {
    // Imported on demand: nodemailer takes 7 MiB.
    const { startMail } = await import('./invitations/mail.ts')
    const mail = startMail({
      ...config.mail,
      store,
      hub,
      groupsMaxAgeMs,
      times: options.mailTimes,
      publicUrl: services.publicUrl().replace(/\/$/, ''),
      failed: logFailure('What there is to mail cannot be read or written'),
      refused: (invitation, reason, isFinal) =>
        logger.warn({ invitation, reason, isFinal }, 'A mail was not taken by the mail server'),
    })
    onClose(() => mail.close())
  }

  const cleanup = startCleanup({
    ...services,
    webhookAllow: config.webhookAllow,
    failed: logFailure('A clean-up step was refused'),
  })
  // Together: requests that are slow to finish must not keep the clean-up going, nor a slow slice the listener open.
  onClose(() => Promise.all([server.close(config.http.shutdownGraceMs * REQUESTS_SHARE), cleanup.close()]))

  onClose(() => stopping.abort())
  if (linkCode !== null) options.deliverFirstLink?.(linkOf(services.publicUrl().replace(/\/$/, ''), linkCode))
  return { url, services }
}

/** Logs when the issuer's keys can no longer be fetched, and when they can be again. */
function jwtVerifierOf(oidc: NonNullable<Config['oidc']>, clock: () => number, logger: Logger): JwtVerifier {
  const onChange = (error: unknown) => {
    if (error === null) logger.info("The identity provider's keys can be fetched again")
    else
      logger.warn({ err: error }, "The identity provider's keys cannot be fetched: the last known serve for 24 hours")
  }
  const keys = new IssuerKeys({ issuer: oidc.issuer, clock, onChange })
  return createJwtVerifier({ ...oidc, keys, clock })
}

/** The configured key, or the one in a file beside the SQLite file; a temporary database gets a random one. */
function secretKeyOf({ secretKey, database }: Config): Uint8Array {
  if (secretKey) return secretKey
  const path = database.kind === 'sqlite' ? database.path : null
  return path === null ? randomBytes(SECRET_KEY_BYTES) : secretKeyBeside(path)
}
