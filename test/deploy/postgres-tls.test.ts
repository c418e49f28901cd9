// How a server connects to PostgreSQL: `sslmode` as libpq means it, and sockets. The PostgreSQL here has a certificate of
// its own authority, and each case its own rules in pg_hba.conf.
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createCertificates } from '../support/certificates.ts'
import { newDatabase, type TestDatabase } from '../support/database.ts'
import { freePort, type Postgres, startPostgres } from '../support/postgres.ts'
import { postgresOwner } from '../support/postgres-binaries.ts'
import { ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const HBA = {
  both: 'host all all 127.0.0.1/32 password',
  onlyTls: 'hostssl all all 127.0.0.1/32 password',
  onlyPlain: 'hostnossl all all 127.0.0.1/32 password',
} as const

describe('firm ground 11: connections to PostgreSQL', () => {
  let directory: string
  let sockets: string
  let port: number
  let password: string
  let postgres: Postgres
  const file = (name: string) => join(directory, name)

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'croft-tls-'))
    chmodSync(directory, 0o711)
    createCertificates(directory)
    const { uid, gid } = postgresOwner()
    if (uid !== undefined && gid !== undefined) chownSync(file('server.key'), uid, gid)
    sockets = mkdtempSync(file('socket-'))
    chmodSync(sockets, 0o777)
    port = await freePort()
    const settings = {
      fsync: 'off',
      ssl: 'on',
      ssl_cert_file: file('server.crt'),
      ssl_key_file: file('server.key'),
      ssl_ca_file: file('ca.crt'),
      unix_socket_directories: sockets,
    }
    const flags = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    postgres = await startPostgres(flags, port)
    password = new URL(postgres.url).password
  })
  afterAll(async () => {
    await postgres?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const socketUrl = (database: string) =>
    `postgres://postgres:${password}@${encodeURIComponent(sockets)}:${port}/${database}`
  async function newDatabaseBySocket(): Promise<TestDatabase & { name: string }> {
    const database = await newDatabase({ url: socketUrl('postgres') })
    onTestFinished(() => database.drop())
    return { ...database, name: new URL(database.url).pathname.slice(1) }
  }
  async function queried<R extends pg.QueryResultRow>(statement: string): Promise<R[]> {
    const client = new pg.Client({ connectionString: socketUrl('postgres') })
    await client.connect()
    try {
      return (await client.query<R>(statement)).rows
    } finally {
      await client.end()
    }
  }

  /** Accepts connections over TCP only by this rule of pg_hba.conf. The test itself connects through the socket. */
  async function letIn(rule: string): Promise<void> {
    writeFileSync(join(postgres.directory, 'pg_hba.conf'), `local all all password\n${rule}\n`)
    const loadedAt = async () => (await queried<{ at: string }>('select pg_conf_load_time()::text as at'))[0]?.at
    const before = await loadedAt()
    await queried('select pg_reload_conf()')
    // A new connection has the time at which the postmaster read the file.
    await until(async () => (await loadedAt()) !== before)
  }

  /** Whether all connections of a server with these parameters use TLS; the message of its start if it fails. */
  async function connects(parameters: string, host = '127.0.0.1'): Promise<boolean | string> {
    const { name, ...database } = await newDatabaseBySocket()
    const url = `postgres://postgres:${password}@${host}:${port}/${name}${parameters}`
    const server = await startTestServer({ database, env: { CROFT_DATABASE_URL: url } }).catch((error: Error) => error)
    if (server instanceof Error) return server.message
    await server.data('mutation { createWorkspace(input: { name: "over-the-wire" }) { workspace { name } } }')
    const rows = await queried<{ application_name: string; ssl: boolean }>(`
      select application_name, ssl from pg_stat_activity join pg_stat_ssl using (pid) where datname = '${name}'`)
    expect(rows.map((row) => row.application_name)).toContain('croft listener')
    await server.close()
    const modes = new Set(rows.map(({ ssl }) => ssl))
    expect(modes.size).toBe(1)
    return [...modes][0] as boolean
  }

  test.each<[keyof typeof HBA, string, 'ca' | 'other-ca' | null, string, boolean | RegExp]>([
    ['both', 'disable', null, '127.0.0.1', false],
    ['both', 'allow', null, '127.0.0.1', false],
    ['both', 'prefer', null, '127.0.0.1', true],
    ['both', 'require', null, '127.0.0.1', true],
    ['both', 'require', 'ca', '127.0.0.1', true],
    ['both', 'require', 'other-ca', '127.0.0.1', /self.signed|unable to verify/],
    ['both', 'verify-ca', 'ca', '127.0.0.1', true],
    ['both', 'verify-ca', 'other-ca', '127.0.0.1', /self.signed|unable to verify/],
    ['both', 'verify-full', 'ca', 'localhost', true],
    ['both', 'verify-full', 'ca', '127.0.0.1', /does not match certificate|not in the cert/],
    ['both', 'verify-full', 'other-ca', 'localhost', /self.signed|unable to verify/],
    ['both', 'verify-full', null, 'localhost', /self.signed|unable to verify/],
    ['onlyTls', 'disable', null, '127.0.0.1', /no pg_hba.conf entry/],
    ['onlyTls', 'allow', null, '127.0.0.1', true],
    ['onlyTls', 'prefer', null, '127.0.0.1', true],
    ['onlyPlain', 'prefer', null, '127.0.0.1', false],
    ['onlyPlain', 'require', null, '127.0.0.1', /no pg_hba.conf entry/],
  ])(
    'where %s is let in, sslmode=%s with root certificate %s connects to %s as libpq does: %s',
    async (rules, mode, root, host, expected) => {
      await letIn(HBA[rules])
      const found = await connects(`?sslmode=${mode}${root ? `&sslrootcert=${file(`${root}.crt`)}` : ''}`, host)
      if (expected instanceof RegExp) expect(found).toMatch(expected)
      else expect(found).toBe(expected)
    },
  )

  test('without sslmode TLS is used if the server has it', async () => {
    await letIn(HBA.both)
    expect(await connects('')).toBe(true)
  })

  test('a client certificate is sent', async () => {
    await letIn('hostssl all all 127.0.0.1/32 cert')
    const own = ['sslcert=client.crt', 'sslkey=client.key'].map((pair) => pair.replace('=', `=${directory}/`)).join('&')
    expect(await connects('?sslmode=require')).toMatch(/certificate/)
    expect(await connects(`?sslmode=require&${own}`)).toBe(true)
  })

  test('with prefer a server whose TLS is switched off and on stays reachable, and no request fails', async () => {
    await letIn(HBA.onlyTls)
    const { name, ...database } = await newDatabaseBySocket()
    const env = { CROFT_DATABASE_URL: `postgres://postgres:${password}@127.0.0.1:${port}/${name}` }
    const server = await startTestServer({ database, env })
    for (const rules of ['onlyPlain', 'onlyTls'] as const) {
      await letIn(HBA[rules])
      await queried(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
      const create = `mutation { createWorkspace(input: { name: "${rules.toLowerCase()}" }) { workspace { name } } }`
      await server.data(create)
      await server.data('{ workspaces(first: 5) { nodes { name } } }')
    }
  })

  test('host may be a socket directory: the program starts with postgres:///DATABASE?host=DIRECTORY', async () => {
    const { name, ...database } = await newDatabaseBySocket()
    const url = `postgres:///${name}?host=${sockets}&port=${port}&user=postgres&password=${password}`
    const env = { ...database.env, CROFT_DATABASE_URL: url, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }
    const run = startProcess(env)
    const response = await fetch(`${await ready(run)}/readyz`)
    expect(response.status).toBe(200)
    run.child.kill('SIGTERM')
    await until(() => run.exit !== null)
    expect(run.exit).toBe(0)
    expect(run.err).toBe('')
  })

  test.each([
    ['is not there', 'missing.crt', /sslrootcert cannot be read: ENOENT/],
    ['is none', 'ca.srl', /the certificates cannot be used/],
  ])('a root certificate that %s ends the start, naming the setting', async (_what, name, message) => {
    const url = `postgres://me:hush@127.0.0.1:${port}/db?sslmode=verify-full&sslrootcert=${file(name)}`
    const run = startProcess({ CROFT_DATABASE_URL: url, CROFT_SECRET_KEY: Buffer.alloc(32).toString('base64') })
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.err).toMatch(message)
    expect(run.err).not.toContain('hush')
    expect(run.err).toContain('CROFT_DATABASE_URL')
    expect(run.exit).toBe(2)
  })
})
