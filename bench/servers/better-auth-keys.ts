// `verifyApiKey` of Better Auth with keys in SQLite, in the set-up that its documentation calls fastest:
// https://better-auth.com/docs/plugins/api-key/advanced#storage-modes. No rate limit of its own, everything that can be
// deferred is, and commits do not wait for the disk.
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import BetterSqlite3 from '../../src/store/sqlite/better-sqlite3.mjs'
import { keysIn, keysOptions, serveChecks } from './keys.ts'

const options = keysOptions()
const keys = keysIn(options)
rmSync(options.file, { force: true })
const db = new BetterSqlite3(options.file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = NORMAL')
db.pragma('cache_size = -32768')

const auth = betterAuth({
  database: db,
  secret: 'bench-secret-of-32-characters-or-more',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  plugins: [apiKey({ storage: 'database', rateLimit: { enabled: false }, deferUpdates: true })],
  advanced: { backgroundTasks: { handler: () => {} } },
  experimental: { instrumentation: { enabled: false } },
  rateLimit: { enabled: false },
  logger: { disabled: true },
  telemetry: { enabled: false },
})
await (await getMigrations(auth.options)).runMigrations()

/** The plugin's server-side calls, which the types of `auth.api` leave out. */
const api = auth.api as unknown as {
  createApiKey(call: { body: { userId: string; name: string } }): Promise<{ id: string }>
  verifyApiKey(call: { body: { key: string } }): Promise<{ valid: boolean }>
}
const signedUp = await auth.api.signUpEmail({
  body: { name: 'caller', email: 'caller@bench.example', password: 'bench-password' },
})
const { id } = await api.createApiKey({ body: { userId: signedUp.user.id, name: 'bench' } })
copyKey(id)
serveChecks(keys, async (key) => (await api.verifyApiKey({ body: { key } })).valid)

/** Inserts a row for each key: a copy of this row, with the hash that the plugin computes for the key. */
function copyKey(id: string): void {
  const row = db.prepare('select * from apikey where id = ?').get(id) as Record<string, unknown>
  const columns = Object.keys(row)
  const insert = db.prepare(
    `insert into apikey (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  db.transaction(() => {
    for (const key of keys) {
      const copy = { ...row, id: randomUUID(), key: createHash('sha256').update(key).digest('base64url') }
      insert.run(Object.values(copy))
    }
  })()
  db.exec('analyze')
  db.pragma('wal_checkpoint(TRUNCATE)')
}
