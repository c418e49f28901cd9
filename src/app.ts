// The composition root: builds every part of a server and takes it apart again, in the opposite order.
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createAuthenticator } from './auth/authenticate.ts'
import { createJwtVerifier } from './auth/jwt.ts'
import { Usage } from './auth/usage.ts'
import { Pace } from './background/pace.ts'
import { bootstrap } from './bootstrap.ts'
import { startCleanup } from './cleanup/controller.ts'
import type { Config } from './config/config.ts'
import { EventHub } from './events/hub.ts'
import { createEngine } from './execution/engine.ts'
import type { Logger } from './execution/errors.ts'
import type { Services } from './graphql/context.ts'
import { startServer } from './http/server.ts'
import { schema } from './modules/schema.ts'
import { secretKeyBeside } from './store/secret-key.ts'
import { openStore, type StoreOptions } from './store/store.ts'

export interface App {
  readonly url: string
  readonly services: Services
  /** Completes streams, lets requests finish, writes what is still in memory, closes the database. */
  close(): Promise<void>
}

export interface StartOptions {
  /** Given the first platform admin's token when this start makes one, to be shown once. What it throws ends the start. */
  handOver?: (secret: string) => void
  /** Milliseconds since the epoch. */
  clock?: () => number
  logger?: Logger
  /** Told of each slice of clean-up: milliseconds that it held the event loop, rows removed. */
  onSlice?: (ms: number, removed: number) => void
  /** Told of each SQL statement and its parameters. */
  onQuery?: StoreOptions['onQuery']
  /** The cache of compiled queries; tests pass one that verifies what it returns. */
  prepared?: StoreOptions['prepared']
}

const SECRET_KEY_BYTES = 32
/** Of the grace at stop, the part that requests and streams get; the rest is for the database. */
const SHARE_OF_REQUESTS = 0.8

/** Starts a server; it answers requests when this resolves. */
export async function startApp(config: Config, options: StartOptions = {}): Promise<App> {
  const logger = options.logger ?? pino({ level: 'silent' })
  const clock = options.clock ?? Date.now
  const failed = (what: string) => (error: unknown) => logger.error({ err: error }, what)
  const { database } = config
  const { onQuery, prepared } = options
  const store = await openStore({ database, secretKey: keyOf(config), clock, onQuery, prepared })
  try {
    await bootstrap(store, config, options.handOver ?? (() => {}))
    const hub = new EventHub(store, failed('The event log can not be read'))
    await hub.start()
    const usage = new Usage(store, failed('Usage can not be written'))
    const jwt = config.oidc ? createJwtVerifier({ ...config.oidc, clock }) : null
    const authenticate = createAuthenticator({ store, jwt, groupsMaxAgeMs: config.groupsMaxAgeMs })
    const stopping = new AbortController()
    let url = ''
    const services: Services = {
      config,
      store,
      hub,
      pace: new Pace(),
      authenticate,
      stopping: stopping.signal,
      publicUrl: () => config.http.publicUrl ?? url,
    }
    const cleanup = startCleanup({
      ...services,
      failed: failed('A clean-up step was refused'),
      onSlice: options.onSlice,
    })
    const gateway = { services, engine: createEngine(schema, logger), usage, logger }
    const server = await startServer(gateway).catch(async (error: unknown) => {
      await Promise.all([cleanup.close(), usage.close()])
      throw error
    })
    url = server.url

    const stop = async (): Promise<void> => {
      stopping.abort()
      // streams wait for their bell; awake they see that the server stops, and complete
      hub.ringAll()
      await Promise.all([server.close(config.http.shutdownGraceMs * SHARE_OF_REQUESTS), cleanup.close()])
      await usage.close()
      await store.close()
    }
    let stopped: Promise<void> | undefined
    return {
      url,
      services,
      close: () => {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function keyOf({ secretKey, database }: Config): Uint8Array {
  if (secretKey) return secretKey
  const path = database.kind === 'sqlite' ? database.path : null
  return path === null ? randomBytes(SECRET_KEY_BYTES) : secretKeyBeside(path)
}
