/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AddMemberInput = {
  principal: PrincipalRef;
  role?: RoleName;
  workspace: WorkspaceRef;
};

/** `workspace` null: personal. `user`: for platform admins, a token of that user. `role` and `permissions` can't exceed the caller's own. `platformAdmin`: without it a platform admin's token has no platform rights. `expiresIn` left out: 30 days, or the server's maximum where that is less. */
export type CreateApiTokenInput = {
  description?: string | null | undefined;
  expiresIn?: string | null | undefined;
  name: string;
  permissions?: Array<Permission> | null | undefined;
  platformAdmin?: boolean | null | undefined;
  role?: RoleName | null | undefined;
  user?: string | number | null | undefined;
  workspace?: WorkspaceRef | null | undefined;
};

export type CreateUserInput = {
  email?: string | null | undefined;
  memberships?: Array<NewMembershipInput> | null | undefined;
  name: string;
  platformAdmin?: boolean | null | undefined;
};

/** Without `name`, it is derived from `displayName`; one of the two is needed. */
export type CreateWorkspaceInput = {
  description?: string | null | undefined;
  displayName?: string | null | undefined;
  hosting?: WorkspaceHosting | null | undefined;
  instanceUrl?: string | null | undefined;
  name?: string | null | undefined;
  visibility?: WorkspaceVisibility | null | undefined;
};

export type DeleteWorkspaceInput = {
  policy?: DeletionPolicy | null | undefined;
  reason?: string | null | undefined;
  workspace: WorkspaceRef;
};

/** CASCADE removes all contents. RESTRICT refuses while there are resources. */
export type DeletionPolicy =
  | 'CASCADE'
  | 'RESTRICT';

export type DeletionState =
  | 'RUNNING'
  | 'SUCCEEDED';

export type NewMembershipInput = {
  role: RoleName;
  workspace: WorkspaceRef;
};

export type Permission =
  | 'EVENT_READ'
  | 'MEMBER_INVITE'
  | 'MEMBER_READ'
  | 'MEMBER_REMOVE'
  | 'MEMBER_UPDATE'
  | 'OWNERSHIP_GRANT'
  | 'PROJECT_WRITE'
  | 'RESOURCE_READ'
  | 'RESOURCE_WRITE'
  | 'TOKEN_CREATE'
  | 'TOKEN_MANAGE'
  | 'WORKSPACE_DELETE'
  | 'WORKSPACE_READ'
  | 'WORKSPACE_UPDATE';

export type PrincipalRef =
  {   email: string; everyone?: never; group?: never; user?: never; uuid?: never; }
  |  { email?: never;   everyone: boolean; group?: never; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never;   group: string; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never;   user: string | number; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never; user?: never;   uuid: string; };

export type RegisterResourcesInput = {
  resources: Array<ResourceInput>;
  workspace: WorkspaceRef;
};

/** `labels` and `spec`: at most 16 KiB of JSON each. */
export type ResourceInput = {
  externalId?: string | null | undefined;
  kind: string;
  labels?: Record<string, unknown> | null | undefined;
  name: string;
  project?: string | number | null | undefined;
  spec?: Record<string, unknown> | null | undefined;
};

export type RoleName =
  | 'ADMIN'
  | 'EDITOR'
  | 'OWNER'
  | 'VIEWER';

export type WorkspaceHosting =
  | 'LOCAL'
  | 'MANAGED'
  | 'REMOTE';

export type WorkspaceRef =
  {   id: string | number; name?: never; uuid?: never; }
  |  { id?: never;   name: string; uuid?: never; }
  |  { id?: never; name?: never;   uuid: string; };

/** SHARED_READ makes everyone a viewer, SHARED_WRITE an editor. */
export type WorkspaceVisibility =
  | 'PRIVATE'
  | 'SHARED_READ'
  | 'SHARED_WRITE';

export type CreateWorkspaceMutationVariables = Exact<{
  input: CreateWorkspaceInput;
}>;


export type CreateWorkspaceMutation = { createWorkspace: { workspace: { id: string, uuid: string, name: string, displayName: string, version: number } } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string, name: string, email: string | null } } };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { secret: string | null, token: { id: string, expiresAt: string } } };

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type AddMemberMutation = { addMember: { membership: { id: string, role: { name: RoleName } } } };

export type RegisterResourcesMutationVariables = Exact<{
  input: RegisterResourcesInput;
}>;


export type RegisterResourcesMutation = { registerResources: { resources: Array<{ id: string, name: string }> } };

export type DeleteWorkspaceMutationVariables = Exact<{
  input: DeleteWorkspaceInput;
}>;


export type DeleteWorkspaceMutation = { deleteWorkspace: { deletion: { id: string, state: DeletionState, total: number } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CreateWorkspaceDocument = new TypedDocumentString(`
    mutation CreateWorkspace($input: CreateWorkspaceInput!) {
  createWorkspace(input: $input) {
    workspace {
      id
      uuid
      name
      displayName
      version
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWorkspaceMutation, CreateWorkspaceMutationVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
      name
      email
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const CreateApiTokenDocument = new TypedDocumentString(`
    mutation CreateApiToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
    token {
      id
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const AddMemberDocument = new TypedDocumentString(`
    mutation AddMember($input: AddMemberInput!) {
  addMember(input: $input) {
    membership {
      id
      role {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AddMemberMutation, AddMemberMutationVariables>;
export const RegisterResourcesDocument = new TypedDocumentString(`
    mutation RegisterResources($input: RegisterResourcesInput!) {
  registerResources(input: $input) {
    resources {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterResourcesMutation, RegisterResourcesMutationVariables>;
export const DeleteWorkspaceDocument = new TypedDocumentString(`
    mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {
  deleteWorkspace(input: $input) {
    deletion {
      id
      state
      total
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteWorkspaceMutation, DeleteWorkspaceMutationVariables>;