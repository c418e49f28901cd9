// Unit tests of `loadConfig`, a pure function: one entry for each setting in `settings`.
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../src/config/config.ts'
import { networkOf } from '../../src/config/networks.ts'
import { parsePostgresUrl } from '../../src/config/postgres-url.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const BOOTSTRAP = 'a-bootstrap-token-of-forty-characters-or-so'

const NO_NETWORKS = [
  'everyone',
  '10.0.0.0/33',
  '::/129',
  '10.0.0.256',
  '10.0.0.0/8,',
  '10',
  '10.0',
  '0x7f.0.0.1',
  'fe80::1%eth0',
]

/** For each setting: invalid values, a valid one, and the result of the valid one. */
const settings: Record<string, { bad: string[]; good: string; as: object }> = {
  CROFT_PORT: {
    bad: ['-1', '65536', '80.5', '0x50', 'http', '99999999999999999999'],
    good: '0',
    as: { http: { port: 0 } },
  },
  CROFT_HOST: {
    bad: [
      '127.0.0.1:4000',
      'localhost:4000',
      '[::1]',
      '[::1]:4000',
      'http://localhost',
      '10.0.0.256',
      'a..b',
      '-a',
      '*',
    ],
    good: '::1',
    as: { http: { host: '::1' } },
  },
  CROFT_PUBLIC_URL: {
    bad: [
      'croft.example',
      'ftp://croft.example',
      'javascript:alert(1)',
      '//croft.example',
      'https://admin:hush@croft.example',
      'https://admin@croft.example',
      'https://croft.example/?token=hush',
      'https://croft.example/?',
      'https://croft.example/#hush',
    ],
    good: 'HTTPS://Croft.Example/base/',
    as: { http: { publicUrl: 'https://croft.example/base', publicPath: '/base' } },
  },
  CROFT_DATABASE_URL: {
    bad: [
      'sqlite:',
      'mysql://host/db',
      'data/croft.db',
      'file:croft.db',
      'postgres://host:99999/db',
      'postgres://host:0/db',
      'postgres://host/db?sslmode=maybe',
      'postgres://host/db?sslmode=verify-ca',
      'postgres://host/db?sslmode=require&sslrootcert=system',
      'postgres://host/db?sslcert=client.pem',
      'postgres://host/db?channel_binding=require',
      'postgres://host/db?max=1000',
      'postgres://host/db?options=-c search_path=x',
      'postgres://first,second/db',
      'postgres://croft:%E9@host/db',
    ],
    good: 'sqlite::memory:',
    as: { database: { kind: 'sqlite', path: null } },
  },
  CROFT_DATABASE_CONNECTIONS: {
    bad: ['1', '1001', 'many'],
    good: '2',
    as: { database: { kind: 'sqlite', path: 'data/croft.db' } },
  },
  CROFT_ENV: { bad: ['test', 'PRODUCTION'], good: 'development', as: { env: 'development' } },
  CROFT_BOOTSTRAP_TOKEN: {
    bad: ['x'.repeat(31), 'x'.repeat(256), `${'x'.repeat(40)} y`, `${'x'.repeat(40)}ä`, `${'a'.repeat(40)}.b.c`],
    good: BOOTSTRAP,
    as: { bootstrap: { token: BOOTSTRAP } },
  },
  CROFT_ADMIN_EMAIL: {
    bad: ['admin', 'a b@c', '@c'],
    good: 'Root@C.example',
    as: { bootstrap: { email: 'root@c.example' } },
  },
  CROFT_SECRET_KEY: {
    bad: ['hush-hush-hush', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), `${KEY}!`],
    good: KEY,
    as: { secretKey: Buffer.alloc(32, 7) },
  },
  CROFT_OIDC_ISSUER: {
    bad: [
      'issuer.example',
      'ldap://issuer.example',
      'https://issuer.example?tenant=a',
      'https://me:hush@issuer.example',
    ],
    good: 'https://issuer.example',
    as: { oidc: { issuer: 'https://issuer.example', audience: 'croft', groupsClaim: 'groups' } },
  },
  CROFT_OIDC_TRUST_EMAIL: { bad: ['yes', 'true', 'ON'], good: 'on', as: {} },
  CROFT_GROUPS_MAX_AGE: { bad: ['0s', '59s', '24', '1w', '-1h'], good: '1h', as: { groupsMaxAgeMs: 3_600_000 } },
  CROFT_WORKSPACE_CREATION: { bad: ['nobody', 'Everyone'], good: 'admins', as: { workspaceCreation: 'admins' } },
  CROFT_DELETION_GRACE: { bad: ['91d', '-1s', '1'], good: '30d', as: { deletionGraceMs: 30 * 86_400_000 } },
  CROFT_TOKEN_MAX_LIFETIME: { bad: ['59m', '1x', 'for ever'], good: '1d', as: { tokenMaxLifetimeMs: 86_400_000 } },
  CROFT_SMTP_URL: {
    bad: ['mail.example', 'https://mail.example', 'smtp://', 'smtps://me:hush@mail.example/path'],
    good: 'smtps://me:hush@mail.example:465',
    as: { mail: { smtpUrl: 'smtps://me:hush@mail.example:465', from: 'croft@c.example' } },
  },
  CROFT_MAIL_FROM: { bad: ['croft', 'Croft <croft@c.example>'], good: 'croft@c.example', as: { mail: null } },
  CROFT_EVENT_RETENTION: { bad: ['0s', '23h', '101y', 'never'], good: '90d', as: { retentionMs: 90 * 86_400_000 } },
  CROFT_RATE_LIMIT: { bad: ['0', '15', '10000001', '-1', '1.5', 'OFF', 'none'], good: 'off', as: { rateLimit: null } },
  CROFT_MAX_STREAMS: { bad: ['0', '100001', 'many'], good: '5', as: { maxStreams: 5 } },
  CROFT_DELETION_LIMIT: { bad: ['0', '-1', '10001', '1.5', 'none'], good: '5', as: { deletionLimit: 5 } },
  CROFT_FAILPOINT: {
    bad: ['deletion', 'deletion:0', 'deletion:-1', 'deletion:x', '17', 'create:17', 'mutation:'],
    good: 'mutation:17',
    as: { failpoint: { of: 'mutation', changes: 17 } },
  },
  CROFT_CORS_ORIGINS: {
    bad: ['*', 'app.example', 'https://app.example/', 'https://app.example,', 'https://a.example https://b.example'],
    good: 'https://app.example, http://localhost:3000',
    as: { http: { corsOrigins: ['https://app.example', 'http://localhost:3000'] } },
  },
  CROFT_TRUSTED_PROXIES: {
    bad: NO_NETWORKS,
    good: '10.0.0.0/8, ::1',
    as: { http: { trustedProxies: [networkOf('10.0.0.0/8'), networkOf('::1')] } },
  },
  CROFT_WEBHOOK_ALLOW: {
    bad: NO_NETWORKS,
    good: '127.0.0.1, fd00::/8',
    as: { webhookAllow: [networkOf('127.0.0.1/32'), networkOf('fd00::/8')] },
  },
  CROFT_GRAPHIQL: { bad: ['yes', 'ON'], good: 'off', as: { http: { graphiql: false } } },
  CROFT_LOG_LEVEL: { bad: ['loud', '30'], good: 'silent', as: { logLevel: 'silent' } },
  CROFT_SHUTDOWN_GRACE: { bad: ['0s', '10', '10ms'], good: '1m', as: { http: { shutdownGraceMs: 60_000 } } },
}
const names = Object.keys(settings)
const MAIL_NEEDS = { CROFT_MAIL_FROM: 'croft@c.example', CROFT_PUBLIC_URL: 'https://c.example' }
/** Adds the settings that others require. */
const withNeeded = (env: Record<string, string>) => ({
  ...(env['CROFT_OIDC_ISSUER'] === undefined ? {} : { CROFT_OIDC_AUDIENCE: 'croft' }),
  ...(env['CROFT_SMTP_URL'] === undefined ? {} : MAIL_NEEDS),
  ...(env['CROFT_FAILPOINT'] === undefined ? {} : { CROFT_ENV: 'development' }),
  ...env,
})

