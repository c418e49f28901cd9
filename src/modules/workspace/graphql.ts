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
  description: "The caller's preferences for a workspace.",
  fields: (t) => ({
    favourite: t.boolean({ description: 'Whether it is a favourite.', resolve: (row) => row.favourite === 1 }),
    hidden: t.boolean({ description: 'Whether the caller hides it.', resolve: (row) => row.hidden === 1 }),
    isDefault: t.boolean({
      description: 'Whether it is the default workspace of the caller.',
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
    'The boundary of isolation and authorisation. Members, projects, resources and workspace tokens belong to exactly one workspace.',
  interfaces: [Node],
  fields: (t) => ({
    uuid: t.field({ type: 'UUID', resolve: ({ id }) => uuidOf(id) }),
    name: t.exposeString('name', { description: 'Unique in the deployment; never changes.' }),
    displayName: t.exposeString('display_name', { description: 'Its display name.' }),
    description: t.exposeString('description', {
      description: 'What it is for; null if no description was given.',
      nullable: true,
    }),
    hosting: t.expose('hosting', { description: 'Where its services run.', type: WorkspaceHostingEnum }),
    instanceUrl: t.expose('instance_url', { description: 'The URL of its services.', type: 'URL', nullable: true }),
    builtIn: t.boolean({ resolve: (row) => row.built_in === 1 }),
    state: t.field({
      description: 'Its state, which decides what can be done with it.',
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
      description: 'When it was suspended, so that most writes are FORBIDDEN; null if it is not suspended.',
    }),
    suspendedReason: t.exposeString('suspended_reason', {
      nullable: true,
      description: 'Why a platform admin suspended it; null if it is not suspended.',
    }),
    deletionProtection: t.boolean({
      description: 'While true, nobody can delete the workspace.',
      resolve: (row) => row.deletion_protection === 1,
    }),
    version: t.exposeInt('version', { description: 'Increases with each write; pass it as `expectedVersion`.' }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: principalField(t, (row) => row.created_by),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
    updatedBy: principalField(t, (row) => row.updated_by),
    myRole: t.field({
      type: RoleNameEnum,
      nullable: true,
      description: "The caller's highest role, limited by the token. Null if the caller only watches the deletion.",
      resolve: async (row, _args, context) => roleOfRank((await context.load.access.load(row.id))?.rank ?? 0),
    }),
    myPermissions: t.field({
      description: 'What the caller may do in it, by role and token.',
      type: [PermissionEnum],
      resolve: async (row, _args, context) => permissionsIn(context.signedIn, await context.load.access.load(row.id)),
    }),
    myPreferences: t.field({
      type: WorkspacePreferences,
      description: 'The preferences of the caller, never those of another member.',
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
    description:
      'A workspace; null if it does not exist or the caller may not see it, without a difference between the two.',
    args: { by: t.arg({ description: 'The workspace to read.', type: WorkspaceRef, required: true }) },
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
    description: 'The workspaces that the caller may see, newest first unless `orderBy` says otherwise.',
    args: {
      ...pageArgs,
      filter: t.arg({ type: WorkspaceFilter }),
      orderBy: t.arg({ type: [WorkspaceOrder] }),
    },
    resolve: (_root, args, context) => listWorkspaces(args, context),
  }),
)
