// What changes a workspace itself. Creating and updating it; its state and the marks on it are in `state.ts`.
import { randomInt } from 'node:crypto'
import transliterate from '@sindresorhus/transliterate'
import type { RoleName, Row, WorkspaceHosting, WorkspaceVisibility } from '../../../db/schema.ts'
import { authorize, verifyCaller, type WorkspaceRef } from '../../access/authorize.ts'
import { assertNotBuiltIn, assertPermission, assertPlatformAdmin, forbidden } from '../../access/judge.ts'
import { type Caller, EVERYONE } from '../../access/principal.ts'
import type { Config } from '../../config/config.ts'
import { invalid } from '../../errors.ts'
import { append } from '../../events/append.ts'
import type { Tx } from '../../store/database.ts'
import { newId } from '../../store/id.ts'
import { lockName } from '../../store/lock.ts'
import { checkVersion, nameTaken, unlessTaken } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { notNull, optionalText, slug, text } from '../../validate.ts'
import { addBinding } from '../member/binding.ts'

type Maybe<T> = T | null | undefined
type Workspace = Row<'workspace'>

export interface CreateWorkspace {
  name?: Maybe<string>
  displayName?: Maybe<string>
  description?: Maybe<string>
  hosting?: Maybe<WorkspaceHosting>
  instanceUrl?: Maybe<string>
  visibility?: Maybe<WorkspaceVisibility>
}

export interface UpdateWorkspace {
  workspace: WorkspaceRef
  displayName?: Maybe<string>
  description?: Maybe<string>
  instanceUrl?: Maybe<string>
  visibility?: Maybe<WorkspaceVisibility>
  deletionProtection?: Maybe<boolean>
  expectedVersion?: Maybe<number>
}

const DISPLAY_NAME = { max: 128 }
const DESCRIPTION = { max: 1024, multiline: true }
const SHARED_ROLE: Readonly<Record<WorkspaceVisibility, RoleName | null>> = {
  PRIVATE: null,
  SHARED_READ: 'VIEWER',
  SHARED_WRITE: 'EDITOR',
}

/** A new workspace with the caller as its OWNER. NAME_TAKEN, whoever holds the name. */
export async function createWorkspace(
  store: Store,
  caller: Caller,
  input: CreateWorkspace,
  policy: Config['workspaceCreation'],
): Promise<Workspace> {
  if (policy === 'admins') assertPlatformAdmin(caller)
  mayCreate(caller)
  const displayName = optionalText('displayName', input.displayName, DISPLAY_NAME)
  if (typeof input.name !== 'string' && displayName === null) throw invalid('name', 'name or displayName is needed')
  const name = typeof input.name === 'string' ? slug('name', input.name) : null
  const hosting = input.hosting ?? 'MANAGED'
  const instanceUrl = input.instanceUrl ?? null
  if (hosting === 'REMOTE' && instanceUrl === null)
    throw invalid('instanceUrl', 'instanceUrl is needed for REMOTE hosting')
  const visibility = input.visibility ?? 'PRIVATE'
  const at = store.now()
  const base = {
    display_name: displayName ?? (name as string),
    description: optionalText('description', input.description, DESCRIPTION),
    hosting,
    instance_url: instanceUrl,
    visibility,
    created_at: at,
    created_by: caller.principal.id,
    updated_at: at,
    updated_by: caller.principal.id,
  }
  return store.write(async (tx) => {
    await verifyCaller(tx, caller)
    const id = newId('workspace')
    const chosen = name ?? (await freeName(tx, base.display_name))
    const values = { ...base, id, name: chosen }
    // a name that was free a moment ago is looked for again: the write runs once more
    const workspace =
      name === null
        ? await insertWorkspace(tx, values)
        : await unlessTaken(tx, nameTaken(), () => insertWorkspace(tx, values))
    await addBinding(tx, at, id, caller.principal.id, 'OWNER', caller.principal.id)
    await share(tx, at, id, visibility, caller.principal.id)
    append(
      tx,
      at,
      { caller, workspace, asPlatformAdmin: false },
      'workspace.created',
      { name: chosen, displayName: workspace.display_name, visibility },
      { subjectId: id },
    )
    return workspace
  })
}