function problemsOf(env: Record<string, string>): ConfigError {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error(`Accepted: ${JSON.stringify(env)}`)
}

describe.each(names)('%s', (name) => {
  const { bad, good, as } = settings[name] as (typeof settings)[string]
  test.each(bad)('rejects %j with a message that names the variable and not the value', (value) => {
    const error = problemsOf(withNeeded({ [name]: value }))
    expect(error.problems).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))])
    // another invalid value gives the same message, so the message repeats nothing of the value
    const other = bad.find((candidate) => candidate !== value) as string
    expect(error.message).toBe(problemsOf(withNeeded({ [name]: other })).message)
  })

  test(`accepts ${good}, and uses the default if it is empty`, () => {
    expect(loadConfig(withNeeded({ [name]: good }))).toMatchObject(as)
    expect(loadConfig({ [name]: '' })).toEqual(loadConfig({}))
  })
})

test('reports all problems together, one line each, without any value', () => {
  const env = Object.fromEntries(names.map((name) => [name, `${settings[name]?.bad[0]}`]))
  const { problems, message } = problemsOf(withNeeded(env))
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([...names].sort())
  for (const problem of problems) expect(message).toContain(`\n- ${problem}`)
  for (const secret of ['hush-hush-hush', 'x'.repeat(31)]) expect(message).not.toContain(secret)
})

