import { randomInt } from 'node:crypto'
import { verifyCaller } from '../../../access/authorize.ts'
import { assertPlatformAdmin, forbidden } from '../../../access/judge.ts'
import { type Caller, isLimited, isServiceAccount } from '../../../access/principal.ts'
import { invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { newId } from '../../../store/id.ts'
import { lockName } from '../../../store/lock.ts'
import { insertRow, nameTaken, unlessTaken } from '../../../store/rows.ts'
import { checkAll, hasShapeOfId, optionalText, slug } from '../../../validate.ts'
import { addBinding } from '../../member/binding.ts'
import { WorkspaceHostingEnum, WorkspaceVisibilityEnum } from '../enums.ts'
import { Workspace } from '../graphql.ts'
import { DESCRIPTION, DISPLAY_NAME } from '../text-rules.ts'
import { shareWithEveryone } from '../visibility.ts'

mutation('createWorkspace', {
  description: 'Creates a workspace with the caller as its OWNER.',
  inputDescription: '`name` or `displayName` is needed. Without `name`, it is derived from `displayName`.',
  input: (t) => ({
    name: t.string({ description: '2 to 63 of `a-z 0-9 - @ . + _`, beginning with a letter. It never changes.' }),
    displayName: t.string({ description: 'The display name: 1 to 128 characters.' }),
    description: t.string({ description: 'At most 1,024 characters.' }),
    hosting: t.field({ description: 'Where its services run.', type: WorkspaceHostingEnum, defaultValue: 'MANAGED' }),
    instanceUrl: t.field({ description: 'The URL of its services: http or https. REMOTE needs it.', type: 'URL' }),
    visibility: t.field({
      description: 'Who sees it besides its members.',
      type: WorkspaceVisibilityEnum,
      defaultValue: 'PRIVATE',
    }),
  }),
  payload: { workspace: { type: Workspace, description: 'The workspace, after the change.' } },
  auth: { signedIn: true },
  errors: ['FORBIDDEN', 'NAME_TAKEN'],
  action: async ({ caller, config, now, write }, input) => {
    if (config.workspaceCreation === 'admins') assertPlatformAdmin(caller)
    assertUnlimitedToken(caller)
    const hosting = input.hosting ?? 'MANAGED'
    const visibility = input.visibility ?? 'PRIVATE'
    const { name, displayName, description, instanceUrl } = checkAll({
      name: () => (typeof input.name === 'string' ? slug('name', input.name) : null),
      displayName: () => optionalText('displayName', input.displayName, DISPLAY_NAME),
      description: () => optionalText('description', input.description, DESCRIPTION),
      instanceUrl: () => {
        if (hosting === 'REMOTE' && !input.instanceUrl)
          throw invalid('instanceUrl', 'instanceUrl is needed for REMOTE hosting')
        return input.instanceUrl ?? null
      },
    })
    const title = displayName ?? name
    if (title === null) throw invalid('name', 'name or displayName is needed')
    const at = now()
    const by = caller.principal.id
    return write(async (tx) => {
      await verifyCaller(tx, caller)
      const id = newId('workspace')
      const insert = (unique: string) =>
        insertRow(tx, 'workspace', {
          id,
          name: unique,
          display_name: title,
          description,
          hosting,
          instance_url: instanceUrl,
          visibility,
          created_at: at,
          created_by: by,
          updated_at: at,
          updated_by: by,
        })
      // where a generated name is taken in the meantime, the transaction is retried and finds the next free one
      const workspace =
        name === null ? await insert(await freeName(tx, title)) : await unlessTaken(tx, nameTaken, () => insert(name))
      await addBinding(tx, at, id, by, 'OWNER', by)
      if (visibility !== 'PRIVATE') await shareWithEveryone(tx, at, id, visibility, by)
      const data = { name: workspace.name, displayName: title, visibility }
      append(tx, at, { caller, workspace, asPlatformAdmin: false }, 'workspace.created', data, { subjectId: id })
      return { workspace }
    })
  },
})

/** FORBIDDEN for a token with limits: making an owner of its user would go beyond what the token was created for. */
function assertUnlimitedToken({ principal }: Caller): void {
  if (isServiceAccount(principal.id)) throw forbidden('A service account owns no workspace: a person creates it')
  if (!isLimited(principal)) return
  throw forbidden('A token that is limited by workspace, role or permissions cannot create workspaces', {
    requiredRole: 'OWNER',
    myRole: principal.token?.role ?? null,
  })
}

const MAX_STEM_LENGTH = 56
const MAX_COUNTED_NAMES = 10

/** A free name derived from the display name, with a number where that is taken. */
async function freeName(tx: Tx, displayName: string): Promise<string> {
  // Its tables take 5 MiB, so that they are imported on demand.
  const { default: transliterate } = await import('@sindresorhus/transliterate')
  const letters = transliterate(displayName)
    .toLowerCase()
    .replace(/[^a-z0-9@.+_]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[^a-z]+/, '')
  const base = letters.slice(0, MAX_STEM_LENGTH).replace(/-+$/, '')
  const stem = base.length >= 2 && !hasShapeOfId(base) ? base : 'workspace'
  await lockName(tx, `workspace name ${stem}`)
  for (let number = 1; ; number++) {
    // random numbers after the tenth: counting on would take longer with each workspace of the same display name
    const suffix = number <= MAX_COUNTED_NAMES ? number : randomInt(10_000, 1_000_000)
    const name = number === 1 ? stem : `${stem}-${suffix}`
    const taken = await tx.selectFrom('workspace').select('id').where('name', '=', name).executeTakeFirst()
    if (!taken) return name
  }
}
