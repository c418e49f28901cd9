// The writes and the losses of races.test.ts.
import {
  CREATE_PROJECT,
  DELETE_USER,
  REMOVE_MEMBER,
  REVOKE_API_TOKEN,
  SUSPEND_USER,
  UPDATE_MEMBER,
  UPDATE_WORKSPACE,
} from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import type { EventType, TypedDocumentString } from '../generated/graphql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  INVITE_MEMBERS,
  REGISTER_RESOURCES,
  SUSPEND_API_TOKEN,
  UPDATE_USER,
} from '../support/operations.ts'
import { type Person, unique } from '../support/people.ts'

const SUSPEND_WORKSPACE = graphql(`
  mutation RaceSuspendWorkspace($input: SuspendWorkspaceInput!) {
    suspendWorkspace(input: $input) { workspace { id } }
  }
`)

/** A workspace of its own, in which the user ann writes with a personal token. */
export interface Scene {
  readonly workspace: { readonly id: string }
  readonly owner: Person
  readonly ann: { readonly id: string; readonly token: string; readonly tokenId: string }
}

export interface Request {
  readonly document: string
  readonly variables: Record<string, unknown>
}
const request = <V extends Record<string, unknown>>(
  document: TypedDocumentString<unknown, V>,
  variables: V,
): Request => ({ document: document.toString(), variables })

/** Writes in the workspace, each by another permission, that an admin may do and a viewer may not. */
const IN_WORKSPACE: readonly ((scene: Scene) => Request)[] = [
  ({ workspace }) => request(UPDATE_WORKSPACE, { input: { workspace, description: unique('text') } }),
  ({ workspace }) => request(CREATE_PROJECT, { input: { workspace, name: unique('project') } }),
  ({ workspace }) =>
    request(REGISTER_RESOURCES, { input: { workspace, resources: [{ kind: 'job', name: unique('job') }] } }),
  ({ workspace }) =>
    request(INVITE_MEMBERS, { input: { workspace, emails: [`${unique('guest')}@example.com`], delivery: 'LINK' } }),
  ({ workspace }) => request(ADD_MEMBER, { input: { workspace, principal: { group: unique('group') } } }),
  ({ workspace }) => request(CREATE_SERVICE_ACCOUNT, { input: { workspace, name: unique('machine') } }),
  ({ workspace }) => request(CREATE_API_TOKEN, { input: { workspace, name: unique('token'), role: 'ADMIN' } }),
]
/** The same, and a write that is refused only if the credential ends. */
const BY_CREDENTIAL = [...IN_WORKSPACE, () => request(CREATE_API_TOKEN, { input: { name: unique('personal') } })]
/** The same, and a write that does not suit a deleted user: the last owner of a workspace cannot be deleted. */
const WITH_WORKSPACES = [...BY_CREDENTIAL, () => request(CREATE_WORKSPACE, { input: { name: unique('another') } })]

export interface Loss {
  readonly event: EventType
  /** The codes of the writes that come after the loss. */
  readonly codes: readonly string[]
  readonly writes: readonly ((scene: Scene) => Request)[]
  /** Tokens that were made with the one that ends. */
  readonly endsMade?: true
  /** Ann writes as a platform admin who is not a member. */
  readonly ofPlatformAdmin?: true
  readonly as: 'owner' | 'admin'
  lose(scene: Scene): Request
}

const memberIn = ({ workspace, ann }: Scene) => ({ of: { workspace, principal: { user: ann.id } } })
const reason = 'Under review'

export const LOSSES: Readonly<Record<string, Loss>> = {
  'a role is lowered': {
    event: 'MEMBER_ROLE_CHANGED',
    codes: ['FORBIDDEN'],
    writes: IN_WORKSPACE,
    as: 'owner',
    lose: (scene) => request(UPDATE_MEMBER, { input: { member: memberIn(scene), role: 'VIEWER' } }),
  },
  'a member is removed': {
    event: 'MEMBER_REMOVED',
    codes: ['NOT_FOUND'],
    writes: IN_WORKSPACE,
    as: 'owner',
    lose: (scene) => request(REMOVE_MEMBER, { input: { member: memberIn(scene) } }),
  },
  'a token is revoked': {
    event: 'TOKEN_REVOKED',
    codes: ['UNAUTHENTICATED'],
    writes: WITH_WORKSPACES,
    endsMade: true,
    as: 'admin',
    lose: ({ ann }) => request(REVOKE_API_TOKEN, { input: { token: { id: ann.tokenId } } }),
  },
  'a token is suspended': {
    event: 'TOKEN_SUSPENDED',
    codes: ['UNAUTHENTICATED'],
    writes: WITH_WORKSPACES,
    as: 'admin',
    lose: ({ ann }) => request(SUSPEND_API_TOKEN, { input: { token: { id: ann.tokenId } } }),
  },
  'a user is suspended': {
    event: 'USER_SUSPENDED',
    codes: ['UNAUTHENTICATED'],
    writes: WITH_WORKSPACES,
    endsMade: true,
    as: 'admin',
    lose: ({ ann }) => request(SUSPEND_USER, { input: { user: { id: ann.id }, reason } }),
  },
  'a platform admin becomes an ordinary user': {
    event: 'USER_UPDATED',
    codes: ['FORBIDDEN', 'NOT_FOUND'],
    writes: IN_WORKSPACE,
    ofPlatformAdmin: true,
    as: 'admin',
    lose: ({ ann }) => request(UPDATE_USER, { input: { user: { id: ann.id }, platformAdmin: false } }),
  },
  'a user is deleted': {
    event: 'USER_DELETED',
    codes: ['UNAUTHENTICATED'],
    writes: BY_CREDENTIAL,
    endsMade: true,
    ofPlatformAdmin: true,
    as: 'admin',
    lose: ({ ann }) => request(DELETE_USER, { input: { user: { id: ann.id } } }),
  },
  'a workspace is suspended': {
    event: 'WORKSPACE_SUSPENDED',
    codes: ['FORBIDDEN'],
    writes: IN_WORKSPACE,
    as: 'admin',
    lose: ({ workspace }) => request(SUSPEND_WORKSPACE, { input: { workspace, reason } }),
  },
  'a workspace is deleted': {
    event: 'DELETION_STARTED',
    codes: ['NOT_FOUND'],
    writes: IN_WORKSPACE,
    as: 'owner',
    lose: ({ workspace }) => request(DELETE_WORKSPACE, { input: { workspace } }),
  },
}