/** A token that is bound to one workspace, or may only use some permissions, makes no other. */
function mayCreate({ principal }: Caller): void {
  const { token } = principal
  if (!token || (token.workspaceId === null && token.permissions === null && (token.role ?? 'OWNER') === 'OWNER'))
    return
  throw forbidden('The token does not reach beyond what it was made for', { requiredRole: 'OWNER', myRole: token.role })
}

/** Changes what is given and keeps the rest. CONFLICT for another version than expected, nothing written. */
export async function updateWorkspace(store: Store, caller: Caller, input: UpdateWorkspace): Promise<Workspace> {
  const displayName = notNull('displayName', input.displayName)
  const visibility = notNull('visibility', input.visibility)
  const protection = notNull('deletionProtection', input.deletionProtection)
  const set = {
    ...(displayName === undefined ? {} : { display_name: text('displayName', displayName, DISPLAY_NAME) }),
    ...(input.description === undefined
      ? {}
      : { description: optionalText('description', input.description, DESCRIPTION) }),
    ...(input.instanceUrl === undefined ? {} : { instance_url: input.instanceUrl }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(protection === undefined ? {} : { deletion_protection: protection ? 1 : 0 }),
  }
  if (Object.keys(set).length === 0) throw invalid('input', 'Nothing to change was given')
  return store.write(async (tx) => {
    const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_UPDATE')
    if (protection !== undefined) assertPermission(caller.principal, grant, 'WORKSPACE_DELETE')
    assertNotBuiltIn(caller, grant)
    const before = grant.workspace
    if (set.instance_url === null && before.hosting === 'REMOTE') {
      throw invalid('instanceUrl', 'instanceUrl is needed for REMOTE hosting')
    }
    checkVersion(before, input.expectedVersion)
    const at = store.now()
    const workspace = await tx
      .updateTable('workspace')
      .set((eb) => ({ ...set, version: eb('version', '+', 1), updated_at: at, updated_by: caller.principal.id }))
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    if (visibility !== undefined) await share(tx, at, before.id, visibility, caller.principal.id)
    append(
      tx,
      at,
      grant,
      'workspace.updated',
      {
        name: before.name,
        fields: Object.keys(set).map(camelCase),
        ...(visibility === undefined ? {} : { visibility: { from: before.visibility, to: visibility } }),
      },
      { subjectId: before.id },
    )
    return workspace
  })
}

/** Makes everyone's binding say what `visibility` says. */
async function share(
  tx: Tx,
  at: string,
  workspaceId: string,
  visibility: WorkspaceVisibility,
  by: string,
): Promise<void> {
  const role = SHARED_ROLE[visibility]
  const everyone = tx.selectFrom('membership').where('workspace_id', '=', workspaceId).where('principal', '=', EVERYONE)
  const before = await everyone.select(['id', 'role']).executeTakeFirst()
  if (role === (before?.role ?? null)) return
  if (before && role) {
    await tx
      .updateTable('membership')
      .set({ role, updated_at: at, granted_by: by })
      .where('id', '=', before.id)
      .execute()
  } else if (before) {
    await tx.deleteFrom('membership').where('id', '=', before.id).execute()
  } else if (role) {
    await addBinding(tx, at, workspaceId, EVERYONE, role, by)
  }
}

function insertWorkspace(
  tx: Tx,
  values: Pick<Workspace, 'id' | 'name' | 'display_name' | 'hosting' | 'created_at' | 'updated_at'> &
    Partial<Workspace>,
): Promise<Workspace> {
  return tx.insertInto('workspace').values(values).returningAll().executeTakeFirstOrThrow()
}

/** A name made of the display name, with a number where it is taken. */
async function freeName(tx: Tx, displayName: string): Promise<string> {
  const letters = transliterate(displayName)
    .toLowerCase()
    .replace(/[^a-z0-9@.+_]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[^a-z]+/, '')
  const base = letters.slice(0, 56).replace(/-+$/, '')
  const stem = base.length >= 2 ? base : 'workspace'
  await lockName(tx, `workspace name ${stem}`)
  for (let number = 1; ; number++) {
    // ten tries, then a number that nobody has
    const name = number === 1 ? stem : `${stem}-${number <= 10 ? number : randomInt(10_000, 1_000_000)}`
    const taken = await tx.selectFrom('workspace').select('id').where('name', '=', name).executeTakeFirst()
    if (!taken) return name
  }
}

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
