import type { Row } from '../../../db/schema.ts'
import { findAccess } from '../../access/authorize.ts'
import { permissionsIn } from '../../access/judge.ts'
import { roleOfRank } from '../../access/principal.ts'
import { builder, type FieldsOf } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { PermissionEnum, RoleNameEnum } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { uuidOf } from '../../store/id.ts'
import { principalField } from '../principal/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { WorkspaceHostingEnum, WorkspaceStateEnum, WorkspaceVisibilityEnum, workspaceState } from './enums.ts'
import { WorkspaceFilter } from './filter.ts'
import { type Preferences, preferencesOf } from './preferences.ts'
import { listWorkspaces, WorkspaceOrder } from './queries.ts'

const WorkspacePreferences = builder.objectRef<Preferences>('WorkspacePreferences').implement({
  description: 'How the caller has marked a workspace.',
  fields: (t) => ({
    favourite: t.boolean({ description: 'Whether it is a favourite.', resolve: (row) => row.favourite === 1 }),
    hidden: t.boolean({ description: 'Whether the caller hides it.', resolve: (row) => row.hidden === 1 }),
    isDefault: t.boolean({
      description: 'Whether it is the one that the caller begins with.',
      resolve: (row) => row.is_default === 1,
    }),
  }),
})

/** The workspace's row; null where the caller may not know of it. */
export async function loadWorkspace(id: string, context: Context): Promise<Row<'workspace'> | null> {
  return (await context.load.access.load(id))?.workspace ?? null
}

export const Workspace = builder.objectRef<Row<'workspace'>>('Workspace').implement({
  description:
    'The boundary of isolation and authorisation. Members, projects, resources and the tokens that are bound to it belong to exactly one.',
  interfaces: [Node],
  fields: (t) => ({
    uuid: t.field({ type: 'UUID', resolve: ({ id }) => uuidOf(id) }),
    name: t.exposeString('name', { description: 'Unique in the deployment; never changes.' }),
    displayName: t.exposeString('display_name', { description: 'Its name for people.' }),
    description: t.exposeString('description', {
      description: 'What it is for; null where nobody has said so.',
      nullable: true,
    }),
    hosting: t.expose('hosting', { description: 'Where its services run.', type: WorkspaceHostingEnum }),
    instanceUrl: t.expose('instance_url', { description: 'Where its services are.', type: 'URL', nullable: true }),
    builtIn: t.boolean({ resolve: (row) => row.built_in === 1 }),
    state: t.field({
      description: 'What can be done with it at the moment.',
      type: WorkspaceStateEnum,
      resolve: workspaceState,
    }),
    visibility: t.expose('visibility', {
      description: 'Who sees it besides its members.',
      type: WorkspaceVisibilityEnum,
    }),
    suspendedAt: t.expose('suspended_at', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when every write but a few is FORBIDDEN; null while it is not suspended.',
    }),
    suspendedReason: t.exposeString('suspended_reason', {
      nullable: true,
      description: 'Why a platform admin suspended it; null while it is not suspended.',
    }),
    deletionProtection: t.boolean({
      description: 'While true, nobody can delete the workspace.',
      resolve: (row) => row.deletion_protection === 1,
    }),
    version: t.exposeInt('version', { description: 'Grows with each write; send it back as `expectedVersion`.' }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: principalField(t, (row) => row.created_by),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
    updatedBy: principalField(t, (row) => row.updated_by),
    myRole: t.field({
      type: RoleNameEnum,
      nullable: true,
      description:
        'The highest role of all that match the caller, lowered by the token. Null for one who only watches the deletion.',
      resolve: async (row, _args, context) => roleOfRank((await context.load.access.load(row.id))?.rank ?? 0),
    }),
    myPermissions: t.field({
      description: 'What the caller may do in it, by role and token.',
      type: [PermissionEnum],
      resolve: async (row, _args, context) => permissionsIn(context.signedIn, await context.load.access.load(row.id)),
    }),
    myPreferences: t.field({
      type: WorkspacePreferences,
      description: "The caller's own marks: never another member's.",
      resolve: (row, _args, context) => preferencesOf(row.id, context),
    }),
  }),
})

nodeType('workspace', loadWorkspace)

/**
 * The field `workspace` of a noun. It is never null, since only callers who may know of the workspace read the noun.
 */
export const workspaceField = <Parent>(t: FieldsOf<Parent>, idOf: (parent: Parent) => string) =>
  t.field({
    type: Workspace,
    resolve: async (parent, _args, context) => (await loadWorkspace(idOf(parent), context)) as Row<'workspace'>,
  })

builder.queryField('workspace', (t) =>
  t.field({
    type: Workspace,
    nullable: true,
    auth: { signedIn: true },
    errors: [],
    description: 'Null where there is none or the caller may not know of it: the two cannot be told apart.',
    args: { by: t.arg({ description: 'Which workspace.', type: WorkspaceRef, required: true }) },
    resolve: async (_root, { by }, context) => {
      const access = await findAccess(context.store.db, context.signedIn, by)
      if (access) context.load.access.prime(access.workspace.id, access)
      return access?.workspace ?? null
    },
  }),
)

builder.queryField('workspaces', (t) =>
  t.field({
    type: connectionOf(Workspace, 'Workspace'),
    auth: { signedIn: true },
    errors: ['FORBIDDEN'],
    description: 'Those that the caller may know of, newest first unless `orderBy` says otherwise.',
    args: {
      ...pageArgs,
      filter: t.arg({ type: WorkspaceFilter }),
      orderBy: t.arg({ type: [WorkspaceOrder] }),
    },
    resolve: (_root, args, context) => listWorkspaces(args, context),
  }),
)
