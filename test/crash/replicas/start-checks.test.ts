// Problems that a start on PostgreSQL reports: a pooler in transaction mode, a wrong schema, missing rights.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { newDatabase, SECRET_KEY, type TestDatabase } from '../../support/database.ts'
import { seedWorkspace } from '../../support/people.ts'
import { execute, freePort } from '../../support/postgres.ts'
import { STARTS_WITHIN_MS, startProcess } from '../../support/process.ts'
import { startTestServer, until } from '../../support/server.ts'

async function databaseOf(from: { url: string; template?: string }): Promise<TestDatabase> {
  const database = await newDatabase(from)
  onTestFinished(() => database.drop())
  return database
}
const emptyDatabase = () => databaseOf({ url: inject('postgres').url })
const migratedDatabase = () => databaseOf(inject('postgres'))

const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1)
const at = (database: TestDatabase, url: string): TestDatabase => ({
  ...database,
  url,
  env: { ...database.env, CROFT_DATABASE_URL: url },
})
const setPath = (database: TestDatabase, path: string) =>
  execute(database.url, `alter database ${nameOf(database)} set search_path = ${path}`)

describe('firm ground 11: a connection pooler', () => {
  const installed = (() => {
    try {
      execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })()

  /** Starts PgBouncer in front of the database. */
  async function pooled(database: TestDatabase, mode: string): Promise<TestDatabase> {
    const { hostname, port, username, password } = new URL(database.url)
    const own = await freePort()
    const file = join(database.directory, 'pgbouncer.ini')
    const target = `host=${hostname} port=${port} user=${username} password=${password} dbname=${nameOf(database)}`
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: own,
      unix_socket_dir: '',
      auth_type: 'any',
      pool_mode: mode,
      default_pool_size: 20,
      ...(process.getuid?.() === 0 ? { user: 'nobody' } : {}),
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
    writeFileSync(file, `[databases]\n* = ${target}\n[pgbouncer]\n${lines.join('\n')}\n`)
    chmodSync(database.directory, 0o755)
    const child: ChildProcess = spawn('pgbouncer', [file], { stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    const url = new URL(database.url)
    url.port = String(own)
    await until(() =>
      execute(url.href, 'select 1').then(
        () => true,
        () => false,
      ),
    )
    return at(database, url.href)
  }

  test.for(['transaction', 'statement'])('in %s mode is refused', async (mode, { skip }) => {
    if (!installed) skip('PgBouncer is not installed')
    const database = await pooled(await migratedDatabase(), mode)
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(startTestServer({ database })).rejects.toThrow(/pooler .*pool_mode = session/)
  })

  test('in session mode is accepted', async ({ skip }) => {
    if (!installed) skip('PgBouncer is not installed')
    const server = await startTestServer({ database: await pooled(await migratedDatabase(), 'session') })
    await seedWorkspace(server)
  })
})

describe('firm ground 11: the schema of the tables', () => {
  test('a search_path without a schema is refused', async () => {
    const database = await emptyDatabase()
    await setPath(database, "''")
    await expect(startTestServer({ database })).rejects.toThrow(/search_path .*no schema/)
  })

  test.each([
    ['of another application comes first', 'create schema other; create table other.project (id int)', 'other, public'],
    ['without tables comes first', 'create schema fresh', 'fresh, public'],
  ])('a search_path in which a schema %s is refused', async (_what, prepare, path) => {
    const database = await migratedDatabase()
    await execute(database.url, prepare)
    await setPath(database, path)
    await expect(startTestServer({ database })).rejects.toThrow(/search_path .*"public".*"(other|fresh)"/)
  })

  test('a schema with a table that another application has created is refused, and stays as it is', async () => {
    const database = await emptyDatabase()
    await execute(database.url, 'create table event (id int)')
    await expect(startTestServer({ database })).rejects.toThrow(/"public" has a table "event" .*not Croft's/)
    expect(await database.query("select tablename from pg_tables where schemaname = 'public'")).toHaveLength(1)
  })

  test('two deployments in two schemas of one database do not see each other', async () => {
    const database = await emptyDatabase()
    for (const schema of ['one', 'two']) {
      await execute(database.url, `create schema ${schema}`)
      await setPath(database, schema)
      const server = await startTestServer({ database })
      await seedWorkspace(server)
      expect((await server.data('{ workspaces { totalCount } }')).workspaces.totalCount).toBe(3)
      await server.close()
    }
  })
})

test.each(['database', 'role'])('firm ground 11: a %s that is set to read-only is refused', async (of) => {
  const database = await migratedDatabase()
  const { username } = new URL(database.url)
  const name = nameOf(database)
  const where = of === 'database' ? `database ${name}` : `role ${username} in database ${name}`
  await execute(database.url, `alter ${where} set default_transaction_read_only = on`)
  await expect(startTestServer({ database })).rejects.toThrow(/read-only \(default_transaction_read_only\)/)
})

describe('firm ground 11: the role', () => {
  const WRITE_ALL = 'grant select, insert, update, delete on all tables in schema public to ROLE'

  /** The database as seen by a role that has only these rights. */
  async function asRole(database: TestDatabase, grants: readonly string[]): Promise<TestDatabase> {
    const role = `croft_${randomBytes(4).toString('hex')}`
    const server = inject('postgres').url
    await execute(server, `create role ${role} login password 'hush'`)
    onTestFinished(() => execute(server, `drop role ${role}`))
    for (const grant of grants) await execute(database.url, grant.replace('ROLE', role))
    // Runs before the role is dropped.
    onTestFinished(() => execute(database.url, `drop owned by ${role}`))
    const url = new URL(database.url)
    url.username = role
    url.password = 'hush'
    return at(database, url.href)
  }

  test.each<[string, boolean, string[], RegExp]>([
    ['may not create tables', false, [], /role "croft_\w+" may not create tables in the schema "public"/],
    [
      'may only read',
      true,
      ['grant select on all tables in schema public to ROLE'],
      /role "croft_\w+" may not INSERT, UPDATE, DELETE .* "api_token"/,
    ],
    [
      'may not delete resources',
      true,
      [WRITE_ALL, 'revoke delete on resource from ROLE'],
      /role "croft_\w+" may not DELETE .* "resource"/,
    ],
  ])('that %s is refused', async (_what, migrated, grants, message) => {
    const database = await asRole(await (migrated ? migratedDatabase() : emptyDatabase()), grants)
    await expect(startTestServer({ database })).rejects.toThrow(message)
  })

  test('that lacks any of the rights on any of the tables is refused, and the missing rights are named', async () => {
    const owned = await migratedDatabase()
    const database = await asRole(owned, [WRITE_ALL])
    const role = new URL(database.url).username
    const tables = await owned.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables) {
      for (const right of name.startsWith('schema_migration') ? ['SELECT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE']) {
        await execute(owned.url, `revoke ${right} on "${name}" from ${role}`)
        await expect(startTestServer({ database })).rejects.toThrow(
          `the role "${role}" may not ${right} in the table "${name}"`,
        )
        await execute(owned.url, `grant ${right} on "${name}" to ${role}`)
      }
    }
  })

  test('that loses a right while the server runs gets UNAVAILABLE, and /readyz says 503', async () => {
    const owned = await migratedDatabase()
    const database = await asRole(owned, [WRITE_ALL])
    const role = new URL(database.url).username
    const server = await startTestServer({ database })
    const workspace = await seedWorkspace(server)
    const prefer = () =>
      server.gql(
        `mutation { setWorkspacePreferences(input: { workspace: { id: "${workspace.id}" }, favourite: true }) { workspace { id } } }`,
        {},
        workspace.owner,
      )
    await execute(owned.url, `revoke insert on workspace_preference from ${role}`)
    expect((await prefer()).body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    await execute(owned.url, `grant insert on workspace_preference to ${role}`)
    expect((await prefer()).body.errors).toBeUndefined()
    await server.close()
  })

  test('the refusal is one line and exit code 1, without the password', async () => {
    const { url } = await asRole(await emptyDatabase(), [])
    const run = startProcess({ CROFT_DATABASE_URL: url, CROFT_SECRET_KEY: SECRET_KEY })
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.exit).toBe(1)
    expect(run.err).toMatch(/^Croft cannot start: PostgreSQL cannot be used: the role .*\n$/)
    expect(run.err + run.out).not.toContain('hush')
  })

  test('a role that may only write to the tables is enough for a migrated database', async () => {
    const server = await startTestServer({ database: await asRole(await migratedDatabase(), [WRITE_ALL]) })
    await seedWorkspace(server)
    await server.close()
  })
})