test('requires an audience with an issuer, and an issuer with an audience', () => {
  const [issuer, audience] = ['CROFT_OIDC_ISSUER', 'CROFT_OIDC_AUDIENCE']
  expect(problemsOf({ [issuer as string]: 'https://a.example' }).problems[0]).toContain(`${audience} is required`)
  expect(problemsOf({ [audience as string]: 'croft' }).problems[0]).toContain(`${issuer} is required`)
})

test('reads the other settings of an issuer', () => {
  const env = { CROFT_OIDC_ISSUER: 'https://a.example', CROFT_OIDC_AUDIENCE: 'croft' }
  const usual = { issuer: 'https://a.example', audience: 'croft', groupsClaim: 'groups' }
  expect(loadConfig(env).oidc).toEqual({ ...usual, trustEmail: false, cliClientId: null, browser: null })
  const all = {
    ...env,
    CROFT_OIDC_GROUPS_CLAIM: 'realm_access.roles',
    CROFT_OIDC_TRUST_EMAIL: 'on',
    CROFT_OIDC_CLI_CLIENT_ID: 'croft-cli',
    CROFT_OIDC_CLIENT_ID: 'croft-browsers',
    CROFT_PUBLIC_URL: 'https://croft.example',
  }
  const browser = { clientId: 'croft-browsers', clientSecret: null }
  const set = { groupsClaim: 'realm_access.roles', trustEmail: true, cliClientId: 'croft-cli', browser }
  expect(loadConfig(all).oidc).toEqual({ ...usual, ...set })
  const withSecret = loadConfig({ ...all, CROFT_OIDC_CLIENT_SECRET: 'a-secret' }).oidc
  expect(withSecret?.browser).toEqual({ clientId: 'croft-browsers', clientSecret: 'a-secret' })
})

test('requires an issuer and a public address with a client for browsers, and a client with its secret', () => {
  expect(problemsOf({ CROFT_OIDC_CLIENT_ID: 'croft' }).problems).toEqual([
    expect.stringContaining('CROFT_OIDC_ISSUER is required with CROFT_OIDC_CLIENT_ID'),
    expect.stringContaining('CROFT_PUBLIC_URL is required with CROFT_OIDC_CLIENT_ID'),
  ])
  expect(problemsOf({ CROFT_OIDC_CLIENT_SECRET: 'a-secret' }).problems).toEqual([
    expect.stringContaining('CROFT_OIDC_CLIENT_ID is required with CROFT_OIDC_CLIENT_SECRET'),
  ])
})

test('refuses a failpoint in production', () => {
  for (const env of [{}, { CROFT_ENV: 'production' }]) {
    const { problems } = problemsOf({ ...env, CROFT_FAILPOINT: 'deletion:17' })
    expect(problems).toEqual([expect.stringContaining('CROFT_FAILPOINT is for tests')])
  }
})

test('requires a sender and a public address with a mail server', () => {
  const { problems } = problemsOf({ CROFT_SMTP_URL: 'smtp://mail.example' })
  expect(problems).toEqual([
    expect.stringContaining('CROFT_MAIL_FROM is required'),
    expect.stringContaining('CROFT_PUBLIC_URL is required'),
  ])
})

test('requires a secret key with PostgreSQL, and does not show the password of the database', () => {
  const env = { CROFT_DATABASE_URL: 'postgres://croft:hush@db.example/croft' }
  expect(problemsOf(env).problems).toEqual([expect.stringContaining('CROFT_SECRET_KEY is required')])
  expect(problemsOf(env).message).not.toContain('hush')
  const { database, dataDir } = loadConfig({ ...env, CROFT_SECRET_KEY: KEY, CROFT_DATA_DIR: '/var/lib/croft' })
  expect(database).toEqual({ kind: 'postgres', url: env.CROFT_DATABASE_URL, connections: 10 })
  expect(dataDir).toBe('/var/lib/croft')
})

describe('firm ground 10: invisible characters in a value', () => {
  const valid = Object.entries(settings).map(([name, { good }]) => [name, good] as const)
  test.each(valid)('%s is refused with white space at its ends or with a control character', (name, good) => {
    const middle = Math.ceil(good.length / 2)
    const values = [
      ` ${good}`,
      `${good} `,
      `${good}\r`,
      `${good}\n`,
      `\t${good}`,
      `\ufeff${good}`,
      `${good}\u00a0`,
      ' ',
    ]
    values.push(...['\0', '\x1b', '\x7f', '\u0085'].map((c) => `${good.slice(0, middle)}${c}${good.slice(middle)}`))
    for (const value of values) {
      const { problems } = problemsOf(withNeeded({ [name]: value }))
      expect(problems, JSON.stringify(value)).toEqual([
        `${name} must have no control characters, and no white space at its ends`,
      ])
    }
  })
})

