// The data of the benchmark, written straight into the file: users, workspaces with 10 to 90 members each, and one
// caller with an API token who is a member of fifty workspaces. For the peers there is one more workspace, which has
// many members, and a second user, who creates workspaces.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { hashOf, newSecret } from '../src/auth/secret.ts'
import { bootstrap } from '../src/bootstrap.ts'
import { loadConfig } from '../src/config/config.ts'
import { newId } from '../src/store/id.ts'
import { secretKeyBeside } from '../src/store/secret-key.ts'
import BetterSqlite3 from '../src/store/sqlite/better-sqlite3.mjs'
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
/** The data that `seedLarge` adds. */
export interface SeededLarge {
  /** The id of the workspace with many members, one of whom is the caller. */
  readonly workspaceId: string
  /** The membership in the middle of them. */
  readonly middle: { readonly id: string; readonly name: string }
  readonly writerId: string
  /** The secret of the API token of a user that is a member of nothing. */
  readonly writerToken: string
}

/** Removes the folder of the file, creates the file again with Croft's own migrations, and fills it. */
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

/**
 * Adds a workspace with so many members, older than all others, and a user who creates workspaces. The file must not be
 * open.
 */
export function seedLarge(file: string, { callerId }: Seeded, members: number): SeededLarge {
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const seeded = db.transaction(() => fillLarge(db, callerId, members))()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return seeded
}

/** Adds so many tokens of all users in turn, and returns their secrets. The file must not be open. */
export function seedTokens(file: string, count: number): string[] {
  const db = new BetterSqlite3(file)
  db.pragma('synchronous = OFF')
  const { token } = statements(db)
  const at = new Date().toISOString()
  const users = db.prepare('select id from "user" order by id').pluck().all() as string[]
  const secrets = db.transaction(() =>
    Array.from({ length: count }, (_, index) => addToken(token, users[index % users.length] as string, at)),
  )()
  db.exec('analyze')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return secrets
}

function statements(db: BetterSqlite3.Database) {
  const insertInto = (table: string, columns: string) =>
    db.prepare(`insert into "${table}" (${columns}) values (${columns.replace(/\w+/g, '?')})`)
  return {
    user: insertInto('user', 'id, name, email, created_at'),
    workspace: insertInto(
      'workspace',
      'id, name, display_name, description, hosting, created_at, created_by, updated_at, updated_by',
    ),
    membership: insertInto(
      'membership',
      'id, workspace_id, principal_type, principal, name, role, granted_by, created_at, updated_at',
    ),
    token: insertInto('api_token', 'id, hash, hint, name, owner_id, created_at, created_by, expires_at'),
  }
}

function fill(db: BetterSqlite3.Database, at: string, size: Scale['seed']): Seeded {
  const { user, workspace, membership, token } = statements(db)
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
  // one member for each workspace in turn, as in real life: the members of a workspace are not stored next to each
  // other
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
  return { callerId, token: addToken(token, callerId, at) }
}

/** Adds a token of the user, and returns its secret. */
function addToken(token: BetterSqlite3.Statement, userId: string, at: string): string {
  const secret = newSecret()
  const expiresAt = new Date(Date.parse(at) + 30 * DAY_MS).toISOString()
  token.run(newId('api_token'), hashOf(secret), '…', 'Benchmark', userId, at, userId, expiresAt)
  return secret
}

function fillLarge(db: BetterSqlite3.Database, callerId: string, members: number): SeededLarge {
  const { user, workspace, membership, token } = statements(db)
  const at = new Date(0).toISOString()
  // ids sort by their time of creation: this one sorts before those of all other workspaces
  const workspaceId = `${newId('workspace').slice(0, 3)}${'0'.repeat(26)}`
  workspace.run(workspaceId, 'everyone-here', 'Everyone here', null, 'MANAGED', at, callerId, at, callerId)
  let middle = { id: '', name: '' }
  for (let index = 0; index < members; index++) {
    const isCaller = index === 0
    const id = isCaller ? callerId : newId('user')
    // names sort in another order than ids
    const name = `Member ${(index * 7919) % members}`
    if (!isCaller) user.run(id, name, `member-${index}@example.com`, at)
    const membershipId = newId('membership')
    const role = (['ADMIN', 'EDITOR', 'VIEWER', 'VIEWER'] as const)[index % 4]
    membership.run(membershipId, workspaceId, 'USER', id, name, role, null, at, at)
    if (index === Math.floor(members / 2)) middle = { id: membershipId, name }
  }
  const writerId = newId('user')
  user.run(writerId, 'Writer', 'writer@example.com', at)
  return { workspaceId, middle, writerId, writerToken: addToken(token, writerId, new Date().toISOString()) }
}

/** Between 10 and 90; two neighbouring workspaces have a hundred members together. */
function membersOf(workspace: number): number {
  const step = Math.floor(workspace / 2) % 81
  return workspace % 2 === 0 ? 10 + step : MAX_MEMBERS - step
}
