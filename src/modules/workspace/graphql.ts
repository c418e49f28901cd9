import type { Row } from '../../../db/schema.ts'
import { findAccess } from '../../access/authorize.ts'
import { permissionsIn } from '../../access/judge.ts'
import { roleOfRank } from '../../access/principal.ts'
import { builder, type FieldsOf } from '../../graphql/builder.ts'
import { connectionOf, pageArgs } from '../../graphql/connections.ts'
import type { Context } from '../../graphql/context.ts'
import { DateTimeFilter, OrderDirection, PermissionEnum, RoleNameEnum, StringFilter } from '../../graphql/enums.ts'
import { Node, nodeType } from '../../graphql/node.ts'
import { uuidOf } from '../../store/id.ts'
import { loadPrincipal, Principal } from '../principal/graphql.ts'
import { WorkspaceRef } from '../refs.ts'
import { Role } from '../role/graphql.ts'
import { createWorkspace, updateWorkspace } from './actions.ts'
import { preferencesOf } from './preferences.ts'
import { listWorkspaces, type WorkspaceFilter } from './queries.ts'
import { resumeWorkspace, setWorkspacePreferences, suspendWorkspace } from './state.ts'

const WorkspaceStateEnum = builder.enumType('WorkspaceState', {
  description: 'DELETING is seen by the watchers of the deletion only.',
  values: ['ACTIVE', 'SUSPENDED', 'DELETING'] as const,
})
const WorkspaceHostingEnum = builder.enumType('WorkspaceHosting', { values: ['MANAGED', 'LOCAL', 'REMOTE'] as const })
const WorkspaceVisibilityEnum = builder.enumType('WorkspaceVisibility', {
  description: 'SHARED_READ makes everyone a viewer, SHARED_WRITE an editor.',
  values: ['PRIVATE', 'SHARED_READ', 'SHARED_WRITE'] as const,
})

const WorkspacePreferences = builder
  .objectRef<Pick<Row<'workspace_preference'>, 'favourite' | 'hidden' | 'is_default'>>('WorkspacePreferences')
  .implement({
    fields: (t) => ({
      favourite: t.boolean({ resolve: (marks) => marks.favourite === 1 }),
      hidden: t.boolean({ resolve: (marks) => marks.hidden === 1 }),
      isDefault: t.boolean({ resolve: (marks) => marks.is_default === 1 }),
    }),
  })

/** Null where the caller may not know of it. */
export async function loadWorkspace(id: string, context: Context): Promise<Row<'workspace'> | null> {
  return (await context.load.access.load(id))?.workspace ?? null
}

const rankIn = async (workspace: Row<'workspace'>, context: Context) =>
  (await context.load.access.load(workspace.id))?.rank ?? 0

