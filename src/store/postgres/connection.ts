// How connections to one database are made, with `sslmode` as libpq means it: `prefer` falls back to a connection
// without TLS, `allow` to one with TLS. A certificate is checked if there is a root certificate to check it by.
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import pg from 'pg'
import { ConfigError } from '../../config/config.ts'
import { type PostgresUrl, parsePostgresUrl } from '../../config/postgres-url.ts'

export interface PostgresConnection {
  /** A client of this database. If its connection is refused with TLS, or without, the next client tries the other. */
  readonly Client: new (
    options?: pg.ClientConfig,
  ) => pg.Client
  /** A connected client, with TLS or without. */
  connect(options: pg.ClientConfig): Promise<pg.Client>
}

const APPLICATION_NAME = 'croft'

/** Reads the certificates that the URL names; a ConfigError if one cannot be used. */
export function connectionTo(url: string): PostgresConnection {
  const parts = parsePostgresUrl(url)
  if (!parts) throw new ConfigError(['CROFT_DATABASE_URL is not a URL of PostgreSQL'])
  const encryption = new Encryption(parts)
  const address = {
    host: parts.host,
    port: parts.port,
    user: parts.user ?? process.env['PGUSER'] ?? systemUser(),
    password: parts.password,
    database: parts.database,
    options: parts.options,
  }
  class Client extends pg.Client {
    readonly #ssl: Ssl

    constructor(options: pg.ClientConfig = {}) {
      const ssl = encryption.current
      super({ application_name: parts?.applicationName ?? APPLICATION_NAME, ...options, ...address, ssl })
      this.#ssl = ssl
      // An error event without a listener would end the process. Whatever uses the connection fails as well.
      this.on('error', () => {})
    }

    override connect(): Promise<pg.Client>
    override connect(callback: (error: Error) => void): void
    override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
      const translated = (error: Error) => encryption.refused(this.#ssl, error)
      if (!callback) {
        return super.connect().catch((error: Error) => {
          throw translated(error)
        })
      }
      super.connect((error: Error | null) => callback(error ? translated(error) : (error as never)))
      return undefined
    }
  }
  return {
    Client,
    connect: async (options) => {
      for (const last of encryption.attempts) {
        const client = new Client(options)
        try {
          await client.connect()
          return client
        } catch (error) {
          await client.end().catch(() => {})
          if (last || !(error instanceof Refusal)) throw error instanceof Refusal ? error.cause : error
        }
      }
      throw new Error('No attempt was made')
    },
  }
}

type Ssl = ConnectionOptions | false

/** The server does not take connections with TLS, or without; another attempt may succeed. */
class Refusal extends Error {}

/** The ways to connect, of which the one that worked last is tried first. */
class Encryption {
  readonly #ways: Ssl[]

  constructor(url: PostgresUrl) {
    const { sslMode, host = process.env['PGHOST'] } = url
    // The socket of a machine does not pass any network.
    if (sslMode === 'disable' || host?.startsWith('/')) this.#ways = [false]
    else if (sslMode === 'prefer') this.#ways = [tlsOptions(url), false]
    else if (sslMode === 'allow') this.#ways = [false, tlsOptions(url)]
    else this.#ways = [tlsOptions(url)]
  }

  get current(): Ssl {
    return this.#ways[0] as Ssl
  }

  /** For each way to connect, whether it is the last one. */
  get attempts(): boolean[] {
    return this.#ways.map((_, index) => index === this.#ways.length - 1)
  }

  /** Puts a way that was refused behind the other one. Returns the error that this failure is. */
  refused(way: Ssl, error: Error): Error {
    if (this.#ways.length === 1 || !isRefusal(way, error)) return error
    if (way === this.current) this.#ways.reverse()
    return new Refusal(`Refused ${way ? 'with' : 'without'} TLS: ${error.message}`, { cause: error })
  }
}

/** No line of pg_hba.conf fits the connection; PostgreSQL says so for TLS, and for its absence. */
const NO_HBA_ENTRY = '28000'
/** The server has no TLS, its certificate does not satisfy, or both have no version or cipher in common. */
const TLS_FAILED = /SSL|TLS|CERT|SIGNED|UNABLE_TO|EPROTO/

function isRefusal(way: Ssl, error: Error): boolean {
  const { code = '', message } = error as NodeJS.ErrnoException
  return code === NO_HBA_ENTRY || (way !== false && TLS_FAILED.test(`${code} ${message}`))
}

function tlsOptions({ sslMode, sslRootCert, sslCert, sslKey }: PostgresUrl): ConnectionOptions {
  const checksName = sslMode === 'verify-full'
  const options: ConnectionOptions & { ca?: string } = {
    ...(sslRootCert && sslRootCert !== 'system' ? { ca: read('sslrootcert', sslRootCert) } : {}),
    ...(sslCert && sslKey ? { cert: read('sslcert', sslCert), key: read('sslkey', sslKey) } : {}),
    rejectUnauthorized: checksName || sslRootCert !== undefined,
    ...(checksName ? {} : { checkServerIdentity: () => undefined }),
  }
  try {
    // Node.js ignores authorities that it cannot read, as if there were none.
    if (options.ca !== undefined) new X509Certificate(options.ca)
    createSecureContext(options)
  } catch (error) {
    throw unusable(`the certificates cannot be used: ${(error as Error).message}`)
  }
  return options
}

function read(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw unusable(`${parameter} cannot be read: ${(error as Error).message}`)
  }
}

function unusable(reason: string): ConfigError {
  return new ConfigError([`CROFT_DATABASE_URL: ${reason}`])
}

/** Undefined where the user has no name, as in some containers. */
function systemUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
