// The process: reads the environment, starts the server, stops it on a signal. Only here does anything end the process.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Logger, pino } from 'pino'
import { type App, startApp } from './app.ts'
import { type Config, ConfigError, loadConfig } from './config/config.ts'

const EXIT_FAILED = 1
const EXIT_MISCONFIGURED = 2

// the database, its key and the first token are for the server's own user alone
process.umask(0o077)
const config = readConfig()
const logger = await createLogger(config)
const die = (what: string) => (error: unknown) => {
  logger.fatal({ err: error }, what)
  process.exit(EXIT_FAILED)
}
process.on('uncaughtException', die('Uncaught exception'))
process.on('unhandledRejection', die('Unhandled rejection'))

const app = await startApp(config, { logger, handOver }).catch((error: unknown) => {
  process.stderr.write(`Croft can not start: ${error instanceof Error ? error.message : String(error)}\n`)
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

/** JSON lines in production; in development lines for people. Both are written at once, so that none is lost at exit. */
async function createLogger({ env, logLevel }: Config): Promise<Logger> {
  const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  if (env === 'production') return pino(options, pino.destination({ dest: 1, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  return pino(options, pretty({ sync: true, colorize: process.stdout.isTTY, translateTime: 'SYS:HH:MM:ss' }))
}

function stopOnSignals({ close }: App): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(EXIT_FAILED)
    stopping = true
    logger.info({ signal }, 'Stopping')
    setTimeout(() => die('Not stopped within the grace')(undefined), config.http.shutdownGraceMs).unref()
    close().then(() => {
      logger.info('Stopped')
      process.exit(0)
    }, die('Stopping failed'))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Shows the first admin's token to the person who started the server, or keeps it for them in a file of their own. */
function handOver(secret: string): void {
  if (process.stdout.isTTY) {
    process.stdout.write(`\nThe first platform admin's API token. It is shown this once:\n\n  ${secret}\n\n`)
    return
  }
  const { database } = config
  const path = database.kind === 'sqlite' ? database.path : null
  const directory = path === null ? resolve(config.dataDir) : dirname(resolve(path))
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'bootstrap-token')
  // made anew: the mode of a file that is there already would stay what it is
  rmSync(file, { force: true })
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  logger.info({ file }, "The first platform admin's API token is in this file")
}
