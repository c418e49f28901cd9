// The data of the benchmark, written straight into the file: users, workspaces with 10 to 90 members each, and one
// caller with an API token who is a member of fifty workspaces.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { hashOf, newSecret } from '../src/auth/secret.ts'
import { bootstrap } from '../src/bootstrap.ts'
import { loadConfig } from '../src/config/config.ts'
import { newId } from '../src/store/id.ts'
import { secretKeyBeside } from '../src/store/secret-key.ts'
import { openStore } from '../src/store/store.ts'
import type { Scale } from './scale.ts'

/** The platform admin's token on every server of the benchmark. */
export const ADMIN_TOKEN = 'bench-admin-token-0123456789-abcdefghij'

const MAX_MEMBERS = 90
/** How many workspaces the caller is a member of. */
const CALLER_WORKSPACES = 50
const DAY_MS = 86_400_000

export interface Seeded {
  readonly callerId: string
  /** The secret of the caller's API token. */
  readonly token: string
}

/** Removes the folder of the file, makes the file again with Croft's own migrations and fills it. */
export async function seed(file: string, size: Scale['seed']): Promise<Seeded> {
  rmSync(dirname(file), { recursive: true, force: true })
  mkdirSync(dirname(file), { recursive: true })
  const store = await openStore({ database: { kind: 'sqlite', path: file }, secretKey: secretKeyBeside(file) })
  const at = store.now()
  // the built-in workspaces are older than all others, as in a real deployment: lists begin with the newest
  await bootstrap(store, loadConfig({ CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN }), () => {})
  await store.close()
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const seeded = db.transaction(() => fill(db, at, size))()
  // a database that has run for some time has everything in the file and an empty write-ahead log
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return seeded
}

function fill(db: BetterSqlite3.Database, at: string, size: Scale['seed']): Seeded {
  const insertInto = (table: string, columns: string) =>
    db.prepare(`insert into "${table}" (${columns}) values (${columns.replace(/\w+/g, '?')})`)
  const user = insertInto('user', 'id, name, email, created_at')
  const workspace = insertInto(
    'workspace',
    'id, name, display_name, description, hosting, created_at, created_by, updated_at, updated_by',
  )
  const membership = insertInto(
    'membership',
    'id, workspace_id, principal_type, principal, name, role, granted_by, created_at, updated_at',
  )
  const token = insertInto('api_token', 'id, hash, hint, name, owner_id, created_at, created_by, expires_at')

  const users = Array.from({ length: size.users }, (_, index) => {
    const id = newId('user')
    user.run(id, `Person ${index}`, `person-${index}@example.com`, at)
    return id
  })
  const [callerId = ''] = users
  const workspaces = Array.from({ length: size.workspaces }, (_, index) => {
    const id = newId('workspace')
    const about = `What team ${index} does`
    workspace.run(id, `team-${index}`, `Team ${index}`, about, 'MANAGED', at, callerId, at, callerId)
    return id
  })
  // one member for each workspace in turn, as people join: the members of one workspace do not lie side by side
  const callerInEvery = size.workspaces / CALLER_WORKSPACES
  for (let nth = 0; nth < MAX_MEMBERS; nth++) {
    for (const [index, id] of workspaces.entries()) {
      if (nth >= membersOf(index)) continue
      const isCaller = nth === 1 && index % callerInEvery === 0
      const who = isCaller ? 0 : 1 + ((index * 131 + nth * 397) % (users.length - 1))
      const role = nth === 0 ? 'OWNER' : (['ADMIN', 'EDITOR', 'VIEWER'] as const)[nth % 3]
      membership.run(newId('membership'), id, 'USER', users[who], `Person ${who}`, role, null, at, at)
    }
  }
  const secret = newSecret()
  const expiresAt = new Date(Date.parse(at) + 30 * DAY_MS).toISOString()
  token.run(newId('api_token'), hashOf(secret), '…', 'Benchmark', callerId, at, callerId, expiresAt)
  return { callerId, token: secret }
}

/** 10 to 90; two neighbouring workspaces have a hundred together. */
function membersOf(workspace: number): number {
  const step = Math.floor(workspace / 2) % 81
  return workspace % 2 === 0 ? 10 + step : MAX_MEMBERS - step
}