describe('firm ground 10: unknown names', () => {
  test.each([
    ['CROFT_PROT', 'CROFT_PORT'],
    ['CROFT_DATABASE', 'CROFT_DATABASE_URL'],
    ['CROFT_PUBLIC_URI', 'CROFT_PUBLIC_URL'],
    ['CROFT_OIDC_AUDIENCES', 'CROFT_OIDC_AUDIENCE'],
    ['CROFT_SMTP_URI', 'CROFT_SMTP_URL'],
    ['CROFT_', 'CROFT_ENV'],
  ])('%s is a warning that names %s, and never the value', (name, nearest) => {
    const { warnings, ...config } = loadConfig({ [name]: 'hush', PATH: '/bin', CROFTER: 'yes' })
    expect(warnings).toEqual([`${name} is not a setting and has no effect; the nearest is ${nearest}`])
    expect({ warnings: [], ...config }).toEqual(loadConfig({}))
  })

  test('names that the command line reads cause no warning', () => {
    expect(loadConfig({ CROFT_URL: 'https://croft.example.com', CROFT_TOKEN: 'hush' }).warnings).toEqual([])
  })

  test('no setting causes a warning', () => {
    const env = Object.fromEntries(Object.entries(settings).map(([name, { good }]) => [name, good]))
    expect(loadConfig({ ...withNeeded(env), CROFT_OIDC_GROUPS_CLAIM: 'groups' }).warnings).toEqual([])
  })
})

test.each(['0.0.0.0', '::', 'fe80::1%eth0', 'localhost', 'croft_1.internal', 'xn--bcher-kva.example'])(
  'CROFT_HOST may be %s',
  (host) => {
    expect(loadConfig({ CROFT_HOST: host }).http.host).toBe(host)
  },
)

describe('firm ground 11: URLs of PostgreSQL', () => {
  const defaults = { user: 'me', password: undefined, port: undefined, sslMode: 'prefer' }
  test.each([
    ['postgres:///db?host=/run/postgresql', { host: '/run/postgresql', database: 'db', user: undefined }],
    ['postgresql://me@/db?host=/run/postgresql&port=5433', { host: '/run/postgresql', port: 5433, user: 'me' }],
    ['postgres://me:p%40ss@%2Frun%2Fpostgresql/db', { host: '/run/postgresql', password: 'p@ss' }],
    ['postgres://me@[::1]:6432/d%20b', { ...defaults, host: '::1', port: 6432, database: 'd b' }],
    ['postgres://me@db.example', { ...defaults, host: 'db.example', database: undefined }],
    ['postgres://', { host: undefined, user: undefined, database: undefined }],
    ['postgres://a:b@one/two?user=me&password=hush&host=h&dbname=db', { user: 'me', password: 'hush', host: 'h' }],
    ['postgres://h/db?sslmode=verify-ca&sslrootcert=/etc/ca.pem', { sslMode: 'verify-ca', sslRootCert: '/etc/ca.pem' }],
    ['postgres://h/db?sslrootcert=system', { sslMode: 'verify-full', sslRootCert: 'system' }],
    ['postgres://h/db?options=-c%20search_path%3Dx', { options: '-c search_path=x' }],
    ['postgres://h/db?application_name=mine', { applicationName: 'mine' }],
  ])('%s is read as libpq reads it', (url, expected) => {
    expect(parsePostgresUrl(url)).toMatchObject(expected)
  })
})

test('has a default for every setting', () => {
  expect(loadConfig({})).toEqual({
    env: 'production',
    http: {
      host: '127.0.0.1',
      port: 4000,
      publicUrl: null,
      publicPath: '',
      corsOrigins: [],
      trustedProxies: [],
      graphiql: true,
      shutdownGraceMs: 10_000,
    },
    database: { kind: 'sqlite', path: 'data/croft.db' },
    dataDir: 'data',
    logLevel: 'info',
    secretKey: null,
    bootstrap: { token: null, email: null },
    oidc: null,
    groupsMaxAgeMs: 86_400_000,
    mail: null,
    workspaceCreation: 'everyone',
    deletionGraceMs: 0,
    tokenMaxLifetimeMs: 365 * 86_400_000,
    retentionMs: 365 * 86_400_000,
    rateLimit: 600,
    maxStreams: 100,
    webhookAllow: [],
    deletionLimit: 60,
    failpoint: null,
    warnings: [],
  })
})