export const Workspace = builder.objectRef<Row<'workspace'>>('Workspace').implement({
  description: 'The boundary of isolation and authorisation. Everything else belongs to exactly one workspace.',
  interfaces: [Node],
  fields: (t) => ({
    uuid: t.field({ type: 'UUID', resolve: ({ id }) => uuidOf(id) }),
    name: t.exposeString('name', { description: 'Unique in the deployment; never changes.' }),
    displayName: t.exposeString('display_name'),
    description: t.exposeString('description', { nullable: true }),
    hosting: t.expose('hosting', { type: WorkspaceHostingEnum }),
    instanceUrl: t.expose('instance_url', { type: 'URL', nullable: true }),
    builtIn: t.boolean({ resolve: (row) => row.built_in === 1 }),
    state: t.expose('state', { type: WorkspaceStateEnum }),
    visibility: t.expose('visibility', { type: WorkspaceVisibilityEnum }),
    deletionProtection: t.boolean({
      description: 'While true, nobody can delete the workspace.',
      resolve: (row) => row.deletion_protection === 1,
    }),
    version: t.exposeInt('version', { description: 'Grows with each write; send it back as `expectedVersion`.' }),
    createdAt: t.expose('created_at', { type: 'DateTime' }),
    createdBy: t.field({
      type: Principal,
      nullable: true,
      resolve: (row, _args, context) => loadPrincipal(row.created_by, context),
    }),
    updatedAt: t.expose('updated_at', { type: 'DateTime' }),
    updatedBy: t.field({
      type: Principal,
      nullable: true,
      resolve: (row, _args, context) => loadPrincipal(row.updated_by, context),
    }),
    myRole: t.field({
      type: Role,
      nullable: true,
      description:
        'The highest role of all that match the caller, lowered by the token. Null for one who only watches the deletion.',
      resolve: async (row, _args, context) => roleOfRank(await rankIn(row, context)),
    }),
    myPermissions: t.field({
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

/** The field of what belongs to a workspace: who reads the one reads the other. */
export const workspaceField = <Parent>(t: FieldsOf<Parent>, idOf: (parent: Parent) => string) =>
  t.field({
    type: Workspace,
    resolve: async (parent, _args, context) => (await loadWorkspace(idOf(parent), context)) as Row<'workspace'>,
  })

const WorkspaceFilterInput = builder.inputRef<WorkspaceFilter>('WorkspaceFilter')
WorkspaceFilterInput.implement({
  description: 'Every condition that is given must hold. At most 5 deep, with 50 conditions.',
  fields: (t) => ({
    search: t.string({ description: 'Part of the name, display name or description, any case.' }),
    name: t.field({ type: StringFilter }),
    displayName: t.field({ type: StringFilter }),
    state: t.field({ type: [WorkspaceStateEnum] }),
    hosting: t.field({ type: [WorkspaceHostingEnum] }),
    myRole: t.field({ type: [RoleNameEnum], description: "The caller's own role." }),
    ownerless: t.boolean({ description: 'Without an owner who can act. For platform admins.' }),
    favourite: t.boolean(),
    hidden: t.boolean(),
    builtIn: t.boolean(),
    createdAt: t.field({ type: DateTimeFilter }),
    updatedAt: t.field({ type: DateTimeFilter }),
    and: t.field({ type: [WorkspaceFilterInput] }),
    or: t.field({ type: [WorkspaceFilterInput] }),
    not: t.field({ type: WorkspaceFilterInput }),
  }),
})

const WorkspaceOrderField = builder.enumType('WorkspaceOrderField', {
  values: ['NAME', 'DISPLAY_NAME', 'CREATED_AT', 'UPDATED_AT'] as const,
})
const WorkspaceOrder = builder.inputType('WorkspaceOrder', {
  fields: (t) => ({
    field: t.field({ type: WorkspaceOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'ASC' }),
  }),
})

builder.queryField('workspace', (t) =>
  t.field({
    type: Workspace,
    nullable: true,
    auth: { signedIn: true },
    errors: [],
    description: 'Null where there is none or the caller may not know of it: the two can not be told apart.',
    args: { by: t.arg({ type: WorkspaceRef, required: true }) },
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
      filter: t.arg({ type: WorkspaceFilterInput }),
      orderBy: t.arg({ type: [WorkspaceOrder] }),
    },
    resolve: (_root, args, context) => listWorkspaces(context, args),
  }),
)

const payload = (name: string) =>
  builder.objectRef<Row<'workspace'>>(name).implement({
    fields: (t) => ({ workspace: t.field({ type: Workspace, resolve: (row) => row }) }),
  })

const CreateWorkspaceInput = builder.inputType('CreateWorkspaceInput', {
  description: 'Without `name`, it is derived from `displayName`; one of the two is needed.',
  fields: (t) => ({
    name: t.string(),
    displayName: t.string(),
    description: t.string(),
    hosting: t.field({ type: WorkspaceHostingEnum, defaultValue: 'MANAGED' }),
    instanceUrl: t.field({ type: 'URL' }),
    visibility: t.field({ type: WorkspaceVisibilityEnum, defaultValue: 'PRIVATE' }),
  }),
})

builder.mutationField('createWorkspace', (t) =>
  t.field({
    type: payload('CreateWorkspacePayload'),
    auth: { signedIn: true },
    errors: ['FORBIDDEN', 'NAME_TAKEN'],
    description: 'A new workspace with the caller as its OWNER.',
    args: { input: t.arg({ type: CreateWorkspaceInput, required: true }) },
    resolve: (_root, { input }, { store, caller, config }) =>
      createWorkspace(store, caller, input, config.workspaceCreation),
  }),
)

const UpdateWorkspaceInput = builder.inputType('UpdateWorkspaceInput', {
  description: 'A field left out stays; `description: null` clears it. `deletionProtection` needs WORKSPACE_DELETE.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    displayName: t.string(),
    description: t.string(),
    instanceUrl: t.field({ type: 'URL' }),
    visibility: t.field({ type: WorkspaceVisibilityEnum }),
    deletionProtection: t.boolean(),
    expectedVersion: t.int(),
  }),
})

builder.mutationField('updateWorkspace', (t) =>
  t.field({
    type: payload('UpdateWorkspacePayload'),
    auth: { permission: 'WORKSPACE_UPDATE', on: (_root, { input }) => input.workspace },
    errors: ['BUILT_IN', 'CONFLICT'],
    description: 'Changes what is given, if the version is the expected one.',
    args: { input: t.arg({ type: UpdateWorkspaceInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => updateWorkspace(store, caller, input),
  }),
)

const SetWorkspacePreferencesInput = builder.inputType('SetWorkspacePreferencesInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    favourite: t.boolean(),
    hidden: t.boolean(),
    isDefault: t.boolean(),
  }),
})

builder.mutationField('setWorkspacePreferences', (t) =>
  t.field({
    type: payload('SetWorkspacePreferencesPayload'),
    auth: { permission: 'WORKSPACE_READ', on: (_root, { input }) => input.workspace },
    errors: [],
    description: "The caller's own marks; also while the workspace is suspended. At most one workspace is the default.",
    args: { input: t.arg({ type: SetWorkspacePreferencesInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => setWorkspacePreferences(store, caller, input),
  }),
)

const SuspendWorkspaceInput = builder.inputType('SuspendWorkspaceInput', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    reason: t.string({ required: true }),
  }),
})

builder.mutationField('suspendWorkspace', (t) =>
  t.field({
    type: payload('SuspendWorkspacePayload'),
    auth: { platformAdmin: true },
    errors: ['NOT_FOUND', 'WORKSPACE_DELETING'],
    description:
      'From then on it can be read, and every write but leaving, removing and revoking is FORBIDDEN with the reason.',
    args: { input: t.arg({ type: SuspendWorkspaceInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => suspendWorkspace(store, caller, input),
  }),
)

const ResumeWorkspaceInput = builder.inputType('ResumeWorkspaceInput', {
  fields: (t) => ({ workspace: t.field({ type: WorkspaceRef, required: true }) }),
})

builder.mutationField('resumeWorkspace', (t) =>
  t.field({
    type: payload('ResumeWorkspacePayload'),
    auth: { platformAdmin: true },
    errors: ['NOT_FOUND', 'WORKSPACE_DELETING'],
    description: 'Lets writes through again.',
    args: { input: t.arg({ type: ResumeWorkspaceInput, required: true }) },
    resolve: (_root, { input }, { store, caller }) => resumeWorkspace(store, caller, input),
  }),
)
