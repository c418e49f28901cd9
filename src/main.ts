// The process: reads the environment, starts the server, stops it on a signal. It ends by itself only for a wrong setting, a
// start that fails, or an error that nothing has caught.
import './v8-flags.ts'
import type { Logger } from 'pino'
import { type App, startApp } from './app.ts'
import { type Config, ConfigError, loadConfig } from './config/config.ts'
import { firstLinkDelivery, firstTokenDelivery } from './first-token.ts'
import { createLogger } from './log.ts'

const EXIT_FAILED = 1
const EXIT_MISCONFIGURED = 2
/**
 * npm forwards the signals that it gets. One that is sent to the process group, as by Ctrl-C on a terminal, reaches the
 * server a second time within this time, and must not count as an impatient one.
 */
const FORWARDED_WITHIN_MS = 1000
/** What the loader of native modules says if one was built for another version of Node, or not at all. */
const NOT_BUILT = /NODE_MODULE_VERSION|Module did not self-register|Could not locate the bindings file/

/** Resolves once the server answers. A start that fails ends the process. */
export const started: Promise<App> = start()

async function start(): Promise<App> {
  // Only the server's own user may read the database, its key and the first token.
  process.umask(0o077)
  const config = readConfig()
  const logger = await createLogger(config)
  process.on('uncaughtException', (error) => exitFailed(logger, 'Uncaught exception', error))
  process.on('unhandledRejection', (error) => exitFailed(logger, 'Unhandled rejection', error))
  for (const warning of config.warnings) logger.warn(warning)

  const starting = startApp(config, {
    logger,
    deliverFirstToken: firstTokenDelivery(config, logger),
    deliverFirstLink: firstLinkDelivery(config, logger),
  })
  stopOnSignals(starting, config, logger)
  const app = await starting.catch((error: unknown) => {
    printError(`Croft cannot start: ${reasonOf(error)}`)
    process.exit(error instanceof ConfigError ? EXIT_MISCONFIGURED : EXIT_FAILED)
  })
  logger.info(`The console is at ${app.services.publicUrl()}/`)
  if (config.http.graphiql) logger.info(`GraphiQL is at ${app.services.publicUrl()}/graphql`)
  logger.info({ url: app.url }, `Croft is ready at ${app.url}`)
  return app
}

function readConfig(): Config {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    printError(error.message)
    process.exit(EXIT_MISCONFIGURED)
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (!NOT_BUILT.test(message)) return message
  return `run \`npm rebuild\` first: the SQLite module is not built for this version of Node (${process.version})`
}

function printError(text: string): void {
  // A standard error that is closed must not change the exit code.
  process.stderr.on('error', () => {})
  process.stderr.write(`${text}\n`)
}

function exitFailed(logger: Logger, message: string, error: unknown): never {
  logger.fatal({ err: error }, message)
  process.exit(EXIT_FAILED)
}

/** The first signal starts a graceful shutdown, which the grace limits; a second signal exits at once. */
function stopOnSignals(app: Promise<App>, config: Config, logger: Logger): void {
  let stoppedBy: { signal: NodeJS.Signals; at: number } | undefined
  const stop = (signal: NodeJS.Signals) => {
    const at = performance.now()
    if (stoppedBy) {
      const forwarded = process.env['npm_lifecycle_event'] !== undefined && at - stoppedBy.at < FORWARDED_WITHIN_MS
      if (forwarded && stoppedBy.signal === signal) return
      process.exit(EXIT_FAILED)
    }
    stoppedBy = { signal, at }
    logger.info({ signal }, 'Stopping')
    setTimeout(() => exitFailed(logger, 'Not stopped within the grace', undefined), config.http.shutdownGraceMs).unref()
    const stopped = app.then(({ close }) => close())
    stopped.then(
      () => {
        logger.info('Stopped')
        process.exit(0)
      },
      (error: unknown) => exitFailed(logger, 'Stopping failed', error),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
