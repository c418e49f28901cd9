// Connection URLs of PostgreSQL, read as libpq reads them ("Connection URIs" and "SSL Support" in PostgreSQL's manual):
// a host may be the directory of a Unix socket, and parameters override the parts of the URL. A parameter that is not in
// the list below is refused instead of ignored, since it may be there for the sake of security.

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const
export type SslMode = (typeof SSL_MODES)[number]

/** Parts that the URL does not give are undefined. */
export interface PostgresUrl {
  /** A name, an address, or the directory of a socket, which begins with a slash. */
  readonly host: string | undefined
  readonly port: number | undefined
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly sslMode: SslMode
  /** Files in PEM. `system` as root certificate: the authorities that Node.js trusts. */
  readonly sslRootCert: string | undefined
  readonly sslCert: string | undefined
  readonly sslKey: string | undefined
  readonly applicationName: string | undefined
  /** Command-line options for the session, such as `-c search_path=croft`. */
  readonly options: string | undefined
}

export const PARAMETERS = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'application_name',
  'options',
] as const
type Parameter = (typeof PARAMETERS)[number]

const SCHEME = /^postgres(ql)?:\/\//
/** User, password, host, port, path and query; each may be missing, the host too. */
const PARTS = /^(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]+\]|[^:/?#@,]*)(?::(\d+))?(?:\/([^/?#]*))?(?:\?([^#]*))?$/
const MAX_PORT = 65_535

/** The parts of the URL; undefined if it is malformed or has a parameter that is not supported. */
export function parsePostgresUrl(url: string): PostgresUrl | undefined {
  const scheme = SCHEME.exec(url)
  const parts = scheme && PARTS.exec(url.slice(scheme[0].length))
  if (!parts) return undefined
  const [, user, password, host, port, dbname, query] = parts
  const given = parameters({ user, password, host: host?.replace(/^\[(.*)\]$/, '$1'), port, dbname }, query)
  return given && checked(given)
}

type Given = Partial<Record<Parameter, string>>

/** All parts percent-decoded, and those of the query in place of others; undefined if one cannot be decoded. */
function parameters(parts: Record<string, string | undefined>, query = ''): Given | undefined {
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('='))
  const known: readonly string[] = PARAMETERS
  if (!pairs.every((pair) => pair.length === 2 && known.includes(pair[0] as string))) return undefined
  const given: Record<string, string> = {}
  try {
    for (const [name, value] of [...Object.entries(parts), ...pairs] as [string, string | undefined][]) {
      if (value) given[name] = decodeURIComponent(value)
    }
  } catch {
    return undefined
  }
  return Object.values(given).some((value) => value.includes('\0')) ? undefined : given
}

function checked(given: Given): PostgresUrl | undefined {
  const { sslrootcert, sslcert, sslkey } = given
  const port = given.port === undefined ? undefined : Number(given.port)
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= MAX_PORT)) return undefined
  const mode = given.sslmode ?? (sslrootcert === 'system' ? 'verify-full' : 'prefer')
  const sslMode = SSL_MODES.find((known) => known === mode)
  if (!sslMode) return undefined
  // The authorities that everybody trusts prove nothing unless the name that they certify is compared.
  const trustsAnybody =
    sslMode === 'verify-ca'
      ? (sslrootcert ?? 'system') === 'system'
      : sslMode !== 'verify-full' && sslrootcert === 'system'
  if (trustsAnybody || !sslcert !== !sslkey) return undefined
  return {
    host: given.host,
    port,
    user: given.user,
    password: given.password,
    database: given.dbname,
    sslMode,
    sslRootCert: sslrootcert,
    sslCert: sslcert,
    sslKey: sslkey,
    applicationName: given.application_name,
    options: given.options,
  }
}
