import { authorize } from '../../../access/authorize.ts'
import { assertNotBuiltIn, assertPermission } from '../../../access/judge.ts'
import { invalid } from '../../../errors.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import { checkVersion, updateVersioned } from '../../../store/rows.ts'
import { checkAll, notNull, optionalText, text } from '../../../validate.ts'
import { WorkspaceRef } from '../../refs.ts'
import { WorkspaceVisibilityEnum } from '../enums.ts'
import { Workspace } from '../graphql.ts'
import { DESCRIPTION, DISPLAY_NAME } from '../text-rules.ts'
import { shareWithEveryone } from '../visibility.ts'

mutation('updateWorkspace', {
  description: 'Changes the given fields, if the version is the expected one.',
  inputDescription:
    'Omitted fields stay unchanged; `description: null` clears the description. `deletionProtection` needs WORKSPACE_DELETE.',
  input: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    displayName: t.string({ description: 'The new display name: 1 to 128 characters.' }),
    description: t.string({ description: 'The new description; null clears it.' }),
    instanceUrl: t.field({ description: 'The new URL of its services.', type: 'URL' }),
    visibility: t.field({ description: 'Who sees it besides its members.', type: WorkspaceVisibilityEnum }),
    deletionProtection: t.boolean({ description: 'While true, nobody can delete the workspace.' }),
    expectedVersion: t.int(),
  }),
  payload: { workspace: { type: Workspace, description: 'The workspace, after the change.' } },
  auth: { permission: 'WORKSPACE_UPDATE', on: ({ workspace }) => workspace },
  errors: ['BUILT_IN', 'CONFLICT'],
  action: async ({ caller, now, write }, input) => {
    const { instanceUrl } = input
    const { displayName, description, visibility, protection } = checkAll({
      displayName: () => {
        const value = notNull('displayName', input.displayName)
        return value === undefined ? undefined : text('displayName', value, DISPLAY_NAME)
      },
      description: () => optionalText('description', input.description, DESCRIPTION),
      visibility: () => notNull('visibility', input.visibility),
      protection: () => notNull('deletionProtection', input.deletionProtection),
    })
    const set = {
      ...(displayName === undefined ? {} : { display_name: displayName }),
      ...(input.description === undefined ? {} : { description }),
      ...(instanceUrl === undefined ? {} : { instance_url: instanceUrl }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(protection === undefined ? {} : { deletion_protection: protection ? 1 : 0 }),
    }
    if (Object.keys(set).length === 0) throw invalid('input', 'Nothing to change was given')
    const by = caller.principal.id
    return write(async (tx) => {
      const grant = await authorize(tx, caller, input.workspace, 'WORKSPACE_UPDATE')
      if (protection !== undefined) assertPermission(caller.principal, grant, 'WORKSPACE_DELETE')
      assertNotBuiltIn(caller, grant)
      const before = grant.workspace
      if (set.instance_url === null && before.hosting === 'REMOTE')
        throw invalid('instanceUrl', 'instanceUrl is needed for REMOTE hosting')
      checkVersion(before, input.expectedVersion)
      const at = now()
      const workspace = await updateVersioned(tx, 'workspace', before, { ...set, updated_at: at, updated_by: by })
      const everyone = visibility === undefined ? null : await shareWithEveryone(tx, at, before.id, visibility, by)
      const data = {
        name: before.name,
        fields: Object.keys(set).map(camelCase),
        ...(visibility === undefined ? {} : { visibility: { from: before.visibility, to: visibility } }),
        ...(everyone === null ? {} : { everyone }),
      }
      append(tx, at, grant, 'workspace.updated', data, { subjectId: before.id })
      return { workspace }
    })
  },
})

/** The name of a column as the API has it. */
const camelCase = (name: string) => name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
