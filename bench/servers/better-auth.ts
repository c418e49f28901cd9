// Better Auth with its organisation plugin and @better-auth/api-key, on its own tables in SQLite, in the set-up that
// its documentation calls fastest (https://better-auth.com/docs/guides/optimizing-for-performance and
// https://better-auth.com/docs/plugins/api-key/advanced#storage-modes): sessions in a cookie, sessions and keys in a
// secondary storage, which is this process's memory, indexes, no rate limit, no log. It authenticates each request and
// checks that the caller is a member.
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { organization } from 'better-auth/plugins'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'

/** The environment of this server: the path of its own file, Croft's file that it copies, and the user who signs in. */
const { file, source, callerId, password } = JSON.parse(process.env['BENCH_BETTER_AUTH'] ?? '{}')
const HOUR_S = 3600
const INDEXES = [
  'member (organizationId)',
  'member (userId, organizationId)',
  'member (organizationId, role, createdAt)',
]

rmSync(file, { force: true })
const db = new BetterSqlite3(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('cache_size = -32768')

const stored = new Map<string, string>()
const auth = betterAuth({
  database: db,
  secret: 'bench-secret-of-32-characters-or-more',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  session: { cookieCache: { enabled: true, maxAge: HOUR_S } },
  secondaryStorage: {
    get: (key) => stored.get(key) ?? null,
    set: (key, value) => void stored.set(key, value),
    delete: (key) => void stored.delete(key),
    getAndDelete: (key) => {
      const value = stored.get(key) ?? null
      stored.delete(key)
      return value
    },
    increment: (key) => {
      const count = Number(stored.get(key) ?? 0) + 1
      stored.set(key, String(count))
      return count
    },
  },
  plugins: [
    organization(),
    apiKey({ storage: 'secondary-storage', rateLimit: { enabled: false }, deferUpdates: true }),
  ],
  advanced: {
    disableCSRFCheck: true,
    disableOriginCheck: true,
    database: { joins: true },
    backgroundTasks: { handler: () => {} },
  },
  experimental: { instrumentation: { enabled: false } },
  rateLimit: { enabled: false },
  logger: { disabled: true },
  telemetry: { enabled: false },
})
await (await getMigrations(auth.options)).runMigrations()
await copyRows()

const handle = toNodeHandler(auth)
/** The plugin's server-side call, which the types of `auth.api` leave out. */
const { verifyApiKey } = auth.api as unknown as {
  verifyApiKey(call: { body: { key: string } }): Promise<{ valid: boolean }>
}
const server = createServer(async (req, res) => {
  if (req.url !== '/verify') return handle(req, res)
  // `verifyApiKey` has no endpoint: an application calls it in its own route
  const key = (req.headers.authorization ?? '').slice('Bearer '.length)
  const { valid } = await verifyApiKey({ body: { key } })
  const text = JSON.stringify({ valid })
  res.writeHead(valid ? 200 : 401, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
  res.end(text)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))

/** Signs up the caller and the writer, and copies everything else from Croft's file. */
async function copyRows(): Promise<void> {
  const signUp = async (name: string) => {
    const { user } = await auth.api.signUpEmail({ body: { name, email: `${name}@bench.example`, password } })
    return user.id
  }
  const newCallerId = await signUp('caller')
  await signUp('writer')
  db.exec(`attach database '${source}' as croft`)
  db.transaction(() => {
    db.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      select id, name, email, 1, created_at, created_at from croft.user where email is not null and id <> '${callerId}'`)
    db.exec(
      `insert into organization (id, name, slug, createdAt) select id, display_name, name, created_at from croft.workspace`,
    )
    db.exec(`insert into member (id, organizationId, userId, role, createdAt)
      select id, workspace_id, case principal when '${callerId}' then '${newCallerId}' else principal end,
        case role when 'OWNER' then 'owner' when 'ADMIN' then 'admin' else 'member' end, created_at
      from croft.membership where principal_type = 'USER'`)
    for (const [number, index] of INDEXES.entries()) db.exec(`create index bench_${number} on ${index}`)
  })()
  db.exec('detach database croft')
  db.exec('analyze')
  db.pragma('wal_checkpoint(TRUNCATE)')
}
