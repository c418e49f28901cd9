// The process: reads the environment, starts the server, stops it on a signal. Nothing else ends the process.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Logger, pino } from 'pino'
import { type App, startApp } from './app.ts'
import { type Config, ConfigError, loadConfig } from './config/config.ts'

const EXIT_FAILED = 1
const EXIT_MISCONFIGURED = 2

// Only the server's own user may read the database, its key and the first token.
process.umask(0o077)
const config = readConfig()
const logger = await createLogger(config)
process.on('uncaughtException', (error) => exitFailed('Uncaught exception', error))
process.on('unhandledRejection', (error) => exitFailed('Unhandled rejection', error))

const app = await startApp(config, { logger, deliverFirstToken }).catch((error: unknown) => {
  process.stderr.write(`Croft cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof ConfigError ? EXIT_MISCONFIGURED : EXIT_FAILED)
})
stopOnSignals(app)
logger.info({ url: app.url }, `Croft is ready at ${app.url}`)

function readConfig(): Config {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(EXIT_MISCONFIGURED)
  }
}

/** JSON lines in production, readable lines in development. Both write synchronously, so that exit loses no line. */
async function createLogger({ env, logLevel }: Config): Promise<Logger> {
  const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (env === 'production') return pino(options, pino.destination({ dest: 1, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ sync: true, colorize: process.stdout.isTTY, translateTime: 'SYS:HH:MM:ss' }))
}

function exitFailed(message: string, error: unknown): never {
  logger.fatal({ err: error }, message)
  process.exit(EXIT_FAILED)
}

/** The first signal starts a graceful shutdown, which the grace limits; a second signal exits at once. */
function stopOnSignals({ close }: App): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(EXIT_FAILED)
    stopping = true
    logger.info({ signal }, 'Stopping')
    setTimeout(() => exitFailed('Not stopped within the grace', undefined), config.http.shutdownGraceMs).unref()
    close().then(
      () => {
        logger.info('Stopped')
        process.exit(0)
      },
      (error: unknown) => exitFailed('Stopping failed', error),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Prints the first admin's token on a terminal; without one, writes it to a file that only the server's user can read. */
function deliverFirstToken(secret: string): void {
  if (process.stdout.isTTY) {
    process.stdout.write(`\nThe first platform admin's API token. It is shown this once:\n\n  ${secret}\n\n`)
    return
  }
  const { database } = config
  const path = database.kind === 'sqlite' ? database.path : null
  const directory = path === null ? resolve(config.dataDir) : dirname(resolve(path))
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'bootstrap-token')
  // A file that exists would keep its own mode, so it is replaced.
  rmSync(file, { force: true })
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  logger.info({ file }, "The first platform admin's API token is in this file")
}
