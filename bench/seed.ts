// The data of the benchmarks, put straight into the file: 20,000 users, 2,000 workspaces of 10 to 90 members each, and
// one caller who is a member of fifty of them, with an API token.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { hashOf, newSecret } from '../src/auth/secret.ts'
import { bootstrap } from '../src/bootstrap.ts'
import { loadConfig } from '../src/config/config.ts'
import { newId } from '../src/store/id.ts'
import { secretKeyBeside } from '../src/store/secret-key.ts'
import { openStore } from '../src/store/store.ts'

/** The platform admin's token of every server of the benchmarks. */
export const ADMIN_TOKEN = 'bench-admin-token-0123456789-abcdefghij'

const USERS = 20_000
const WORKSPACES = 2_000
const MOST_MEMBERS = 90
const CALLER_IN_EVERY = 40
const DAY_MS = 86_400_000

export interface Seeded {
  readonly callerId: string
  /** The secret of the caller's API token. */
  readonly token: string
}

/** Makes the file anew, by the program's own migrations. */
export async function seed(file: string): Promise<Seeded> {
  rmSync(dirname(file), { recursive: true, force: true })
  mkdirSync(dirname(file), { recursive: true })
  const store = await openStore({ database: { kind: 'sqlite', path: file }, secretKey: secretKeyBeside(file) })
  const at = store.now()
  // before all others, as in life: lists begin with the newest workspaces
  await bootstrap(store, loadConfig({ CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }), () => {})
  await store.close()
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const seeded = db.transaction(() => fill(db, at))()
  // as a database is after some time: all of it in the file, nothing left in the log
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return seeded
}

function fill(db: BetterSqlite3.Database, at: string): Seeded {
  const into = (table: string, columns: readonly string[]) =>
    db.prepare(`insert into "${table}" (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
  const user = into('user', ['id', 'name', 'email', 'created_at'])
  const workspace = into('workspace', [
    'id',
    'name',
    'display_name',
    'description',
    'hosting',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
  ])
  const membership = into('membership', [
    'id',
    'workspace_id',
    'principal_type',
    'principal',
    'name',
    'role',
    'granted_by',
    'created_at',
    'updated_at',
  ])
  const token = into('api_token', ['id', 'hash', 'hint', 'name', 'owner_id', 'created_at', 'created_by', 'expires_at'])

  const users = Array.from({ length: USERS }, (_, index) => {
    const id = newId('user')
    user.run(id, `Person ${index}`, `person-${index}@example.com`, at)
    return id
  })
  const [callerId = ''] = users
  const workspaces = Array.from({ length: WORKSPACES }, (_, index) => {
    const id = newId('workspace')
    workspace.run(
      id,
      `team-${index}`,
      `Team ${index}`,
      `What team ${index} does`,
      'MANAGED',
      at,
      callerId,
      at,
      callerId,
    )
    return id
  })
  // one member of each workspace after the other, as people come: the members of one do not lie side by side
  for (let nth = 0; nth < MOST_MEMBERS; nth++) {
    for (const [index, id] of workspaces.entries()) {
      if (nth >= membersOf(index)) continue
      const calls = nth === 1 && index % CALLER_IN_EVERY === 0
      const who = calls ? 0 : 1 + ((index * 131 + nth * 397) % (users.length - 1))
      const role = nth === 0 ? 'OWNER' : (['ADMIN', 'EDITOR', 'VIEWER'] as const)[nth % 3]
      membership.run(newId('membership'), id, 'USER', users[who], `Person ${who}`, role, null, at, at)
    }
  }
  const secret = newSecret()
  const expires = new Date(Date.parse(at) + 30 * DAY_MS).toISOString()
  token.run(newId('api_token'), hashOf(secret), '…', 'Benchmark', callerId, at, callerId, expires)
  return { callerId, token: secret }
}

/** 10 to 90, of any two neighbours together a hundred. */
function membersOf(workspace: number): number {
  const step = Math.floor(workspace / 2) % 81
  return workspace % 2 === 0 ? 10 + step : MOST_MEMBERS - step
}
