/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The code of an invitation, or the id of one in `me.invitations`. */
export type AcceptInvitationInput =
  {   /** The code. */
  code: string; invitation?: never; }
  |  { code?: never;   /** The id of an invitation of the caller. */
  invitation: string | number; };

/** What gives a user a role. */
export type AccessVia =
  /** A membership of their own. */
  | 'DIRECT'
  /** The visibility of the workspace. */
  | 'EVERYONE'
  /** The membership of a group that they are in. */
  | 'GROUP'
  /** They are a platform admin. */
  | 'PLATFORM_ADMIN';

/** The input of `addMember`. */
export type AddMemberInput = {
  /** Who joins. */
  principal: PrincipalRef;
  /** The role that the membership gives. OWNER needs the permission to grant ownership. */
  role?: RoleName;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `claimCleanupTasks`. */
export type ClaimCleanupTasksInput = {
  /** The claimed attempt of each of `tasks`, in the same order. A task that has been claimed again is left out and keeps its current lease; without attempts, any lease of the kind is renewed. */
  attempts?: Array<number> | null | undefined;
  /** The names of kinds that the caller owns: 1 to 20. */
  kinds: Array<string>;
  /** How long the lease lasts: `1s` to `1h`. The default is one minute. */
  lease?: string | null | undefined;
  /** How many are claimed: 1 to 100. */
  max?: number;
  /** Renews the leases of these tasks instead: at most 100. No lease is shortened, and tasks whose lease has expired are left out. */
  tasks?: Array<string | number> | null | undefined;
};

/** Who removes what a resource stands for when its workspace is deleted. */
export type CleanupMode =
  /** The owner service: it claims clean-up tasks and reports on each. */
  | 'CLAIM'
  /** Nobody: the resource is only taken out of the register. */
  | 'NONE'
  /** The owner service: it is called for each resource and must confirm the removal. */
  | 'WEBHOOK';

/** All given conditions must match. */
export type CleanupTaskFilter = {
  /** One of these kinds, by name. */
  kind?: Array<string> | null | undefined;
  /** One of these. */
  state?: Array<TaskState> | null | undefined;
};

/** The input of `completeCleanupTask`. */
export type CompleteCleanupTaskInput = {
  /** The attempt that was claimed. */
  attempt: number;
  /** The id of the task. */
  task: string | number;
};

/** Without `workspace`: a personal token. `serviceAccount`: a token of that account, valid only in its workspace. `user`: a token of that user, for platform admins. `role` and `permissions` can't exceed the caller's own. Without `platformAdmin`, a platform admin's token has no platform rights. The default of `expiresIn` is 30 days, or the server's maximum if that is less. */
export type CreateApiTokenInput = {
  /** At most 1,024 characters. */
  description?: string | null | undefined;
  /** How long it is valid. The default is 30 days, or the server's maximum if that is less. */
  expiresIn?: string | null | undefined;
  /** Its name: 1 to 64 characters, not necessarily unique. */
  name: string;
  /** The only permissions that it can use; all those of its role if omitted. */
  permissions?: Array<Permission> | null | undefined;
  /** Whether it carries the platform rights of its owner. */
  platformAdmin?: boolean | null | undefined;
  /** The highest role that it can have; the caller's own if omitted. */
  role?: RoleName | null | undefined;
  /** The id of a service account as its owner; needs SERVICE_ACCOUNT_MANAGE. The token stays valid when its creator leaves. */
  serviceAccount?: string | number | null | undefined;
  /** The id of its owner, for platform admins; the caller if omitted. */
  user?: string | number | null | undefined;
  /** The one workspace where it can be used; omit it for a personal token. */
  workspace?: WorkspaceRef | null | undefined;
};

/** The input of `createProject`. */
export type CreateProjectInput = {
  /** At most 1,024 characters. */
  description?: string | null | undefined;
  /** Unique in the workspace; never changes. */
  name: string;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `createServiceAccount`. */
export type CreateServiceAccountInput = {
  /** At most 1,024 characters. */
  description?: string | null | undefined;
  /** Unique in its workspace, or in the platform; never changes. */
  name: string;
  /** Its role in the workspace, at most ADMIN; also needs MEMBER_INVITE. If omitted, it is not yet a member. */
  role?: RoleName | null | undefined;
  /** The one workspace in which it can be a member; omit it for an account of the platform. */
  workspace?: WorkspaceRef | null | undefined;
};

/** The input of `createSignInLink`. */
export type CreateSignInLinkInput = {
  /** The user whom it signs in. */
  user: UserRef;
};

/** The input of `createUser`. */
export type CreateUserInput = {
  /** The address that they sign in with; without it they can only use tokens. */
  email?: string | null | undefined;
  /** The workspaces that they join: at most 100. */
  memberships?: Array<NewMembershipInput> | null | undefined;
  /** Their display name: at most 128 characters. */
  name: string;
  /** Whether they may do everything in every workspace. */
  platformAdmin?: boolean | null | undefined;
};

/** `name` or `displayName` is needed. Without `name`, it is derived from `displayName`. */
export type CreateWorkspaceInput = {
  /** At most 1,024 characters. */
  description?: string | null | undefined;
  /** The display name: 1 to 128 characters. */
  displayName?: string | null | undefined;
  /** Where its services run. */
  hosting?: WorkspaceHosting | null | undefined;
  /** The URL of its services: http or https. REMOTE needs it. */
  instanceUrl?: string | null | undefined;
  /** 2 to 63 of `a-z 0-9 - @ . + _`, beginning with a letter. It never changes. */
  name?: string | null | undefined;
  /** Who sees it besides its members. */
  visibility?: WorkspaceVisibility | null | undefined;
};

/** All given bounds must match. */
export type DateTimeFilter = {
  /** After this instant. */
  gt?: string | null | undefined;
  /** At this instant or after it. */
  gte?: string | null | undefined;
  /** Before this instant. */
  lt?: string | null | undefined;
  /** At this instant or before it. */
  lte?: string | null | undefined;
};

/** The code of an invitation, or the id of one in `me.invitations`. */
export type DeclineInvitationInput =
  {   /** The code. */
  code: string; invitation?: never; }
  |  { code?: never;   /** The id of an invitation of the caller. */
  invitation: string | number; };

/** The input of `deleteProject`. */
export type DeleteProjectInput = {
  /** The version that was read. CONFLICT if the object has changed since. */
  expectedVersion?: number | null | undefined;
  /** The project. */
  project: ProjectRef;
};

/** The input of `deleteResource`. */
export type DeleteResourceInput = {
  /** The version that was read. CONFLICT if the object has changed since. */
  expectedVersion?: number | null | undefined;
  /** The resource. */
  resource: ResourceRef;
};

/** The input of `deleteServiceAccount`. */
export type DeleteServiceAccountInput = {
  /** The id of the service account. */
  serviceAccount: string | number;
};

/** The input of `deleteUser`. */
export type DeleteUserInput = {
  /** The user. */
  user: UserRef;
};

/** The input of `deleteWorkspace`. */
export type DeleteWorkspaceInput = {
  /** How long `restoreWorkspace` can restore it before clean-up begins: at most `90d`. The default is a setting of the server, `0s` unless it was changed. */
  gracePeriod?: string | null | undefined;
  /** The `etag` of a `deletionImpact`: the deletion is refused with IMPACT_CHANGED if the contents have changed since. */
  impactEtag?: string | null | undefined;
  /** What happens to its contents. */
  policy?: DeletionPolicy | null | undefined;
  /** The reason, shown to those who watch the deletion: at most 1,024 characters. */
  reason?: string | null | undefined;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The type of an event of a deletion. */
export type DeletionEventType =
  /** The deletion has failed and does not continue by itself. */
  | 'FAILED'
  /** The deletion is paused, because platform admins have paused all deletions. */
  | 'PAUSED'
  /** A step has removed rows. */
  | 'PROGRESS'
  /** External resources were left behind; `resourceIds` lists them. */
  | 'RELEASED'
  /** The workspace was restored. The stream completes. */
  | 'RESTORED'
  /** The deletion continues. */
  | 'RESUMED'
  /** A failed deletion was retried and continues. */
  | 'RETRIED'
  /** The deletion was requested; clean-up begins at `startsAt`. */
  | 'SCHEDULED'
  /** The state of the deletion when the subscription begins. */
  | 'SNAPSHOT'
  /** Clean-up has begun. */
  | 'STARTED'
  /** A step has failed. */
  | 'STEP_FAILED'
  /** A step failed and will be tried again. */
  | 'STEP_RETRYING'
  /** The rest of a step is skipped and left behind. */
  | 'STEP_SKIPPED'
  /** A step has begun. */
  | 'STEP_STARTED'
  /** A step is done. */
  | 'STEP_SUCCEEDED'
  /** The workspace is gone. The stream completes. */
  | 'SUCCEEDED'
  /** An external resource could not be removed and is not tried again. */
  | 'TASK_FAILED';

/** All given conditions must match. */
export type DeletionFilter = {
  /** Who requested it. */
  requestedBy?: PrincipalRef | null | undefined;
  /** One of these. */
  state?: Array<DeletionState> | null | undefined;
  /** The name of the workspace. */
  workspaceName?: StringFilter | null | undefined;
};

/** What happens to the contents of a workspace when it is deleted. */
export type DeletionPolicy =
  /** They are removed. */
  | 'CASCADE'
  /** The deletion is refused with WORKSPACE_NOT_EMPTY while there are resources. */
  | 'RESTRICT'
  /** Like CASCADE, but external resources are only taken out of the register, not removed; RELEASED events list them. */
  | 'RETAIN';

/** How far a deletion has come. */
export type DeletionState =
  /** The workspace was restored. */
  | 'CANCELLED'
  /** It does not continue before `retryDeletion` or `skipDeletionStep`; `lastError` says why. */
  | 'FAILED'
  /** Contents are being removed. */
  | 'RUNNING'
  /** Clean-up begins at `startsAt`. Until then `restoreWorkspace` brings the workspace back. */
  | 'SCHEDULED'
  /** The workspace is gone. */
  | 'SUCCEEDED';

/** The input of `endSession`. */
export type EndSessionInput = {
  /** The session. */
  session: string | number;
};

/** Every possible `extensions.code`. Clients can rely on the codes; messages may change. */
export type ErrorCode =
  /** The principal is already a member, with a different role. */
  | 'ALREADY_MEMBER'
  /** The workspace comes with Croft: nobody can delete it, and only platform admins can change its settings and members. */
  | 'BUILT_IN'
  /** The stored data differ from what the request assumes: read them again. */
  | 'CONFLICT'
  /** The cursor is beyond the end of the log. */
  | 'CURSOR_AHEAD'
  /** The log no longer has the events at the cursor, or it was restored from a backup and has different events there. */
  | 'CURSOR_EXPIRED'
  /** The workspace is protected against deletion; an owner must switch the protection off first. */
  | 'DELETION_PROTECTED'
  /** The caller can see the object but lacks the permission. */
  | 'FORBIDDEN'
  /** The document is not GraphQL. */
  | 'GRAPHQL_PARSE_FAILED'
  /** The document does not match the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** Something else was carried out with this idempotency key in the last 24 hours. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The contents of the workspace have changed since `deletionImpact` was read: read it again. */
  | 'IMPACT_CHANGED'
  /** An error in the server. `requestId` identifies it in the log. */
  | 'INTERNAL'
  /** A value is not valid. `field` or `path` names it; if several are not valid, `fields` names each. */
  | 'INVALID_INPUT'
  /** The caller has no such invitation, or it has ended: it was used, declined or revoked, has expired, or its sender may no longer invite. */
  | 'INVITATION_INVALID'
  /** The workspace would be left without an owner who can act. */
  | 'LAST_OWNER'
  /** More than the limit, for example in one request, on one connection or of live tokens. `limit` is the number allowed. */
  | 'LIMIT_EXCEEDED'
  /** The name is already in use. */
  | 'NAME_TAKEN'
  /** The object does not exist, or the caller may not see it; the response is the same for both. */
  | 'NOT_FOUND'
  /** The deletion has begun, or the workspace was restored already: `state` says which. */
  | 'NOT_RESTORABLE'
  /** The deletion has not failed: there is nothing to retry. */
  | 'NOT_RETRYABLE'
  /** The operation exceeds the limits of depth, width or cost. Nothing was executed. */
  | 'QUERY_TOO_COMPLEX'
  /** More than is allowed in a minute: try again in `retryAfterSeconds` seconds. */
  | 'RATE_LIMITED'
  /** The subscriber read nothing while more than 256 events arrived. It can continue at `cursor`; null means its start. */
  | 'SUBSCRIBER_TOO_SLOW'
  /** The token would live longer than the server allows. */
  | 'TOKEN_LIFETIME_EXCEEDED'
  /** No credential, or one that is not valid. */
  | 'UNAUTHENTICATED'
  /** The server cannot answer at the moment: try again later. */
  | 'UNAVAILABLE'
  /** The workspace is being deleted and accepts no more writes. */
  | 'WORKSPACE_DELETING'
  /** The deletion policy is RESTRICT, and the workspace still has resources. */
  | 'WORKSPACE_NOT_EMPTY';

/** All given conditions must match. */
export type EventFilter = {
  /** Who did it. */
  actor?: PrincipalRef | null | undefined;
  /** When it happened. */
  at?: DateTimeFilter | null | undefined;
  /** The id of the object that it is about. */
  subject?: string | number | null | undefined;
  /** One of these. */
  types?: Array<EventType> | null | undefined;
};

/** Each event of the audit log. */
export type EventType =
  /** A platform admin paused all deletions. */
  | 'DELETIONS_PAUSED'
  /** A platform admin resumed all deletions. */
  | 'DELETIONS_RESUMED'
  /** The deletion has failed; it can be retried. */
  | 'DELETION_FAILED'
  /** The deletion is paused, because platform admins have paused all deletions. */
  | 'DELETION_PAUSED'
  /** External resources were left behind. */
  | 'DELETION_RELEASED'
  /** The workspace was brought back before its deletion began. */
  | 'DELETION_RESTORED'
  /** The deletion continues. */
  | 'DELETION_RESUMED'
  /** A failed deletion was retried and continues. */
  | 'DELETION_RETRIED'
  /** The deletion of the workspace was requested; it begins when the grace period ends. */
  | 'DELETION_SCHEDULED'
  /** The deletion of the workspace began. */
  | 'DELETION_STARTED'
  /** A step of the deletion has failed. */
  | 'DELETION_STEP_FAILED'
  /** A step failed and will be tried again. */
  | 'DELETION_STEP_RETRYING'
  /** The rest of a step is skipped and left behind. */
  | 'DELETION_STEP_SKIPPED'
  /** A step of the deletion began. */
  | 'DELETION_STEP_STARTED'
  /** A step of the deletion is done. */
  | 'DELETION_STEP_SUCCEEDED'
  /** The workspace is gone. */
  | 'DELETION_SUCCEEDED'
  /** An external resource could not be removed and is not tried again. */
  | 'DELETION_TASK_FAILED'
  /** A sign-in changed the groups that count for a user. */
  | 'GROUP_MEMBERSHIP_CHANGED'
  /** An invitation was accepted. */
  | 'INVITATION_ACCEPTED'
  /** Somebody was invited. */
  | 'INVITATION_CREATED'
  /** An invitation was declined. */
  | 'INVITATION_DECLINED'
  /** An invitation was not answered in time. */
  | 'INVITATION_EXPIRED'
  /** An invitation got a new code, and was sent again. */
  | 'INVITATION_RESENT'
  /** An invitation was revoked. */
  | 'INVITATION_REVOKED'
  /** A principal became a member. */
  | 'MEMBER_ADDED'
  /** A member left. */
  | 'MEMBER_LEFT'
  /** A member was removed. */
  | 'MEMBER_REMOVED'
  /** The role of a member changed. */
  | 'MEMBER_ROLE_CHANGED'
  /** The ownership of the workspace was transferred. */
  | 'OWNERSHIP_TRANSFERRED'
  /** A project was created. */
  | 'PROJECT_CREATED'
  /** A project was deleted; its resources stay. */
  | 'PROJECT_DELETED'
  /** A project changed. */
  | 'PROJECT_UPDATED'
  /** A resource was taken out of the register. */
  | 'RESOURCE_DELETED'
  /** A kind of resource was added. */
  | 'RESOURCE_KIND_REGISTERED'
  /** A kind of resource changed: its clean-up, its order, its owner, its webhook or its secret. */
  | 'RESOURCE_KIND_UPDATED'
  /** Resources were registered: up to 1,000 in one event. */
  | 'RESOURCE_REGISTERED'
  /** A resource changed. */
  | 'RESOURCE_UPDATED'
  /** A service account was created. */
  | 'SERVICE_ACCOUNT_CREATED'
  /** A service account was deleted: its memberships and tokens have ended. */
  | 'SERVICE_ACCOUNT_DELETED'
  /** A browser session was ended, or the user signed out. */
  | 'SESSION_ENDED'
  /** A browser was signed in. */
  | 'SESSION_STARTED'
  /** A platform admin created a link that signs a user in once. */
  | 'SIGN_IN_LINK_CREATED'
  /** An API token was created. */
  | 'TOKEN_CREATED'
  /** An API token expires within three days. */
  | 'TOKEN_EXPIRING'
  /** An API token is no longer suspended. */
  | 'TOKEN_RESUMED'
  /** An API token was revoked. */
  | 'TOKEN_REVOKED'
  /** An API token got a new secret. */
  | 'TOKEN_ROTATED'
  /** An API token was suspended. */
  | 'TOKEN_SUSPENDED'
  /** A user was created, by an admin or at the first sign-in. */
  | 'USER_CREATED'
  /** A user was deleted. */
  | 'USER_DELETED'
  /** A user whom an admin had created signed in for the first time. */
  | 'USER_LINKED'
  /** A user is no longer suspended. */
  | 'USER_RESUMED'
  /** A user was suspended. */
  | 'USER_SUSPENDED'
  /** A user changed. */
  | 'USER_UPDATED'
  /** A workspace was created. */
  | 'WORKSPACE_CREATED'
  /** The workspace has no owner left who can act. */
  | 'WORKSPACE_OWNERLESS'
  /** The workspace is no longer suspended. */
  | 'WORKSPACE_RESUMED'
  /** A platform admin suspended the workspace. */
  | 'WORKSPACE_SUSPENDED'
  /** Settings of the workspace changed. */
  | 'WORKSPACE_UPDATED';

/** The default of `expiresIn` is 5 minutes, or the remaining life of the credential that requests it if that is less. */
export type ExchangeTokenInput = {
  /** The service that it is for: 1 to 128 characters, and not this server itself. */
  audience: string;
  /** How long it is valid: at most 15 minutes. The default is 5 minutes. */
  expiresIn?: string | null | undefined;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `failCleanupTask`. */
export type FailCleanupTaskInput = {
  /** The attempt that was claimed. */
  attempt: number;
  /** The reason, shown to those who watch the deletion: 1 to 1,000 characters. */
  error: string;
  /** False if trying again would not help. */
  retryable?: boolean;
  /** The id of the task. */
  task: string | number;
};

/** A feature that a client of several versions of Croft should check before relying on it. */
export type Feature =
  /** Queries and subscriptions by GET. */
  | 'GET_REQUESTS'
  /** A mutation with an `Idempotency-Key` is carried out once; repetitions within 24 hours get the same response. */
  | 'IDEMPOTENCY_KEYS'
  /** The server sends invitations by EMAIL. */
  | 'MAIL'
  /** Browsers sign in at `/session` and keep a cookie instead of a token. */
  | 'SESSIONS';

/** How the code of an invitation reaches its addressee. */
export type InvitationDelivery =
  /** The server mails it. */
  | 'EMAIL'
  /** The inviter passes the link on. */
  | 'LINK';

/** All given conditions must match. */
export type InvitationFilter = {
  /** The invited address, in lower case. */
  email?: StringFilter | null | undefined;
  /** Who sent it. */
  invitedBy?: PrincipalRef | null | undefined;
  /** One of these. */
  state?: Array<InvitationState> | null | undefined;
};

/** The state of an invitation. */
export type InvitationState =
  /** Its addressee has joined. */
  | 'ACCEPTED'
  /** Its addressee has declined. */
  | 'DECLINED'
  /** Nobody answered in time. */
  | 'EXPIRED'
  /** It can be accepted. */
  | 'PENDING'
  /** It was revoked, or its sender is no longer a member. */
  | 'REVOKED';

/** The input of `inviteMembers`. */
export type InviteMembersInput = {
  /** How the code reaches them; null means EMAIL. If the server sends no mail, EMAIL means LINK. */
  delivery?: InvitationDelivery | null | undefined;
  /** Their e-mail addresses, in upper or lower case: at most 100. */
  emails: Array<string>;
  /** How long it is valid: `1h` to `30d`. The default is 7 days. */
  expiresIn?: string | null | undefined;
  /** A message for the mail, as plain text: at most 500 characters. */
  message?: string | null | undefined;
  /** The role that they get; limited by the inviter's role at the time they accept. */
  role?: RoleName;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `leaveWorkspace`. */
export type LeaveWorkspaceInput = {
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** All given conditions must match. */
export type MemberFilter = {
  /** One of these kinds. */
  principalType?: Array<PrincipalType> | null | undefined;
  /** One of these roles. */
  role?: Array<RoleName> | null | undefined;
  /** Part of the member's name or address, in upper or lower case. */
  search?: string | null | undefined;
};

/** One term of an order of members. */
export type MemberOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: MemberOrderField;
};

/** What members are ordered by. */
export type MemberOrderField =
  /** By the time at which they became a member. */
  | 'CREATED_AT'
  /** By the name of the member. */
  | 'NAME'
  /** By role, from VIEWER to OWNER. */
  | 'ROLE';

/** A membership, by its workspace and principal. */
export type MembershipOf = {
  /** Who holds it. */
  principal: PrincipalRef;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** A membership, by id or by workspace and principal. */
export type MembershipRef =
  {   /** Its id. */
  id: string | number; of?: never; }
  |  { id?: never;   /** Its workspace and principal. */
  of: MembershipOf; };

/** A membership of a user who is being created. */
export type NewMembershipInput = {
  /** The role that it gives. */
  role: RoleName;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** What happened to a node. */
export type NodeAction =
  /** It is new. */
  | 'CREATED'
  /** It is gone. */
  | 'DELETED'
  /** One of its fields has a new value. */
  | 'UPDATED';

/** Which end of a list comes first. */
export type OrderDirection =
  /** From the smallest to the largest, a to z. */
  | 'ASC'
  /** From the largest to the smallest, z to a. */
  | 'DESC';

/** The input of `pauseDeletions`. */
export type PauseDeletionsInput = {
  /** The reason, for other platform admins: at most 1,024 characters. */
  reason: string;
};

/** What a role allows in a workspace. The query `roles` lists the permissions of each role. */
export type Permission =
  /** Read the audit log and subscribe to it. */
  | 'EVENT_READ'
  /** Add members, with at most their own role. */
  | 'MEMBER_INVITE'
  /** See its members. */
  | 'MEMBER_READ'
  /** Remove members. */
  | 'MEMBER_REMOVE'
  /** Change the roles of members, up to their own role. */
  | 'MEMBER_UPDATE'
  /** Make owners, and change or remove them. */
  | 'OWNERSHIP_GRANT'
  /** Create, change and delete projects. */
  | 'PROJECT_WRITE'
  /** See its projects and resources. */
  | 'RESOURCE_READ'
  /** Register, change and delete resources. */
  | 'RESOURCE_WRITE'
  /** Create and delete service accounts, and create and revoke their tokens. */
  | 'SERVICE_ACCOUNT_MANAGE'
  /** Create tokens of their own. */
  | 'TOKEN_CREATE'
  /** See and revoke everybody's tokens of the workspace. */
  | 'TOKEN_MANAGE'
  /** Delete the workspace, and set its protection against deletion. */
  | 'WORKSPACE_DELETE'
  /** See the workspace. */
  | 'WORKSPACE_READ'
  /** Restore the workspace before its deletion begins. */
  | 'WORKSPACE_RESTORE'
  /** Change its display name, description, address and visibility. */
  | 'WORKSPACE_UPDATE';

/** A principal: a user, a service account, a group, or everyone. */
export type PrincipalRef =
  {   /** A user, by e-mail address in upper or lower case. */
  email: string; everyone?: never; group?: never; serviceAccount?: never; user?: never; uuid?: never; }
  |  { email?: never;   /** Every signed-in user: `true`. */
  everyone: boolean; group?: never; serviceAccount?: never; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never;   /** A group, by its name in the group claim of the identity provider. */
  group: string; serviceAccount?: never; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never;   /** A service account, by id. */
  serviceAccount: string | number; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never; serviceAccount?: never;   /** A user, by id. */
  user: string | number; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never; serviceAccount?: never; user?: never;   /** A user, by UUID. */
  uuid: string; };

/** The kind of principal that a membership is for. */
export type PrincipalType =
  /** Every signed-in user. */
  | 'EVERYONE'
  /** A group of the identity provider. */
  | 'GROUP'
  /** A service account. */
  | 'SERVICE_ACCOUNT'
  /** A user. */
  | 'USER';

/** All given conditions must match. */
export type ProjectFilter = {
  /** Its name. */
  name?: StringFilter | null | undefined;
  /** Part of the name or description, in upper or lower case. */
  search?: string | null | undefined;
};

/** A project by its name. */
export type ProjectNamed = {
  /** Its name. */
  name: string;
  /** The workspace that it belongs to. */
  workspace: WorkspaceRef;
};

/** A project, by id or by name. */
export type ProjectRef =
  {   /** Its id. */
  id: string | number; named?: never; }
  |  { id?: never;   /** Its name. */
  named: ProjectNamed; };

/** The input of `registerResource`. */
export type RegisterResourceInput = {
  /** What to register. */
  resource: ResourceInput;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `registerResourceKind`. */
export type RegisterResourceKindInput = {
  /** WEBHOOK needs `webhookUrl`, CLAIM `ownerServiceAccount`. */
  cleanup: CleanupMode;
  /** Kinds are cleaned up in ascending order, from 0 to 1,000,000. The built-in ones have 10 to 60. */
  cleanupOrder?: number;
  /** Its display name: 1 to 128 characters. The default is `name`. */
  displayName?: string | null | undefined;
  /** The name that resources give as `kind`, by the rule for names of workspaces: 2 to 63 of a-z, 0-9 and - @ . + _, beginning with a letter. It never changes. */
  name: string;
  /** The id of the service account of the owner service: one of the platform, not of a workspace. */
  ownerServiceAccount?: string | number | null | undefined;
  /** The URL at which the owner service is called: https, at a public address or one that `CROFT_WEBHOOK_ALLOW` allows, where http is accepted, too. */
  webhookUrl?: string | null | undefined;
};

/** The input of `registerResources`. */
export type RegisterResourcesInput = {
  /** What to register, all or nothing: at most 1,000. */
  resources: Array<ResourceInput>;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `removeMember`. */
export type RemoveMemberInput = {
  /** The membership. */
  member: MembershipRef;
};

/** The input of `resendInvitation`. */
export type ResendInvitationInput = {
  /** The id of the invitation. */
  invitation: string | number;
};

/** `project: null` selects resources without a project. `labels`: every given key must have exactly the given value; at most 20. */
export type ResourceFilter = {
  /** When it was created. */
  createdAt?: DateTimeFilter | null | undefined;
  /** One of these kinds, by name. */
  kind?: Array<string> | null | undefined;
  /** Every given key must have exactly the given value: at most 20. */
  labels?: Record<string, unknown> | null | undefined;
  /** Its name. */
  name?: StringFilter | null | undefined;
  /** The id of the project; null selects resources without a project. */
  project?: string | number | null | undefined;
  /** Part of the name or external id, in upper or lower case. */
  search?: string | null | undefined;
};

/** `labels` and `spec`: at most 16 KiB of JSON each. */
export type ResourceInput = {
  /** The owner service's own reference. */
  externalId?: string | null | undefined;
  /** The name of its kind. */
  kind: string;
  /** Names and values to find it by: at most 16 KiB of JSON. */
  labels?: Record<string, unknown> | null | undefined;
  /** Unique in the workspace among resources of its kind. */
  name: string;
  /** The id of the project that groups it. */
  project?: string | number | null | undefined;
  /** Data that the owner service keeps with it: at most 16 KiB of JSON. */
  spec?: Record<string, unknown> | null | undefined;
};

/** A resource by its kind and name. */
export type ResourceNamed = {
  /** The name of its kind. */
  kind: string;
  /** Its name. */
  name: string;
  /** The workspace that it belongs to. */
  workspace: WorkspaceRef;
};

/** One term of an order of resources. */
export type ResourceOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: ResourceOrderField;
};

/** What resources are ordered by. */
export type ResourceOrderField =
  /** By the time of registration. */
  | 'CREATED_AT'
  /** By the name of the kind. */
  | 'KIND'
  /** By `name`. */
  | 'NAME'
  /** By the time of the last change. */
  | 'UPDATED_AT';

/** A resource, by id or by name. */
export type ResourceRef =
  {   /** Its id. */
  id: string | number; named?: never; }
  |  { id?: never;   /** Its kind and name. */
  named: ResourceNamed; };

/** The input of `restoreWorkspace`. */
export type RestoreWorkspaceInput = {
  /** The id of the deletion. */
  deletion: string | number;
};

/** The input of `resumeApiToken`. */
export type ResumeApiTokenInput = {
  /** The token. */
  token: TokenRef;
};

/** The input of `resumeDeletions`. */
export type ResumeDeletionsInput = {
  /** The reason, for other platform admins: at most 1,024 characters. */
  reason?: string | null | undefined;
};

/** The input of `resumeUser`. */
export type ResumeUserInput = {
  /** The user. */
  user: UserRef;
};

/** The input of `resumeWorkspace`. */
export type ResumeWorkspaceInput = {
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `retryDeletion`. */
export type RetryDeletionInput = {
  /** The id of the deletion. */
  deletion: string | number;
};

/** The input of `revokeApiToken`. */
export type RevokeApiTokenInput = {
  /** The token. */
  token: TokenRef;
};

/** The input of `revokeInvitation`. */
export type RevokeInvitationInput = {
  /** The id of the invitation. */
  invitation: string | number;
};

/** What a member may do in a workspace. Each role includes all permissions of the next one. */
export type RoleName =
  /** Members, service accounts, tokens, settings and the audit log, besides all that an editor does. */
  | 'ADMIN'
  /** Projects and resources, besides reading. */
  | 'EDITOR'
  /** Everything, including ownership, deletion and its protection. */
  | 'OWNER'
  /** Reading, and tokens of their own that read. */
  | 'VIEWER';

/** The default of `grace` is 48 h; without `expiresIn` the expiry stays the same. */
export type RotateApiTokenInput = {
  /** How long the token is valid from now on; the expiry stays the same if omitted. */
  expiresIn?: string | null | undefined;
  /** How long the previous secret stays valid: `0s` to `30d`. The default is 48 h. */
  grace?: string | null | undefined;
  /** The token. */
  token: TokenRef;
};

/** The input of `setWorkspacePreferences`. */
export type SetWorkspacePreferencesInput = {
  /** Whether it is a favourite of the caller. */
  favourite?: boolean | null | undefined;
  /** Whether the caller hides it from their lists. */
  hidden?: boolean | null | undefined;
  /** Whether it is the default workspace of the caller. */
  isDefault?: boolean | null | undefined;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `skipDeletionStep`. */
export type SkipDeletionStepInput = {
  /** The id of the deletion. */
  deletion: string | number;
  /** Shown in the log: 1 to 1,024 characters. */
  reason: string;
  /** The name of the step: `resources:deployment`. */
  step: string;
};

/** How far a step of a deletion has come. */
export type StepState =
  /** It is not tried again. */
  | 'FAILED'
  /** An attempt failed; the next is at `nextAttemptAt`. */
  | 'RETRYING'
  /** It removes rows, or waits for the services that own them. */
  | 'RUNNING'
  /** The rest of it was skipped and left behind. */
  | 'SKIPPED'
  /** It has nothing more to remove. */
  | 'SUCCEEDED'
  /** The steps before it are not finished. */
  | 'WAITING';

/** All given conditions must match. In `contains` and `startsWith`, `%` and `_` are ordinary characters. */
export type StringFilter = {
  /** Contains this; upper and lower case are the same. */
  contains?: string | null | undefined;
  /** Exactly this. */
  eq?: string | null | undefined;
  /** One of these: at most 1,000. */
  in?: Array<string> | null | undefined;
  /** Begins with this; upper and lower case differ. */
  startsWith?: string | null | undefined;
};

/** The input of `suspendApiToken`. */
export type SuspendApiTokenInput = {
  /** The token. */
  token: TokenRef;
};

/** The input of `suspendUser`. */
export type SuspendUserInput = {
  /** The reason, shown in the audit log and to those concerned: at most 1,024 characters. */
  reason: string;
  /** The user. */
  user: UserRef;
};

/** The input of `suspendWorkspace`. */
export type SuspendWorkspaceInput = {
  /** The reason, shown in the audit log and to those concerned: at most 1,024 characters. */
  reason: string;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** How far a clean-up task has come. */
export type TaskState =
  /** It is being worked on until the lease expires. */
  | 'CLAIMED'
  /** The external resource is gone. */
  | 'DONE'
  /** It is not tried again unless the deletion is retried. */
  | 'FAILED'
  /** It can be claimed, or is about to be sent to the owner service. */
  | 'READY'
  /** An attempt failed; the next one is possible from `nextAttemptAt` on. */
  | 'RETRYING';

/** `active: true` is ACTIVE, ROTATING and SUSPENDED; false is EXPIRED and REVOKED. */
export type TokenFilter = {
  /** Whether it has neither expired nor been revoked. */
  active?: boolean | null | undefined;
  /** Its name, not necessarily unique. */
  name?: StringFilter | null | undefined;
  /** The owner of the token. */
  owner?: PrincipalRef | null | undefined;
  /** One of these. */
  status?: Array<TokenStatus> | null | undefined;
};

/** A live token of the caller, by name. CONFLICT if two have that name. */
export type TokenNamed = {
  /** Its name. */
  name: string;
  /** The workspace of the token; omit it for a personal token. */
  workspace?: WorkspaceRef | null | undefined;
};

/** One term of an order of tokens. */
export type TokenOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: TokenOrderField;
};

/** What tokens are ordered by. */
export type TokenOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By the time at which they end. */
  | 'EXPIRES_AT'
  /** By the time of the last use. In ASC, tokens that were never used come first, by the time of creation. */
  | 'LAST_USED_AT'
  /** By `name`. */
  | 'NAME';

/** An API token, by id or by name. */
export type TokenRef =
  {   /** Its id. */
  id: string | number; named?: never; }
  |  { id?: never;   /** Its name. */
  named: TokenNamed; };

/** Whether a token can be used. */
export type TokenStatus =
  /** It can be used. */
  | 'ACTIVE'
  /** It has expired. */
  | 'EXPIRED'
  /** It was revoked. */
  | 'REVOKED'
  /** It can be used, with the current secret or with the previous one. */
  | 'ROTATING'
  /** It cannot be used until it is resumed. */
  | 'SUSPENDED';

/** `to` must already be a member. The caller becomes ADMIN if they are an owner. */
export type TransferOwnershipInput = {
  /** The new owner, who must already be a member. */
  to: PrincipalRef;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** The input of `updateMember`. */
export type UpdateMemberInput = {
  /** The membership. */
  member: MembershipRef;
  /** The new role. */
  role?: RoleName | null | undefined;
};

/** The input of `updateProject`. */
export type UpdateProjectInput = {
  /** The new description; null clears it. */
  description?: string | null | undefined;
  /** The version that was read. CONFLICT if the object has changed since. */
  expectedVersion?: number | null | undefined;
  /** The project. */
  project: ProjectRef;
};

/** Omitted fields stay unchanged. `labels` and `spec` replace the old values instead of merging; `project: null` takes the resource out of its project. */
export type UpdateResourceInput = {
  /** The version that was read. CONFLICT if the object has changed since. */
  expectedVersion?: number | null | undefined;
  /** The owner service's new reference. */
  externalId?: string | null | undefined;
  /** The new labels, in place of all the old ones. */
  labels?: Record<string, unknown> | null | undefined;
  /** The id of the new project; null takes it out of its project. */
  project?: string | number | null | undefined;
  /** The resource. */
  resource: ResourceRef;
  /** The new spec, in place of the old one. */
  spec?: Record<string, unknown> | null | undefined;
};

/** Omitted fields stay unchanged; `webhookUrl: null` and `ownerServiceAccount: null` clear these fields. */
export type UpdateResourceKindInput = {
  /** WEBHOOK needs `webhookUrl`, CLAIM `ownerServiceAccount`, given now or earlier. */
  cleanup?: CleanupMode | null | undefined;
  /** Its new place in the order of clean-up, from 0 to 1,000,000. */
  cleanupOrder?: number | null | undefined;
  /** Its new display name: 1 to 128 characters. */
  displayName?: string | null | undefined;
  /** The name of the kind, which never changes. */
  name: string;
  /** The id of its new owner: a service account of the platform. */
  ownerServiceAccount?: string | number | null | undefined;
  /** Creates a new secret. For 24 hours webhooks are also signed with the previous secret, so that none is refused while the owner service switches to the new one. */
  rotateSecret?: boolean | null | undefined;
  /** The URL at which the owner service is called from now on. */
  webhookUrl?: string | null | undefined;
};

/** The input of `updateUser`. */
export type UpdateUserInput = {
  /** Their new address. */
  email?: string | null | undefined;
  /** Their new name. */
  name?: string | null | undefined;
  /** Whether they may do everything in every workspace. */
  platformAdmin?: boolean | null | undefined;
  /** The user. */
  user: UserRef;
};

/** Omitted fields stay unchanged; `description: null` clears the description. `deletionProtection` needs WORKSPACE_DELETE. */
export type UpdateWorkspaceInput = {
  /** While true, nobody can delete the workspace. */
  deletionProtection?: boolean | null | undefined;
  /** The new description; null clears it. */
  description?: string | null | undefined;
  /** The new display name: 1 to 128 characters. */
  displayName?: string | null | undefined;
  /** The version that was read. CONFLICT if the object has changed since. */
  expectedVersion?: number | null | undefined;
  /** The new URL of its services. */
  instanceUrl?: string | null | undefined;
  /** Who sees it besides its members. */
  visibility?: WorkspaceVisibility | null | undefined;
  /** The workspace. */
  workspace: WorkspaceRef;
};

/** All given conditions must match. */
export type UserFilter = {
  /** Whether they are a platform admin. */
  platformAdmin?: boolean | null | undefined;
  /** Part of the name or address, in upper or lower case. */
  search?: string | null | undefined;
  /** Whether they are suspended. */
  suspended?: boolean | null | undefined;
};

/** A user, by id, address or UUID. */
export type UserRef =
  {   /** Its e-mail address, in upper or lower case. */
  email: string; id?: never; uuid?: never; }
  |  { email?: never;   /** Its id. */
  id: string | number; uuid?: never; }
  |  { email?: never; id?: never;   /** Its id as a UUID. */
  uuid: string; };

/** All given conditions must match. At most 5 levels deep, with 50 conditions. */
export type WorkspaceFilter = {
  /** All of these hold. */
  and?: Array<WorkspaceFilter> | null | undefined;
  /** Whether it comes with Croft. */
  builtIn?: boolean | null | undefined;
  /** When it was created. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Its display name. */
  displayName?: StringFilter | null | undefined;
  /** Whether it is a favourite of the caller. */
  favourite?: boolean | null | undefined;
  /** Whether the caller hides it. */
  hidden?: boolean | null | undefined;
  /** One of these. */
  hosting?: Array<WorkspaceHosting> | null | undefined;
  /** The caller's own role. */
  myRole?: Array<RoleName> | null | undefined;
  /** Its name. */
  name?: StringFilter | null | undefined;
  /** This does not hold. */
  not?: WorkspaceFilter | null | undefined;
  /** One of these holds. */
  or?: Array<WorkspaceFilter> | null | undefined;
  /** Whether it has no owner who can act. Only for platform admins. */
  ownerless?: boolean | null | undefined;
  /** Part of the name, display name or description, in upper or lower case. */
  search?: string | null | undefined;
  /** One of these. Workspaces that are being deleted are listed only if this asks for them. */
  state?: Array<WorkspaceState> | null | undefined;
  /** When it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
};

/** Where the services of the workspace run. */
export type WorkspaceHosting =
  /** On a machine of its members. */
  | 'LOCAL'
  /** On the platform. */
  | 'MANAGED'
  /** At `instanceUrl`. */
  | 'REMOTE';

/** One term of an order of workspaces. */
export type WorkspaceOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: WorkspaceOrderField;
};

/** What workspaces are ordered by. */
export type WorkspaceOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By `displayName`. */
  | 'DISPLAY_NAME'
  /** By `name`, byte by byte. */
  | 'NAME'
  /** By the time of the last change. */
  | 'UPDATED_AT';

/** A workspace, by its id, name or UUID. */
export type WorkspaceRef =
  {   /** Its id. */
  id: string | number; name?: never; uuid?: never; }
  |  { id?: never;   /** Its name. */
  name: string; uuid?: never; }
  |  { id?: never; name?: never;   /** Its id as a UUID. */
  uuid: string; };

/** The state of a workspace, which decides what can be done with it. */
export type WorkspaceState =
  /** It can be used. */
  | 'ACTIVE'
  /** Its deletion is FAILED and does not continue before `retryDeletion` or `skipDeletionStep`. Only the watchers of the deletion see it. */
  | 'DELETE_FAILED'
  /** It is being deleted. Only the watchers of the deletion see it. */
  | 'DELETING'
  /** Its deletion is SCHEDULED, and `restoreWorkspace` can bring it back. Only the watchers of the deletion see it. */
  | 'PENDING_DELETION'
  /** A platform admin has suspended it: it can be read, but most writes are refused. */
  | 'SUSPENDED';

/** Who sees the workspace besides its members. */
export type WorkspaceVisibility =
  /** Nobody. */
  | 'PRIVATE'
  /** Every signed-in user, as a viewer. */
  | 'SHARED_READ'
  /** Every signed-in user, as an editor. */
  | 'SHARED_WRITE';

export type ChangeInActivityTestMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ChangeInActivityTestMutation = { updateWorkspace: { workspace: { id: string } } };

export type SetRoleInActivityTestMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type SetRoleInActivityTestMutation = { updateMember: { membership: { id: string } } };

export type ProtectInConsoleMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ProtectInConsoleMutation = { updateWorkspace: { workspace: { id: string } } };

export type RequestedInConsoleQueryVariables = Exact<{
  name: string;
}>;


export type RequestedInConsoleQuery = { deletions: { nodes: Array<{ id: string, policy: DeletionPolicy, reason: string | null, state: DeletionState, startsAt: string, requestedAt: string }> } };

export type SuspendForInvitationsMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type SuspendForInvitationsMutation = { suspendWorkspace: { workspace: { id: string } } };

export type RevokeInConsoleMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInConsoleMutation = { revokeInvitation: { invitation: { id: string } } };

export type SetRoleInConsoleMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type SetRoleInConsoleMutation = { updateMember: { membership: { id: string, role: RoleName } } };

export type MembersInConsoleQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type MembersInConsoleQuery = { workspace: { members: { nodes: Array<{ role: RoleName, principal:
          | { name: string }
          | Record<PropertyKey, never>
         }> } } | null };

export type AccessInConsoleQueryVariables = Exact<{
  workspace: WorkspaceRef;
  permissions: Array<Permission> | Permission;
}>;


export type AccessInConsoleQuery = { access: Array<{ permission: Permission, allowed: boolean }> };

export type KindsInConsoleQueryVariables = Exact<{ [key: string]: never; }>;


export type KindsInConsoleQuery = { resourceKinds: Array<{ name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, ownerServiceAccount: { id: string } | null }> };

export type StateInConsoleQueryVariables = Exact<{
  id: string | number;
}>;


export type StateInConsoleQuery = { workspace: { state: WorkspaceState, suspendedReason: string | null } | null };

export type CreateProjectInConsoleMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectInConsoleMutation = { createProject: { project: { id: string } } };

export type UpdateProjectInConsoleMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectInConsoleMutation = { updateProject: { project: { version: number } } };

export type UpdateResourceInConsoleMutationVariables = Exact<{
  input: UpdateResourceInput;
}>;


export type UpdateResourceInConsoleMutation = { updateResource: { resource: { version: number } } };

export type DeleteResourceInConsoleMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type DeleteResourceInConsoleMutation = { deleteResource: { deletedResourceId: string } };

export type ResourceInConsoleQueryVariables = Exact<{
  id: string | number;
}>;


export type ResourceInConsoleQuery = { node:
    | { name: string, labels: Record<string, unknown>, spec: Record<string, unknown>, externalId: string | null, project: { name: string } | null, kind: { name: string } }
    | Record<PropertyKey, never>
   | null };

export type ProjectInConsoleQueryVariables = Exact<{
  id: string | number;
}>;


export type ProjectInConsoleQuery = { node:
    | { name: string, description: string | null }
    | Record<PropertyKey, never>
   | null };

export type ChangeSettingsInTestMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ChangeSettingsInTestMutation = { updateWorkspace: { workspace: { id: string } } };

export type StoredSettingsQueryVariables = Exact<{
  id: string | number;
}>;


export type StoredSettingsQuery = { workspace: { displayName: string, description: string | null, visibility: WorkspaceVisibility, deletionProtection: boolean, state: WorkspaceState, suspendedReason: string | null, myRole: RoleName | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } | null };

export type UserInConsoleQueryVariables = Exact<{
  by: UserRef;
}>;


export type UserInConsoleQuery = { user: { id: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null } | null };

export type KilledInviteMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type KilledInviteMutation = { inviteMembers: { results: Array<{ email: string, code: string | null, invitation: { id: string } | null }> } };

export type KillPointsFindQueryVariables = Exact<{
  name: string;
}>;


export type KillPointsFindQuery = { deletions: { nodes: Array<{ id: string, state: DeletionState }> } };

export type TrialReadQueryVariables = Exact<{
  id: string | number;
}>;


export type TrialReadQuery = { workspace: { displayName: string, members: { nodes: Array<{ role: RoleName }> }, resources: { nodes: Array<{ name: string }> } } | null };

export type TrialMeQueryVariables = Exact<{ [key: string]: never; }>;


export type TrialMeQuery = { me: { platformAdmin: boolean } };

export type TrialFindQueryVariables = Exact<{
  name: string;
}>;


export type TrialFindQuery = { workspace: { id: string } | null, deletions: { nodes: Array<{ id: string }> } };

export type KeyedReplicasRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type KeyedReplicasRevokeMutation = { revokeApiToken: { changed: boolean } };

export type ReplicaAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type ReplicaAcceptMutation = { acceptInvitation: { membership: { id: string } } };

export type ReplicaDeclineMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type ReplicaDeclineMutation = { declineInvitation: { invitation: { id: string } } };

export type ReplicaRevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type ReplicaRevokeInvitationMutation = { revokeInvitation: { invitation: { id: string } } };

export type ReplicaResendMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ReplicaResendMutation = { resendInvitation: { invitation: { id: string } } };

export type ReplicaInvitationEventsQueryVariables = Exact<{
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type ReplicaInvitationEventsQuery = { events: { totalCount: number | null, nodes: Array<{ type: EventType, subjectId: string | null }> } | null };

export type ReplicaUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type ReplicaUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type ReplicaRemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type ReplicaRemoveMemberMutation = { removeMember: { removedMembershipId: string } };

export type ReplicaLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type ReplicaLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type ReplicaSuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type ReplicaSuspendUserMutation = { suspendUser: { user: { id: string } } };

export type ReplicaResumeUserMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type ReplicaResumeUserMutation = { resumeUser: { user: { id: string } } };

export type ReplicaDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type ReplicaDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type ReplicaRevokeApiTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type ReplicaRevokeApiTokenMutation = { revokeApiToken: { changed: boolean } };

export type ReplicaUpdateWorkspaceMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ReplicaUpdateWorkspaceMutation = { updateWorkspace: { workspace: { version: number } } };

export type ReplicaSetPreferencesMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type ReplicaSetPreferencesMutation = { setWorkspacePreferences: { workspace: { id: string } } };

export type ReplicaCreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type ReplicaCreateProjectMutation = { createProject: { project: { id: string } } };

export type ReplicaUpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type ReplicaUpdateProjectMutation = { updateProject: { project: { version: number } } };

export type ReplicaDeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type ReplicaDeleteProjectMutation = { deleteProject: { deletedProjectId: string } };

export type ReplicaWorkspaceEventsSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ReplicaWorkspaceEventsSubscription = { workspaceEvents: { cursor: string, type: EventType } };

export type ReplicaDeletionEventsSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type ReplicaDeletionEventsSubscription = { deletionEvents: { cursor: string, type: DeletionEventType } };

export type ReplicaDeletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ReplicaDeletionsSubscription = { deletions: { cursor: string, type: DeletionEventType } };

export type TrialOwnersQueryVariables = Exact<{
  id: string | number;
}>;


export type TrialOwnersQuery = { workspace: { members: { totalCount: number | null } } | null };

export type RacesRestoreMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type RacesRestoreMutation = { restoreWorkspace: { deletion: { state: DeletionState } } };

export type ReplicaProjectsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  before?: string | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
}>;


export type ReplicaProjectsQuery = { workspace: { projects: { nodes: Array<{ id: string }>, pageInfo: { startCursor: string | null, endCursor: string | null } } } | null };

export type ReplicaLastUsedQueryVariables = Exact<{
  id: string | number;
}>;


export type ReplicaLastUsedQuery = { node:
    | { lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null }
    | Record<PropertyKey, never>
   | null };

export type RestartListQueryVariables = Exact<{
  by: WorkspaceRef;
  first: number;
  after?: string | null | undefined;
}>;


export type RestartListQuery = { workspace: { name: string, resources: { nodes: Array<{ name: string }>, pageInfo: { endCursor: string | null } } } | null };

export type RestartTokenQueryVariables = Exact<{ [key: string]: never; }>;


export type RestartTokenQuery = { me: { token: { id: string, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null } | null, user: { lastSeenAt: string | null } | null } };

export type RestartSelfQueryVariables = Exact<{ [key: string]: never; }>;


export type RestartSelfQuery = { me: { platformAdmin: boolean, user: { id: string, email: string | null } | null } };

export type RestartSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type RestartSuspendMutation = { suspendUser: { user: { id: string } } };

export type RestartResumeMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type RestartResumeMutation = { resumeUser: { user: { id: string } } };

export type RestartLogQueryVariables = Exact<{ [key: string]: never; }>;


export type RestartLogQuery = { events: { totalCount: number | null, nodes: Array<{ id: string, type: EventType }> } | null };

export type RestartMembersQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type RestartMembersQuery = { workspace: { members: { nodes: Array<{ principal:
          | { name: string }
          | { name: string }
          | Record<PropertyKey, never>
         }> } } | null };

export type KillCreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type KillCreateProjectMutation = { createProject: { project: { id: string } } };

export type KillDeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type KillDeleteProjectMutation = { deleteProject: { deletedProjectId: string } };

export type KillRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type KillRenameMutation = { updateWorkspace: { workspace: { id: string } } };

export type KillFindQueryVariables = Exact<{
  name: string;
}>;


export type KillFindQuery = { workspace: { id: string } | null, deletions: { nodes: Array<{ id: string }> } };

export type KillFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type KillFollowSubscription = { deletionEvents: { cursor: string, type: DeletionEventType } };

export type KillFollowAllSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type KillFollowAllSubscription = { deletions: { cursor: string, type: DeletionEventType } };

export type StoreListQueryVariables = Exact<{
  by: WorkspaceRef;
  first: number;
  after?: string | null | undefined;
}>;


export type StoreListQuery = { workspace: { name: string, resources: { nodes: Array<{ name: string }>, pageInfo: { endCursor: string | null } } } | null };

export type BrakeReadQueryVariables = Exact<{
  id: string | number;
}>;


export type BrakeReadQuery = { deletion: { state: DeletionState, done: number, pausedAt: string | null, itemsPerSecond: number | null } | null };

export type BrakeRestoreMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type BrakeRestoreMutation = { restoreWorkspace: { deletion: { state: DeletionState } } };

export type BrakeFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type BrakeFollowSubscription = { deletionEvents: { type: DeletionEventType, message: string, total: number, done: number } };

export type BrakeFollowAllSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type BrakeFollowAllSubscription = { deletions: { type: DeletionEventType, deletion: { id: string, pausedAt: string | null } } };

export type CleanupReadQueryVariables = Exact<{
  id: string | number;
}>;


export type CleanupReadQuery = { deletion: { state: DeletionState, done: number, total: number, lastError: string | null, steps: Array<{ name: string, state: StepState, done: number, total: number, attempts: number, nextAttemptAt: string | null, lastError: string | null }> } | null };

export type CleanupFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type CleanupFollowSubscription = { deletionEvents: { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, message: string, done: number, deletion: { steps: Array<{ name: string, nextAttemptAt: string | null }> } } };

export type DeletionCountsQueryVariables = Exact<{
  id: string | number;
}>;


export type DeletionCountsQuery = { deletion: { state: DeletionState, total: number, done: number, steps: Array<{ name: string, total: number, done: number }>, events: { nodes: Array<{ type: DeletionEventType, step: string | null, total: number, stepTotal: number | null }> } } | null };

export type ExternalNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type ExternalNodeQuery = { node:
    | { id: string }
    | { resourceName: string, id: string, deletion: { id: string } | null }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type TaskLabelsQueryVariables = Exact<{
  id: string | number;
}>;


export type TaskLabelsQuery = { deletion: { tasks: { nodes: Array<{ labels: Record<string, unknown> }> } } | null };

export type GraceRestoreMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type GraceRestoreMutation = { restoreWorkspace: { workspace: { id: string, state: WorkspaceState, suspendedReason: string | null } | null, deletion: { id: string, state: DeletionState, canRestore: boolean, finishedAt: string | null } } };

export type GraceReadQueryVariables = Exact<{
  id: string | number;
}>;


export type GraceReadQuery = { deletion: { state: DeletionState, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, canRestore: boolean, done: number, workspaceEvents: { totalCount: number | null, nodes: Array<{ type: EventType }> } | null, events: { nodes: Array<{ type: DeletionEventType, message: string }> } } | null };

export type GraceStatesQueryVariables = Exact<{
  by: WorkspaceRef;
  states: Array<WorkspaceState> | WorkspaceState;
}>;


export type GraceStatesQuery = { workspace: { state: WorkspaceState, deletion: { state: DeletionState } | null, members: { totalCount: number | null } } | null, workspaces: { nodes: Array<{ id: string, state: WorkspaceState }> } };

export type GraceFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type GraceFollowSubscription = { deletionEvents: { type: DeletionEventType, cursor: string, deletion: { state: DeletionState } } };

export type GraceSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type GraceSuspendMutation = { suspendWorkspace: { workspace: { id: string } } };

export type GraceOwnRecordQueryVariables = Exact<{
  id: string | number;
}>;


export type GraceOwnRecordQuery = { deletion: { state: DeletionState, canRestore: boolean } | null };

export type GraceDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type GraceDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type ImpactQueryVariables = Exact<{
  id: string | number;
}>;


export type ImpactQuery = { workspace: { deletionImpact: { etag: string, members: number, tokens: number | null, pendingInvitations: number | null, serviceAccounts: number | null, projects: number | null, deletionProtection: boolean, builtIn: boolean, resources: Array<{ count: number, kind: { name: string, cleanup: CleanupMode } }>, firstResources: Array<{ id: string, name: string }> | null } | null } | null };

export type ImpactRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ImpactRenameMutation = { updateWorkspace: { workspace: { id: string } } };

export type ImpactDeleteResourceMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type ImpactDeleteResourceMutation = { deleteResource: { deletedResourceId: string } };

export type ManyFinishedQueryVariables = Exact<{
  states: Array<DeletionState> | DeletionState;
}>;


export type ManyFinishedQuery = { deletions: { totalCount: number | null } };

export type NameReadQueryVariables = Exact<{
  name: string;
}>;


export type NameReadQuery = { workspace: { id: string, state: WorkspaceState, deletion: { id: string } | null } | null };

export type RecordReadQueryVariables = Exact<{
  id: string | number;
}>;


export type RecordReadQuery = { deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, lastError: string | null, requestedBy:
      | { id: string }
      | Record<PropertyKey, never>
     | null, steps: Array<{ name: string, order: number, state: StepState, total: number, done: number, attempts: number, nextAttemptAt: string | null, lastError: string | null }> } | null };

export type RecordEventsQueryVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type RecordEventsQuery = { deletion: { events: { totalCount: number | null, nodes: Array<{ cursor: string, type: DeletionEventType, step: string | null, total: number, done: number, message: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, workspaceEvents: { nodes: Array<{ type: EventType, actorName: string }> } | null } | null };

export type RecordListQueryVariables = Exact<{
  filter?: DeletionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RecordListQuery = { deletions: { totalCount: number | null, nodes: Array<{ id: string, state: DeletionState }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeletionReadQueryVariables = Exact<{
  id: string | number;
}>;


export type DeletionReadQuery = { deletion: { state: DeletionState, policy: DeletionPolicy, reason: string | null, total: number, done: number, workspaceId: string, steps: Array<{ name: string, label: string, order: number, state: StepState, total: number, done: number }> } | null };

export type DeletionProtectMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type DeletionProtectMutation = { updateWorkspace: { workspace: { deletionProtection: boolean } } };

export type DeletionSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type DeletionSuspendMutation = { suspendWorkspace: { workspace: { state: WorkspaceState } } };

export type StepsReadQueryVariables = Exact<{
  id: string | number;
}>;


export type StepsReadQuery = { deletion: { steps: Array<{ id: string, label: string, name: string, state: StepState, startedAt: string | null, finishedAt: string | null, kind: { name: string, displayName: string } | null }>, events: { nodes: Array<{ type: DeletionEventType, at: string, step: string | null, stepLabel: string | null }> } } | null };

export type StepsNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type StepsNodeQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type StepsFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type StepsFollowSubscription = { deletionEvents: { type: DeletionEventType, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null } };

export type NginxAuthzSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type NginxAuthzSuspendMutation = { suspendUser: { user: { id: string } } };

export type AuthzSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type AuthzSuspendMutation = { suspendWorkspace: { workspace: { id: string } } };

export type KeyedFeaturesQueryVariables = Exact<{ [key: string]: never; }>;


export type KeyedFeaturesQuery = { serverInfo: { features: Array<Feature> } };

export type KeyedRemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type KeyedRemoveMemberMutation = { removeMember: { removedMembershipId: string } };

export type KeyedLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type KeyedLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string, revokedTokens: Array<{ id: string }>, workspace: { id: string } | null } };

export type KeyedRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type KeyedRevokeMutation = { revokeApiToken: { changed: boolean } };

export type KeyedInviteMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type KeyedInviteMutation = { inviteMembers: { results: Array<{ email: string, code: string | null, link: string | null, errorCode: ErrorCode | null, errorMessage: string | null, invitation: { id: string } | null }> } };

export type KeyedRegisterMutationVariables = Exact<{
  input: RegisterResourcesInput;
}>;


export type KeyedRegisterMutation = { registerResources: { resources: Array<{ id: string }> } };

export type KeyedDeleteResourceMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type KeyedDeleteResourceMutation = { deleteResource: { deletedResourceId: string } };

export type KeyedDeleteWorkspaceMutationVariables = Exact<{
  input: DeleteWorkspaceInput;
}>;


export type KeyedDeleteWorkspaceMutation = { deleteWorkspace: { deletion: { id: string }, workspace: { id: string } | null } };

export type JsonTextReadQueryVariables = Exact<{
  id: string | number;
}>;


export type JsonTextReadQuery = { workspace: { resources: { nodes: Array<{ name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown> }> }, events: { nodes: Array<{ data: Record<string, unknown> }> } | null } | null };

export type JsonTextChangesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type JsonTextChangesSubscription = { nodeChanges: { node:
      | { name: string, labels: Record<string, unknown>, spec: Record<string, unknown> }
      | Record<PropertyKey, never>
     | null } };

export type ValuesUpdateResourceMutationVariables = Exact<{
  input: UpdateResourceInput;
}>;


export type ValuesUpdateResourceMutation = { updateResource: { resource: { labels: Record<string, unknown>, spec: Record<string, unknown> } } };

export type ValuesSinceQueryVariables = Exact<{
  at: DateTimeFilter;
}>;


export type ValuesSinceQuery = { events: { totalCount: number | null } | null };

export type FilterWorkspacesQueryVariables = Exact<{
  filter?: WorkspaceFilter | null | undefined;
  orderBy?: Array<WorkspaceOrder> | WorkspaceOrder | null | undefined;
}>;


export type FilterWorkspacesQuery = { workspaces: { totalCount: number | null, nodes: Array<{ name: string, displayName: string }> } };

export type FilterMarkMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type FilterMarkMutation = { setWorkspacePreferences: { workspace: { id: string } } };

export type FilterUpdateMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type FilterUpdateMutation = { updateWorkspace: { workspace: { updatedAt: string } } };

export type FilterSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type FilterSuspendMutation = { suspendWorkspace: { workspace: { id: string } } };

export type HeavyProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type HeavyProjectMutation = { createProject: { project: { id: string } } };

export type LongListsProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type LongListsProjectMutation = { createProject: { project: { id: string } } };

export type FilterMembersQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: MemberFilter | null | undefined;
  orderBy?: Array<MemberOrder> | MemberOrder | null | undefined;
}>;


export type FilterMembersQuery = { workspace: { members: { totalCount: number | null, nodes: Array<{ role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', group: string }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User', name: string }
         }> } } | null };

export type FilterResourcesQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: ResourceFilter | null | undefined;
  orderBy?: Array<ResourceOrder> | ResourceOrder | null | undefined;
}>;


export type FilterResourcesQuery = { workspace: { resources: { totalCount: number | null, nodes: Array<{ name: string }> } } | null };

export type FilterUsersQueryVariables = Exact<{
  filter: UserFilter;
}>;


export type FilterUsersQuery = { users: { totalCount: number | null, nodes: Array<{ name: string }> } | null };

export type FilterDeletionsQueryVariables = Exact<{
  filter: DeletionFilter;
}>;


export type FilterDeletionsQuery = { deletions: { totalCount: number | null, nodes: Array<{ workspaceName: string }> } };

export type FilterShareMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type FilterShareMutation = { updateWorkspace: { workspace: { updatedAt: string } } };

export type ListsProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type ListsProjectMutation = { createProject: { project: { id: string } } };

export type ListsUpdateResourceMutationVariables = Exact<{
  input: UpdateResourceInput;
}>;


export type ListsUpdateResourceMutation = { updateResource: { resource: { id: string } } };

export type ListsDeleteResourceMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type ListsDeleteResourceMutation = { deleteResource: { deletedResourceId: string } };

export type ListsRemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type ListsRemoveMemberMutation = { removeMember: { removedMembershipId: string } };

export type StatementsNestedQueryVariables = Exact<{
  first: number;
}>;


export type StatementsNestedQuery = { workspaces: { nodes: Array<{ id: string, name: string, myRole: RoleName | null, members: { nodes: Array<{ role: RoleName, principal:
            | { id: string, name: string }
            | Record<PropertyKey, never>
           }> } }> } };

export type StatementsProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type StatementsProjectMutation = { createProject: { project: { id: string } } };

export type FilterTokensQueryVariables = Exact<{
  by: WorkspaceRef;
  filter: TokenFilter;
  orderBy?: Array<TokenOrder> | TokenOrder | null | undefined;
}>;


export type FilterTokensQuery = { workspace: { tokens: { totalCount: number | null, nodes: Array<{ name: string, hint: string }> } } | null, me: { tokens: { totalCount: number | null, nodes: Array<{ name: string }> } } };

export type EventLogQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: EventFilter | null | undefined;
}>;


export type EventLogQuery = { workspace: { events: { totalCount: number | null, nodes: Array<{ cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown>, actor:
          | { id: string, name: string }
          | Record<PropertyKey, never>
         | null }> } | null } | null };

export type EventAllQueryVariables = Exact<{
  workspaceId?: string | number | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventAllQuery = { events: { totalCount: number | null, nodes: Array<{ type: EventType, workspaceId: string | null, ip: string | null }> } | null };

export type EventUpdateMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type EventUpdateMutation = { updateWorkspace: { workspace: { id: string } } };

export type EventProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type EventProjectMutation = { createProject: { project: { id: string } } };

export type EventLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type EventLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type ExchangeSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type ExchangeSuspendMutation = { suspendWorkspace: { workspace: { id: string } } };

export type ExchangeUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type ExchangeUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type ExchangeRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type ExchangeRevokeMutation = { revokeApiToken: { changed: boolean } };

export type ExchangeEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExchangeEventsQuery = { events: { totalCount: number | null } | null };

export type CodesRevokeMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type CodesRevokeMutation = { revokeInvitation: { invitation: { id: string } } };

export type CodesResendMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type CodesResendMutation = { resendInvitation: { invitation: { id: string } } };

export type CodesAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type CodesAcceptMutation = { acceptInvitation: { membership: { id: string } } };

export type CodesDeclineMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type CodesDeclineMutation = { declineInvitation: { invitation: { id: string } } };

export type CodesLookQueryVariables = Exact<{
  code: string;
}>;


export type CodesLookQuery = { invitation: { workspaceDisplayName: string, state: InvitationState } | null };

export type CodesRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type CodesRemoveMutation = { removeMember: { removedMembershipId: string } };

export type CodesUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type CodesUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type CodesSuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type CodesSuspendUserMutation = { suspendUser: { user: { id: string } } };

export type CodesDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type CodesDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type CodesSuspendWorkspaceMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type CodesSuspendWorkspaceMutation = { suspendWorkspace: { workspace: { id: string } } };

export type MailAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type MailAcceptMutation = { acceptInvitation: { membership: { role: RoleName } } };

export type MailFeaturesQueryVariables = Exact<{ [key: string]: never; }>;


export type MailFeaturesQuery = { serverInfo: { features: Array<Feature> } };

export type MailUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type MailUserMutation = { createUser: { user: { id: string } } };

export type MailTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type MailTokenMutation = { createApiToken: { secret: string | null } };

export type MailRevokeMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type MailRevokeMutation = { revokeInvitation: { invitation: { id: string } } };

export type MailSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type MailSuspendMutation = { suspendUser: { user: { id: string } } };

export type MailSuspendWorkspaceMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type MailSuspendWorkspaceMutation = { suspendWorkspace: { workspace: { id: string } } };

export type MailResumeMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type MailResumeMutation = { resumeUser: { user: { id: string } } };

export type MailResumeWorkspaceMutationVariables = Exact<{
  input: ResumeWorkspaceInput;
}>;


export type MailResumeWorkspaceMutation = { resumeWorkspace: { workspace: { id: string } } };

export type MailRestoreWorkspaceMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type MailRestoreWorkspaceMutation = { restoreWorkspace: { workspace: { id: string } | null } };

export type MailUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type MailUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type InvitationResendMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type InvitationResendMutation = { resendInvitation: { code: string | null, link: string | null, invitation: { id: string } } };

export type InvitationRevokeMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type InvitationRevokeMutation = { revokeInvitation: { invitation: { id: string, state: InvitationState, respondedAt: string | null } } };

export type InvitationAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type InvitationAcceptMutation = { acceptInvitation: { membership: { id: string, role: RoleName, workspace: { id: string }, grantedBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type InvitationDeclineMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type InvitationDeclineMutation = { declineInvitation: { invitation: { id: string, state: InvitationState } } };

export type InvitationLookQueryVariables = Exact<{
  code: string;
}>;


export type InvitationLookQuery = { invitation: { workspaceDisplayName: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, expiresAt: string, workspace: { id: string } | null, invitedBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group' }
      | { __typename: 'ServiceAccount' }
      | { __typename: 'User' }
     | null } | null };

export type InvitationMineQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitationMineQuery = { me: { invitationCount: number, invitations: { nodes: Array<{ id: string, email: string, workspaceDisplayName: string, workspace: { id: string } | null }> } } };

export type InvitationListQueryVariables = Exact<{
  id: string | number;
  filter?: InvitationFilter | null | undefined;
}>;


export type InvitationListQuery = { workspace: { invitations: { nodes: Array<{ id: string, email: string, state: InvitationState }> } | null } | null };

export type InvitationTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type InvitationTokenMutation = { createApiToken: { secret: string | null } };

export type InvitationExpiredQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitationExpiredQuery = { events: { totalCount: number | null, nodes: Array<{ actorId: string | null, workspaceId: string | null, data: Record<string, unknown> }> } | null };

export type InvitationLogQueryVariables = Exact<{
  id: string | number;
}>;


export type InvitationLogQuery = { workspace: { events: { nodes: Array<{ type: EventType, summary: string, data: Record<string, unknown> }> } | null } | null };

export type LargeSenderMeQueryVariables = Exact<{ [key: string]: never; }>;


export type LargeSenderMeQuery = { me: { user: { id: string } | null } };

export type LargeSenderDeleteMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type LargeSenderDeleteMutation = { deleteUser: { deletedUserId: string } };

export type LargeSenderInvitedQueryVariables = Exact<{
  code: string;
}>;


export type LargeSenderInvitedQuery = { invitation: { role: RoleName } | null };

export type LargeUserSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type LargeUserSuspendMutation = { suspendUser: { user: { suspendedAt: string | null } } };

export type LargeUserRenameMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type LargeUserRenameMutation = { updateUser: { user: { name: string } } };

export type LargeUserDeleteMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type LargeUserDeleteMutation = { deleteUser: { deletedUserId: string } };

export type LimitsRevokeMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type LimitsRevokeMutation = { revokeInvitation: { invitation: { id: string } } };

export type LimitsResendMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type LimitsResendMutation = { resendInvitation: { invitation: { id: string } } };

export type MemberListQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type MemberListQuery = { workspace: { myRole: RoleName | null, members: { nodes: Array<{ id: string, role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User', id: string }
         }> } } | null };

export type MemberUpdateMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type MemberUpdateMutation = { updateMember: { membership: { id: string, role: RoleName, grantedBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type MemberRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type MemberRemoveMutation = { removeMember: { removedMembershipId: string, revokedTokens: Array<{ id: string, name: string }>, workspace: { id: string } | null } };

export type MemberLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type MemberLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string, revokedTokens: Array<{ id: string, name: string }> } };

export type MemberTransferMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type MemberTransferMutation = { transferOwnership: { newOwner: { id: string, role: RoleName }, previousOwner: { role: RoleName, principal:
        | { id: string }
        | Record<PropertyKey, never>
       } | null } };

export type MemberReadQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type MemberReadQuery = { workspace: { id: string } | null };

export type MemberMembershipsQueryVariables = Exact<{
  filter: UserFilter;
}>;


export type MemberMembershipsQuery = { users: { nodes: Array<{ id: string, memberships: { totalCount: number | null, nodes: Array<{ workspace: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }> } | null };

export type MemberRestQueryVariables = Exact<{
  by: UserRef;
  after?: string | null | undefined;
}>;


export type MemberRestQuery = { user: { memberships: { nodes: Array<{ workspace: { id: string } }> } | null } | null };

export type OwnerListQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type OwnerListQuery = { workspace: { myRole: RoleName | null, members: { nodes: Array<{ id: string, role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User', id: string }
         }> } } | null };

export type OwnerUpdateMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type OwnerUpdateMutation = { updateMember: { membership: { id: string, role: RoleName, grantedBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type OwnerRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type OwnerRemoveMutation = { removeMember: { removedMembershipId: string, workspace: { id: string } | null } };

export type OwnerLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type OwnerLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type OwnerTransferMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type OwnerTransferMutation = { transferOwnership: { newOwner: { id: string, role: RoleName }, previousOwner: { role: RoleName, principal:
        | { id: string }
        | Record<PropertyKey, never>
       } | null } };

export type OwnerSuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type OwnerSuspendUserMutation = { suspendUser: { user: { id: string } } };

export type ProjectCreateMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type ProjectCreateMutation = { createProject: { project: { id: string, name: string, description: string | null, version: number, createdAt: string, updatedAt: string, workspace: { id: string } } } };

export type ProjectUpdateMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type ProjectUpdateMutation = { updateProject: { project: { id: string, name: string, description: string | null, version: number } } };

export type ProjectDeleteMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type ProjectDeleteMutation = { deleteProject: { deletedProjectId: string } };

export type ProjectListQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: ProjectFilter | null | undefined;
}>;


export type ProjectListQuery = { workspace: { projects: { totalCount: number | null, nodes: Array<{ id: string, name: string, description: string | null, resources: { totalCount: number | null, nodes: Array<{ name: string }> } }> } } | null };

export type ProjectLooseQueryVariables = Exact<{
  by: WorkspaceRef;
  filter: ResourceFilter;
}>;


export type ProjectLooseQuery = { workspace: { resources: { totalCount: number | null, nodes: Array<{ name: string, project: { id: string } | null }> } } | null };

export type ResourceKindListQueryVariables = Exact<{ [key: string]: never; }>;


export type ResourceKindListQuery = { resourceKinds: Array<{ name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string } | null }> };

export type ResourceKindRestoreMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type ResourceKindRestoreMutation = { restoreWorkspace: { deletion: { state: DeletionState } } };

export type ResourceRegisterMutationVariables = Exact<{
  input: RegisterResourceInput;
}>;


export type ResourceRegisterMutation = { registerResource: { resource: { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, kind: { name: string }, project: { id: string } | null, createdBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type ResourceFieldsFragment = { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, kind: { name: string }, project: { id: string } | null, createdBy:
    | { id: string }
    | Record<PropertyKey, never>
   | null };

export type ResourceRegisterManyMutationVariables = Exact<{
  input: RegisterResourcesInput;
}>;


export type ResourceRegisterManyMutation = { registerResources: { resources: Array<{ id: string, name: string }> } };

export type ResourceUpdateMutationVariables = Exact<{
  input: UpdateResourceInput;
}>;


export type ResourceUpdateMutation = { updateResource: { resource: { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, kind: { name: string }, project: { id: string } | null, createdBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type ResourceDeleteMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type ResourceDeleteMutation = { deleteResource: { deletedResourceId: string } };

export type ResourceProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type ResourceProjectMutation = { createProject: { project: { id: string } } };

export type ResourceCountsQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: ResourceFilter | null | undefined;
}>;


export type ResourceCountsQuery = { workspace: { resourceCounts: Array<{ count: number, kind: { name: string } }>, resources: { totalCount: number | null }, counted: { totalCount: number | null } } | null };

export type ResourceKindsQueryVariables = Exact<{ [key: string]: never; }>;


export type ResourceKindsQuery = { resourceKinds: Array<{ name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, builtIn: boolean }> };

export type ServiceAccountMeQueryVariables = Exact<{ [key: string]: never; }>;


export type ServiceAccountMeQuery = { me: { groups: Array<string>, platformAdmin: boolean, user: { id: string } | null, serviceAccount: { id: string, name: string } | null, token: { owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group' }
        | { __typename: 'ServiceAccount' }
        | { __typename: 'User' }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group' }
        | { __typename: 'ServiceAccount' }
        | { __typename: 'User', id: string }
       | null } | null } };

export type ServiceAccountSeeQueryVariables = Exact<{
  id: string | number;
}>;


export type ServiceAccountSeeQuery = { workspace: { id: string, myRole: RoleName | null, members: { nodes: Array<{ role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group' }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User' }
         }> } } | null };

export type ServiceAccountRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type ServiceAccountRemoveMutation = { removeMember: { revokedTokens: Array<{ id: string }> } };

export type ServiceAccountTransferMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type ServiceAccountTransferMutation = { transferOwnership: { newOwner: { id: string } } };

export type ServiceAccountRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type ServiceAccountRevokeMutation = { revokeApiToken: { changed: boolean } };

export type AccountRotateMutationVariables = Exact<{
  input: RotateApiTokenInput;
}>;


export type AccountRotateMutation = { rotateApiToken: { token: { id: string } } };

export type ServiceAccountListQueryVariables = Exact<{
  id: string | number;
}>;


export type ServiceAccountListQuery = { workspace: { serviceAccounts: { nodes: Array<{ id: string, tokens: { nodes: Array<{ id: string, status: TokenStatus }> } | null }> }, events: { nodes: Array<{ type: EventType, actorName: string, actor:
          | { __typename: 'Everyone' }
          | { __typename: 'Group' }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User' }
         | null }> } | null } | null };

export type ServiceAccountUsersQueryVariables = Exact<{
  search: string;
}>;


export type ServiceAccountUsersQuery = { users: { nodes: Array<{ id: string }> } | null };

export type ServiceAccountChangesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type ServiceAccountChangesSubscription = { nodeChanges: { id: string, action: NodeAction } };

export type TokenLifeResumeMutationVariables = Exact<{
  input: ResumeApiTokenInput;
}>;


export type TokenLifeResumeMutation = { resumeApiToken: { token: { id: string, status: TokenStatus } } };

export type TokenLifeRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type TokenLifeRevokeMutation = { revokeApiToken: { changed: boolean } };

export type TokenLifeTokensQueryVariables = Exact<{
  filter?: TokenFilter | null | undefined;
}>;


export type TokenLifeTokensQuery = { me: { tokens: { nodes: Array<{ id: string, status: TokenStatus }> } } };

export type TokenLifeEventsQueryVariables = Exact<{
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type TokenLifeEventsQuery = { events: { nodes: Array<{ type: EventType, subjectId: string | null, workspaceId: string | null }> } | null };

export type TokenLimitsRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type TokenLimitsRevokeMutation = { revokeApiToken: { changed: boolean } };

export type TokenLimitsRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type TokenLimitsRemoveMutation = { removeMember: { removedMembershipId: string } };

export type TokenLimitsLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type TokenLimitsLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type TokenLimitsDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type TokenLimitsDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type TokenCreateMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type TokenCreateMutation = { createApiToken: { secret: string | null, token: { id: string, name: string, description: string | null, hint: string, status: TokenStatus, role: RoleName | null, permissions: Array<Permission> | null, expiresAt: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null, workspace: { id: string } | null, owner:
        | { id: string }
        | Record<PropertyKey, never>
      , createdBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group' }
        | { __typename: 'ServiceAccount' }
        | { __typename: 'User' }
       | null } } };

export type TokenRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type TokenRevokeMutation = { revokeApiToken: { changed: boolean, token: { id: string, status: TokenStatus, revokedAt: string | null, revokedBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type TokenMineQueryVariables = Exact<{
  filter?: TokenFilter | null | undefined;
}>;


export type TokenMineQuery = { me: { tokens: { totalCount: number | null, nodes: Array<{ id: string, status: TokenStatus }> } } };

export type TokenThereQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: TokenFilter | null | undefined;
}>;


export type TokenThereQuery = { workspace: { tokens: { totalCount: number | null, nodes: Array<{ id: string }> } } | null };

export type UserReadQueryVariables = Exact<{
  by: UserRef;
}>;


export type UserReadQuery = { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, memberships: { nodes: Array<{ role: RoleName, workspace: { id: string } }> } | null } | null };

export type UserMeQueryVariables = Exact<{ [key: string]: never; }>;


export type UserMeQuery = { me: { platformAdmin: boolean, groups: Array<string>, user: { id: string, name: string, platformAdmin: boolean | null } | null } };

export type UserUpdateMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UserUpdateMutation = { updateUser: { user: { id: string, name: string, email: string | null, platformAdmin: boolean | null } } };

export type UserSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type UserSuspendMutation = { suspendUser: { user: { suspendedAt: string | null } } };

export type UserResumeMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type UserResumeMutation = { resumeUser: { user: { suspendedAt: string | null } } };

export type UserDeleteMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type UserDeleteMutation = { deleteUser: { deletedUserId: string } };

export type UserOwnerlessQueryVariables = Exact<{
  name: string;
}>;


export type UserOwnerlessQuery = { workspaces: { totalCount: number | null, nodes: Array<{ id: string }> } };

export type UserWorkspaceQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type UserWorkspaceQuery = { workspace: { createdBy:
      | { name: string }
      | Record<PropertyKey, never>
     | null, members: { totalCount: number | null }, events: { nodes: Array<{ actorName: string, actor:
          | { name: string }
          | Record<PropertyKey, never>
         | null }> } | null } | null };

export type UserAllQueryVariables = Exact<{
  filter: UserFilter;
}>;


export type UserAllQuery = { users: { totalCount: number | null, nodes: Array<{ id: string }> } | null };

export type StateUpdateMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type StateUpdateMutation = { updateWorkspace: { workspace: { id: string, displayName: string, visibility: WorkspaceVisibility, deletionProtection: boolean } } };

export type StateReadQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type StateReadQuery = { workspace: { id: string, state: WorkspaceState, version: number, builtIn: boolean, visibility: WorkspaceVisibility, myRole: RoleName | null, createdBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group' }
      | { __typename: 'ServiceAccount' }
      | { __typename: 'User' }
     | null, owners: Array<{ id: string }> } | null };

export type StateMemberQueryVariables = Exact<{
  by: WorkspaceRef;
  principal: PrincipalRef;
}>;


export type StateMemberQuery = { workspace: { membership: { id: string, role: RoleName } | null } | null };

export type StateSuspendMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type StateSuspendMutation = { suspendWorkspace: { workspace: { state: WorkspaceState, version: number } } };

export type StateResumeMutationVariables = Exact<{
  input: ResumeWorkspaceInput;
}>;


export type StateResumeMutation = { resumeWorkspace: { workspace: { state: WorkspaceState, version: number } } };

export type StateMarkMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type StateMarkMutation = { setWorkspacePreferences: { workspace: { myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type StateMarkedQueryVariables = Exact<{ [key: string]: never; }>;


export type StateMarkedQuery = { me: { defaultWorkspace: { id: string } | null }, favourites: { nodes: Array<{ id: string }> }, hidden: { nodes: Array<{ id: string }> } };

export type StateUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type StateUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type StateRemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type StateRemoveMemberMutation = { removeMember: { removedMembershipId: string } };

export type StateLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type StateLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type StateTransferMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type StateTransferMutation = { transferOwnership: { workspace: { id: string } } };

export type StateRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type StateRevokeMutation = { revokeApiToken: { changed: boolean } };

export type StateCreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type StateCreateProjectMutation = { createProject: { project: { id: string } } };

export type StateOwnerlessQueryVariables = Exact<{
  ownerless: boolean;
}>;


export type StateOwnerlessQuery = { workspaces: { nodes: Array<{ name: string }> } };

export type WorkspaceFieldsFragment = { id: string, uuid: string, name: string, displayName: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, deletionProtection: boolean, version: number, myRole: RoleName | null, createdBy:
    | { id: string }
    | Record<PropertyKey, never>
   | null };

export type WorkspaceCreateMutationVariables = Exact<{
  input: CreateWorkspaceInput;
}>;


export type WorkspaceCreateMutation = { createWorkspace: { workspace: { id: string, uuid: string, name: string, displayName: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, deletionProtection: boolean, version: number, myRole: RoleName | null, createdBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type WorkspaceUpdateMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type WorkspaceUpdateMutation = { updateWorkspace: { workspace: { id: string, uuid: string, name: string, displayName: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, deletionProtection: boolean, version: number, myRole: RoleName | null, createdBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type WorkspaceReadQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type WorkspaceReadQuery = { workspace: { id: string, uuid: string, name: string, displayName: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, deletionProtection: boolean, version: number, myRole: RoleName | null, members: { nodes: Array<{ id: string, role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group' }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User' }
         }> }, createdBy:
      | { id: string }
      | Record<PropertyKey, never>
     | null } | null };

export type WorkspaceNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type WorkspaceNodesQuery = { nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null> };

export type AbilityMembersQueryVariables = Exact<{
  id: string | number;
}>;


export type AbilityMembersQuery = { workspace: { members: { nodes: Array<{ id: string, role: RoleName, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group' }
          | { __typename: 'ServiceAccount' }
          | { __typename: 'User', id: string }
        , canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null } }> } } | null };

export type AbilityShareMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type AbilityShareMutation = { updateWorkspace: { workspace: { id: string } } };

export type AccessOfQueryVariables = Exact<{
  by: WorkspaceRef;
  user: UserRef;
}>;


export type AccessOfQuery = { workspace: { accessOf: { role: RoleName | null, permissions: Array<Permission>, sources: Array<{ via: AccessVia, role: RoleName, membership: { id: string, role: RoleName } | null }> } | null } | null };

export type AccessOfCallerQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type AccessOfCallerQuery = { access: Array<{ permission: Permission, allowed: boolean, code: ErrorCode | null, requiredRole: RoleName | null, myRole: RoleName | null }> };

export type AccessOfWorkspaceQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type AccessOfWorkspaceQuery = { workspace: { id: string } | null };

export type AccessOfWhoQueryVariables = Exact<{ [key: string]: never; }>;


export type AccessOfWhoQuery = { me: { user: { id: string } | null } };

export type AddressMeQueryVariables = Exact<{ [key: string]: never; }>;


export type AddressMeQuery = { me: { platformAdmin: boolean, user: { id: string, email: string | null } | null } };

export type AddressUserQueryVariables = Exact<{
  by: UserRef;
}>;


export type AddressUserQuery = { user: { id: string, email: string | null } | null };

export type CallersRolesQueryVariables = Exact<{ [key: string]: never; }>;


export type CallersRolesQuery = { roles: Array<{ name: RoleName, permissions: Array<Permission> }> };

export type CallersDeletionQueryVariables = Exact<{
  id: string | number;
}>;


export type CallersDeletionQuery = { deletion: { state: DeletionState } | null };

export type CredentialMineQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type CredentialMineQuery = { workspace: { id: string, myRole: RoleName | null, myPermissions: Array<Permission> } | null };

export type CredentialEverywhereQueryVariables = Exact<{
  elsewhere: WorkspaceRef;
  mate: UserRef;
  node: string | number;
  project: string | number;
  deletion: string | number;
}>;


export type CredentialEverywhereQuery = { me: { platformAdmin: boolean, user: { memberships: { totalCount: number | null, nodes: Array<{ workspace: { id: string } }> } | null } | null, tokens: { totalCount: number | null, nodes: Array<{ id: string }> }, token: { id: string } | null, defaultWorkspace: { id: string } | null }, workspaces: { totalCount: number | null, nodes: Array<{ id: string }> }, workspace: { id: string } | null, builtIn: { id: string } | null, user: { id: string } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null, nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null>, deletion: { id: string } | null, deletions: { totalCount: number | null, nodes: Array<{ id: string }> } };

export type CredentialAccessQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type CredentialAccessQuery = { access: Array<{ permission: Permission, allowed: boolean, reason: string }> };

export type CredentialUsersQueryVariables = Exact<{ [key: string]: never; }>;


export type CredentialUsersQuery = { users: { totalCount: number | null } | null };

export type CredentialProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CredentialProjectMutation = { createProject: { project: { id: string } } };

export type CredentialUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type CredentialUpdateMemberMutation = { updateMember: { membership: { id: string } } };

export type CredentialRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type CredentialRevokeMutation = { revokeApiToken: { changed: boolean } };

export type CredentialMarkMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type CredentialMarkMutation = { setWorkspacePreferences: { workspace: { id: string } } };

export type CredentialListedQueryVariables = Exact<{ [key: string]: never; }>;


export type CredentialListedQuery = { me: { tokens: { nodes: Array<{ id: string, hint: string, name: string }> } }, events: { nodes: Array<{ summary: string, data: Record<string, unknown> }> } | null };

export type EndedSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type EndedSuspendMutation = { suspendUser: { user: { id: string } } };

export type EndedStateQueryVariables = Exact<{
  id: string | number;
}>;


export type EndedStateQuery = { deletion: { state: DeletionState } | null };

export type EscalationUpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type EscalationUpdateMemberMutation = { updateMember: { membership: { id: string, workspace: { events: { nodes: Array<{ type: EventType }> } | null } } } };

export type EscalationRemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type EscalationRemoveMemberMutation = { removeMember: { removedMembershipId: string } };

export type EscalationLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type EscalationLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type EscalationPreferMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type EscalationPreferMutation = { setWorkspacePreferences: { workspace: { id: string } } };

export type EscalationProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type EscalationProjectMutation = { createProject: { project: { id: string, resources: { nodes: Array<{ spec: Record<string, unknown> }> } } } };

export type EscalationRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type EscalationRevokeMutation = { revokeApiToken: { changed: boolean } };

export type EscalationRecordQueryVariables = Exact<{
  id: string | number;
}>;


export type EscalationRecordQuery = { deletion: { state: DeletionState, workspaceEvents: { nodes: Array<{ type: EventType }> } | null } | null };

export type EscalationResourcesQueryVariables = Exact<{
  id: string | number;
  filter?: ResourceFilter | null | undefined;
}>;


export type EscalationResourcesQuery = { workspace: { resources: { totalCount: number | null } } | null };

export type EscalationWorkspacesQueryVariables = Exact<{
  filter?: WorkspaceFilter | null | undefined;
}>;


export type EscalationWorkspacesQuery = { workspaces: { totalCount: number | null } };

export type EscalationMembersQueryVariables = Exact<{
  id: string | number;
  search: string;
}>;


export type EscalationMembersQuery = { workspace: { members: { totalCount: number | null } } | null };

export type HiddenNamesQueryVariables = Exact<{
  private: string | number;
  deleting: string | number;
  gone: string | number;
}>;


export type HiddenNamesQuery = { private: { id: string, name: string } | null, deleting: { id: string, name: string } | null, gone: { id: string, name: string } | null };

export type HiddenDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type HiddenDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type HiddenStateQueryVariables = Exact<{
  id: string | number;
}>;


export type HiddenStateQuery = { workspace: { name: string, state: WorkspaceState } | null };

export type HiddenLogQueryVariables = Exact<{ [key: string]: never; }>;


export type HiddenLogQuery = { events: { totalCount: number | null } | null };

export type InvitedAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type InvitedAcceptMutation = { acceptInvitation: { membership: { role: RoleName } } };

export type InvitedDeclineMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type InvitedDeclineMutation = { declineInvitation: { invitation: { id: string } } };

export type InvitedMineQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitedMineQuery = { me: { invitationCount: number, invitations: { nodes: Array<{ id: string, email: string }> } } };

export type ClaimsMeQueryVariables = Exact<{ [key: string]: never; }>;


export type ClaimsMeQuery = { me: { groups: Array<string>, user: { id: string, name: string } | null } };

export type GroupsMeQueryVariables = Exact<{ [key: string]: never; }>;


export type GroupsMeQuery = { me: { groups: Array<string>, groupsExpireAt: string | null, user: { id: string } | null } };

export type GroupsRoleQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type GroupsRoleQuery = { workspace: { myRole: RoleName | null, myMembership: { id: string } | null } | null };

export type JwtMeQueryVariables = Exact<{ [key: string]: never; }>;


export type JwtMeQuery = { me: { groups: Array<string>, platformAdmin: boolean, user: { id: string, name: string, email: string | null } | null, token: { id: string } | null } };

export type JwtMembersQueryVariables = Exact<{
  by: WorkspaceRef;
  filter?: MemberFilter | null | undefined;
}>;


export type JwtMembersQuery = { workspace: { members: { nodes: Array<{ principal:
          | { id: string }
          | Record<PropertyKey, never>
         }> } } | null };

export type JwtServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type JwtServerInfoQuery = { serverInfo: { oidc: { issuer: string, audience: string, clientId: string | null, scopes: Array<string> } | null } };

export type JwtSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type JwtSuspendMutation = { suspendUser: { user: { id: string } } };

export type JwtResumeMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type JwtResumeMutation = { resumeUser: { user: { id: string } } };

export type JwtDeleteMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type JwtDeleteMutation = { deleteUser: { deletedUserId: string } };

export type LimitedSelfQueryVariables = Exact<{
  by: WorkspaceRef;
  self: UserRef;
  address: UserRef;
}>;


export type LimitedSelfQuery = { me: { user: { id: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, memberships: { nodes: Array<{ id: string }> } | null } | null }, user: { id: string, email: string | null, platformAdmin: boolean | null, lastSeenAt: string | null, memberships: { totalCount: number | null } | null } | null, address: { id: string } | null, workspace: { id: string, myRole: RoleName | null, myMembership: { id: string } | null, owners: Array<{ id: string, email: string | null, platformAdmin: boolean | null, memberships: { totalCount: number | null } | null }>, createdBy:
      | { id: string, email: string | null, platformAdmin: boolean | null, memberships: { totalCount: number | null } | null }
      | Record<PropertyKey, never>
     | null } | null };

export type LimitedOthersQueryVariables = Exact<{
  id: string | number;
  email: string;
}>;


export type LimitedOthersQuery = { user: { id: string, email: string | null, platformAdmin: boolean | null, lastSeenAt: string | null, memberships: { totalCount: number | null } | null } | null, address: { id: string } | null };

export type LimitedRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type LimitedRevokeMutation = { revokeApiToken: { changed: boolean } };

export type LimitedLeaveMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type LimitedLeaveMutation = { leaveWorkspace: { leftWorkspaceId: string } };

export type LossesWorkspaceEventsSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type LossesWorkspaceEventsSubscription = { workspaceEvents: { type: EventType } };

export type LossesNodeChangesSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type LossesNodeChangesSubscription = { nodeChanges: { action: NodeAction } };

export type LossesEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LossesEventsSubscription = { events: { type: EventType } };

export type LossesLogSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LossesLogSubscription = { events: { type: EventType, workspaceId: string | null } };

export type LossesTransferMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type LossesTransferMutation = { transferOwnership: { newOwner: { id: string } } };

export type MovedRevokeMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type MovedRevokeMutation = { revokeApiToken: { changed: boolean, token: { id: string, name: string, hint: string, status: TokenStatus, createdAt: string, expiresAt: string, revokedAt: string | null, workspace: { id: string } | null, owner:
        | { id: string }
        | Record<PropertyKey, never>
      , revokedBy:
        | { id: string }
        | Record<PropertyKey, never>
       | null } } };

export type MovedResumeMutationVariables = Exact<{
  input: ResumeApiTokenInput;
}>;


export type MovedResumeMutation = { resumeApiToken: { token: { id: string } } };

export type MovedFollowSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type MovedFollowSubscription = { deletionEvents: { type: DeletionEventType } };

export type MovedEventsQueryVariables = Exact<{
  id: string | number;
}>;


export type MovedEventsQuery = { deletion: { workspaceEvents: { nodes: Array<{ subjectId: string | null }> } | null } | null };

export type ProviderMeQueryVariables = Exact<{ [key: string]: never; }>;


export type ProviderMeQuery = { me: { groups: Array<string>, user: { id: string, name: string, email: string | null } | null } };

export type ProviderSeenQueryVariables = Exact<{
  by: WorkspaceRef;
  user: UserRef;
}>;


export type ProviderSeenQuery = { workspace: { myRole: RoleName | null, accessOf: { sources: Array<{ via: AccessVia, role: RoleName, membership: { id: string } | null }> } | null } | null, workspaces: { nodes: Array<{ id: string }> } };

export type ProviderShareMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type ProviderShareMutation = { updateWorkspace: { workspace: { id: string } } };

export type PayloadsTokensQueryVariables = Exact<{
  id: string | number;
}>;


export type PayloadsTokensQuery = { workspace: { tokens: { nodes: Array<{ id: string }> } } | null };

export type PayloadsRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type PayloadsRemoveMutation = { removeMember: { revokedTokens: Array<{ id: string, name: string, hint: string, lastUsedIp: string | null }> } };

export type PayloadsAddMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type PayloadsAddMutation = { addMember: { __typename: 'AddMemberPayload' } };

export type PayloadsDeleteMutationVariables = Exact<{
  input: DeleteWorkspaceInput;
}>;


export type PayloadsDeleteMutation = { deleteWorkspace: { deletion: { id: string } } };

export type PayloadsUpdateMutationVariables = Exact<{
  input: UpdateResourceInput;
  with: boolean;
  without: boolean;
}>;


export type PayloadsUpdateMutation = { updateResource: { resource?: { id: string } } };

export type PayloadsUpdatedFragment = { again: { spec: Record<string, unknown> } };

export type PeopleMeQueryVariables = Exact<{ [key: string]: never; }>;


export type PeopleMeQuery = { me: { user: { id: string, uuid: string, email: string | null } | null } };

export type PeopleFindQueryVariables = Exact<{
  id: string | number;
  uuid: string;
  email: string;
  node: string | number;
}>;


export type PeopleFindQuery = { id: { id: string, email: string | null } | null, uuid: { id: string, email: string | null } | null, email: { id: string, email: string | null } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { email: string | null, id: string }
    | { id: string }
   | null };

export type PeopleMembersQueryVariables = Exact<{
  by: WorkspaceRef;
  principal: PrincipalRef;
  search: string;
}>;


export type PeopleMembersQuery = { workspace: { membership: { principal:
        | { id: string, email: string | null }
        | Record<PropertyKey, never>
       } | null, members: { nodes: Array<{ principal:
          | { id: string, email: string | null }
          | Record<PropertyKey, never>
         }> }, found: { totalCount: number | null } } | null };

export type PeopleIdentityQueryVariables = Exact<{
  id: string | number;
}>;


export type PeopleIdentityQuery = { user: { id: string, uuid: string, email: string | null } | null };

export type PermissionsSnapshotQueryVariables = Exact<{
  id: string | number;
}>;


export type PermissionsSnapshotQuery = { events: { totalCount: number | null } | null, users: { totalCount: number | null } | null, workspaces: { totalCount: number | null }, deletions: { totalCount: number | null }, workspace: { version: number, state: WorkspaceState, members: { nodes: Array<{ id: string, role: RoleName }> }, tokens: { nodes: Array<{ id: string, status: TokenStatus }> }, projects: { nodes: Array<{ id: string, version: number }> }, resources: { nodes: Array<{ id: string, version: number }> } } | null };

export type RaceSuspendWorkspaceMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type RaceSuspendWorkspaceMutation = { suspendWorkspace: { workspace: { id: string } } };

export type RaceEventsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RaceEventsQuery = { events: { nodes: Array<{ type: EventType, requestId: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SessionRightsSuspendThenResumeMutationVariables = Exact<{
  suspend: SuspendUserInput;
  resume: ResumeUserInput;
}>;


export type SessionRightsSuspendThenResumeMutation = { suspendUser: { user: { id: string } }, resumeUser: { user: { id: string } } };

export type SessionRightsExpiryMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type SessionRightsExpiryMutation = { createApiToken: { token: { expiresAt: string } } };

export type SessionsMeQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsMeQuery = { me: { platformAdmin: boolean, user: { id: string } | null, sessions: Array<{ id: string, current: boolean, createdAt: string, expiresAt: string, userAgent: string | null }> } };

export type SessionsNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type SessionsNodeQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type SessionsEventsQueryVariables = Exact<{
  types: Array<EventType> | EventType;
}>;


export type SessionsEventsQuery = { events: { nodes: Array<{ type: EventType, subjectId: string | null, summary: string }> } | null };

export type SessionsSuspendMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type SessionsSuspendMutation = { suspendUser: { user: { id: string } } };

export type SessionsResumeMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type SessionsResumeMutation = { resumeUser: { user: { id: string } } };

export type SessionsDeletionQueryVariables = Exact<{
  id: string | number;
}>;


export type SessionsDeletionQuery = { deletion: { state: DeletionState } | null };

export type RightsWorkspaceSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type RightsWorkspaceSubscription = { workspaceEvents: { type: EventType, workspaceId: string | null } };

export type RightsDeletionSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type RightsDeletionSubscription = { deletionEvents: { type: DeletionEventType } };

export type RightsDeletionsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type RightsDeletionsSubscription = { deletions: { type: DeletionEventType, deletion: { workspaceId: string } } };

export type BoundFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type BoundFollowSubscription = { deletionEvents: { cursor: string, type: DeletionEventType, deletion: { state: DeletionState } } };

export type BoundFollowAllSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type BoundFollowAllSubscription = { deletions: { type: DeletionEventType, deletion: { id: string } } };

export type WatcherViewQueryVariables = Exact<{
  id: string | number;
}>;


export type WatcherViewQuery = { workspace: { id: string, uuid: string, name: string, displayName: string, state: WorkspaceState, visibility: WorkspaceVisibility, version: number, myRole: RoleName | null, myPermissions: Array<Permission>, myMembership: { id: string } | null, owners: Array<{ id: string }>, members: { totalCount: number | null, nodes: Array<{ id: string }> }, tokens: { totalCount: number | null, nodes: Array<{ id: string }> }, projects: { totalCount: number | null, nodes: Array<{ id: string }> }, resources: { totalCount: number | null, nodes: Array<{ id: string }> }, events: { totalCount: number | null, nodes: Array<{ type: EventType }> } | null, resourceCounts: Array<{ count: number }>, deletion: { id: string } | null } | null, workspaces: { nodes: Array<{ id: string }> }, deleting: { nodes: Array<{ id: string, myRole: RoleName | null }> } };

export type WatcherWatchQueryVariables = Exact<{
  id: string | number;
}>;


export type WatcherWatchQuery = { deletion: { state: DeletionState, steps: Array<{ name: string }>, workspaceEvents: { nodes: Array<{ type: EventType }> } | null } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null, deletions: { nodes: Array<{ id: string }> } };

export type WatcherFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type WatcherFollowSubscription = { deletionEvents: { cursor: string, type: DeletionEventType, deletion: { state: DeletionState } } };

export type WatcherFollowAllSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatcherFollowAllSubscription = { deletions: { type: DeletionEventType, deletion: { id: string } } };

export type WatcherNodesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type WatcherNodesQuery = { nodes: Array<
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null> };

export type WatcherDemoteMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type WatcherDemoteMutation = { updateUser: { user: { platformAdmin: boolean | null } } };

export type AllEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type AllEventsSubscription = { events: { id: string, cursor: string, type: EventType, workspaceId: string | null, ip: string | null } };

export type AllEventsLogQueryVariables = Exact<{ [key: string]: never; }>;


export type AllEventsLogQuery = { events: { nodes: Array<{ id: string }> } | null };

export type StreamDeletionNowSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type StreamDeletionNowSubscription = { deletionEvents: { type: DeletionEventType, step: string | null, done: number, deletion: { state: DeletionState, done: number, steps: Array<{ name: string, state: StepState, done: number }> } } };

export type StreamLiveWorkspaceSubscriptionVariables = Exact<{
  workspace: WorkspaceRef;
  after?: string | null | undefined;
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type StreamLiveWorkspaceSubscription = { workspaceEvents: { cursor: string, type: EventType, data: Record<string, unknown> } };

export type StreamRoleSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type StreamRoleSubscription = { workspaceEvents: { type: EventType, actor:
      | { memberships: { nodes: Array<{ role: RoleName, workspace: { displayName: string, myRole: RoleName | null, events: { nodes: Array<{ type: EventType }> } | null } }> } | null }
      | Record<PropertyKey, never>
     | null } };

export type StreamRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type StreamRenameMutation = { updateWorkspace: { workspace: { version: number } } };

export type StreamPromoteMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type StreamPromoteMutation = { updateMember: { membership: { id: string } } };

export type CursorLogQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorLogQuery = { events: { nodes: Array<{ id: string, cursor: string, type: EventType }>, edges: Array<{ cursor: string }> } | null };

export type CursorDeletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CursorDeletionsSubscription = { deletions: { id: string, cursor: string, type: DeletionEventType, deletion: { id: string } } };

export type CursorDeletionSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type CursorDeletionSubscription = { deletionEvents: { id: string, cursor: string, type: DeletionEventType } };

export type CursorWorkspaceSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type CursorWorkspaceSubscription = { workspaceEvents: { id: string, cursor: string, type: EventType } };

export type CursorDeletionLogQueryVariables = Exact<{
  id: string | number;
}>;


export type CursorDeletionLogQuery = { deletion: { events: { nodes: Array<{ id: string }> } } | null };

export type StreamDeletionSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type StreamDeletionSubscription = { deletionEvents: { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, message: string, total: number, done: number } };

export type StreamDeletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type StreamDeletionsSubscription = { deletions: { id: string, cursor: string, type: DeletionEventType, step: string | null, deletion: { id: string } } };

export type StreamWorkspaceSubscriptionVariables = Exact<{
  workspace: WorkspaceRef;
  after?: string | null | undefined;
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type StreamWorkspaceSubscription = { workspaceEvents: { cursor: string, type: EventType, data: Record<string, unknown> } };

export type NodeReadersEventsSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type NodeReadersEventsSubscription = { workspaceEvents: { cursor: string, type: EventType } };

export type NodeReadersRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type NodeReadersRenameMutation = { updateWorkspace: { workspace: { id: string } } };

export type NodeChangesRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type NodeChangesRenameMutation = { updateWorkspace: { workspace: { id: string } } };

export type NodeChangesDeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type NodeChangesDeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type NodeChangesSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type NodeChangesSubscription = { nodeChanges: { cursor: string, action: NodeAction, id: string, node:
      | { __typename: 'ApiToken', id: string }
      | { __typename: 'CleanupTask', id: string }
      | { __typename: 'Deletion', id: string }
      | { __typename: 'Invitation', id: string }
      | { __typename: 'Membership', id: string }
      | { __typename: 'Project', id: string }
      | { __typename: 'Resource', id: string }
      | { __typename: 'ServiceAccount', id: string }
      | { __typename: 'Session', id: string }
      | { __typename: 'User', id: string }
      | { __typename: 'Workspace', id: string }
     | null } };

export type NodeChangesRemoveMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type NodeChangesRemoveMutation = { removeMember: { removedMembershipId: string } };

export type OneCursorDeletionSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type OneCursorDeletionSubscription = { deletionEvents: { id: string, cursor: string, type: DeletionEventType } };

export type OneCursorWorkspaceSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type OneCursorWorkspaceSubscription = { workspaceEvents: { id: string, cursor: string, type: EventType } };

export type RetentionWorkspaceSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type RetentionWorkspaceSubscription = { workspaceEvents: { cursor: string, type: EventType } };

export type RetentionChangesSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type RetentionChangesSubscription = { nodeChanges: { cursor: string, id: string } };

export type RetentionAllSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RetentionAllSubscription = { events: { cursor: string, type: EventType } };

export type RetentionDeletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RetentionDeletionsSubscription = { deletions: { cursor: string, type: DeletionEventType } };

export type RetentionDeletionSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type RetentionDeletionSubscription = { deletionEvents: { cursor: string, type: DeletionEventType, at: string, message: string } };

export type RetentionNewestQueryVariables = Exact<{ [key: string]: never; }>;


export type RetentionNewestQuery = { events: { nodes: Array<{ cursor: string }> } | null };

export type RetentionAcceptMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type RetentionAcceptMutation = { acceptInvitation: { membership: { id: string } } };

export type RetentionRestoreMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type RetentionRestoreMutation = { restoreWorkspace: { deletion: { id: string } } };

export type RetentionRevokeMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RetentionRevokeMutation = { revokeInvitation: { invitation: { id: string } } };

export type SeamEventsSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
  types?: Array<EventType> | EventType | null | undefined;
}>;


export type SeamEventsSubscription = { workspaceEvents: { cursor: string } };

export type SeamCreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type SeamCreateProjectMutation = { createProject: { project: { id: string } } };

export type SlowFollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type SlowFollowSubscription = { deletionEvents: { cursor: string, type: DeletionEventType } };

export type SlowLogSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type SlowLogSubscription = { workspaceEvents: { cursor: string } };

export type SlowResumeSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type SlowResumeSubscription = { workspaceEvents: { cursor: string, actor:
      | { __typename: 'Everyone' }
      | { __typename: 'Group' }
      | { __typename: 'ServiceAccount' }
      | { __typename: 'User' }
     | null } };

export type StalledRenameMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type StalledRenameMutation = { updateWorkspace: { workspace: { id: string } } };

export type TooSlowEventsSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type TooSlowEventsSubscription = { workspaceEvents: { cursor: string } };

export type FixtureProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type FixtureProjectMutation = { createProject: { project: { id: string } } };

export type ProofHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type ProofHeadQuery = { events: { nodes: Array<{ id: string }> } | null };

export type ProofLogQueryVariables = Exact<{ [key: string]: never; }>;


export type ProofLogQuery = { events: { nodes: Array<{ id: string, type: EventType, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> }> } | null };

export type ClaimTasksMutationVariables = Exact<{
  input: ClaimCleanupTasksInput;
}>;


export type ClaimTasksMutation = { claimCleanupTasks: { tasks: Array<{ id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, deletion: { id: string } | null, kind: { name: string } }> } };

export type CompleteTaskMutationVariables = Exact<{
  input: CompleteCleanupTaskInput;
}>;


export type CompleteTaskMutation = { completeCleanupTask: { task: { id: string, state: TaskState, attempt: number, leaseExpiresAt: string | null } } };

export type FailTaskMutationVariables = Exact<{
  input: FailCleanupTaskInput;
}>;


export type FailTaskMutation = { failCleanupTask: { task: { id: string, state: TaskState, attempt: number, nextAttemptAt: string | null, lastError: string | null } } };

export type RetryDeletionMutationVariables = Exact<{
  input: RetryDeletionInput;
}>;


export type RetryDeletionMutation = { retryDeletion: { deletion: { id: string, state: DeletionState, failed: number } } };

export type SkipStepMutationVariables = Exact<{
  input: SkipDeletionStepInput;
}>;


export type SkipStepMutation = { skipDeletionStep: { deletion: { id: string, state: DeletionState, skipped: number } } };

export type ExternalDeletionQueryVariables = Exact<{
  id: string | number;
  filter?: CleanupTaskFilter | null | undefined;
}>;


export type ExternalDeletionQuery = { deletion: { state: DeletionState, total: number, done: number, failed: number, skipped: number, remaining: number, lastError: string | null, canRetry: boolean, steps: Array<{ name: string, state: StepState, total: number, done: number, failed: number, skipped: number, attempts: number, nextAttemptAt: string | null, lastError: string | null, startedAt: string | null, finishedAt: string | null }>, tasks: { totalCount: number | null, nodes: Array<{ id: string, state: TaskState, attempt: number, resourceName: string, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null }> }, events: { nodes: Array<{ type: DeletionEventType, step: string | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null }> } } | null };

export type FullWorkspaceProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type FullWorkspaceProjectMutation = { createProject: { project: { id: string } } };

export type FullWorkspaceFavouriteMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type FullWorkspaceFavouriteMutation = { setWorkspacePreferences: { workspace: { id: string } } };

export type FullWorkspaceShareMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type FullWorkspaceShareMutation = { updateWorkspace: { workspace: { id: string } } };

export type DeletionRecordQueryVariables = Exact<{
  id: string | number;
}>;


export type DeletionRecordQuery = { deletion: { state: DeletionState, total: number, events: { nodes: Array<{ type: DeletionEventType }> } } | null };

export type KeyedProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type KeyedProjectMutation = { createProject: { project: { id: string, name: string } } };

export type KeyedDeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type KeyedDeleteProjectMutation = { deleteProject: { deletedProjectId: string } };

export type InputsSuspendWorkspaceMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type InputsSuspendWorkspaceMutation = { suspendWorkspace: { workspace: { id: string } } };

export type InputsSuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type InputsSuspendUserMutation = { suspendUser: { user: { id: string } } };

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


export type AddMemberMutation = { addMember: { membership: { id: string, role: RoleName } } };

export type InviteMembersMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type InviteMembersMutation = { inviteMembers: { results: Array<{ email: string, code: string | null, link: string | null, errorCode: ErrorCode | null, errorMessage: string | null, invitation: { id: string, email: string, state: InvitationState, role: RoleName, delivery: InvitationDelivery, expiresAt: string } | null }> } };

export type CreateServiceAccountMutationVariables = Exact<{
  input: CreateServiceAccountInput;
}>;


export type CreateServiceAccountMutation = { createServiceAccount: { serviceAccount: { id: string, name: string, description: string | null, workspace: { id: string } | null } } };

export type RegisterResourceKindMutationVariables = Exact<{
  input: RegisterResourceKindInput;
}>;


export type RegisterResourceKindMutation = { registerResourceKind: { webhookSecret: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string } | null } } };

export type ResourceKindFieldsFragment = { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string } | null };

export type UpdateResourceKindMutationVariables = Exact<{
  input: UpdateResourceKindInput;
}>;


export type UpdateResourceKindMutation = { updateResourceKind: { webhookSecret: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string } | null } } };

export type DeleteServiceAccountMutationVariables = Exact<{
  input: DeleteServiceAccountInput;
}>;


export type DeleteServiceAccountMutation = { deleteServiceAccount: { deletedServiceAccountId: string } };

export type RotateApiTokenMutationVariables = Exact<{
  input: RotateApiTokenInput;
}>;


export type RotateApiTokenMutation = { rotateApiToken: { secret: string | null, token: { id: string, status: TokenStatus, hint: string, graceEndsAt: string | null, expiresAt: string } } };

export type ExchangeTokenMutationVariables = Exact<{
  input: ExchangeTokenInput;
}>;


export type ExchangeTokenMutation = { exchangeToken: { accessToken: string | null, expiresAt: string } };

export type SuspendApiTokenMutationVariables = Exact<{
  input: SuspendApiTokenInput;
}>;


export type SuspendApiTokenMutation = { suspendApiToken: { token: { id: string, status: TokenStatus } } };

export type RegisterResourcesMutationVariables = Exact<{
  input: RegisterResourcesInput;
}>;


export type RegisterResourcesMutation = { registerResources: { resources: Array<{ id: string, name: string }> } };

export type DeleteWorkspaceMutationVariables = Exact<{
  input: DeleteWorkspaceInput;
}>;


export type DeleteWorkspaceMutation = { deleteWorkspace: { deletion: { id: string, state: DeletionState, total: number } } };

export type PauseDeletionsMutationVariables = Exact<{
  input: PauseDeletionsInput;
}>;


export type PauseDeletionsMutation = { pauseDeletions: { pausedAt: string } };

export type ResumeDeletionsMutationVariables = Exact<{
  input: ResumeDeletionsInput;
}>;


export type ResumeDeletionsMutation = { resumeDeletions: { resumedAt: string } };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { user: { id: string } } };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { endedSessionId: string } };

export type CreateSignInLinkMutationVariables = Exact<{
  input: CreateSignInLinkInput;
}>;


export type CreateSignInLinkMutation = { createSignInLink: { link: string | null, expiresAt: string } };

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
export const ResourceFieldsFragmentDoc = new TypedDocumentString(`
    fragment ResourceFields on Resource {
  id
  name
  externalId
  labels
  spec
  version
  kind {
    name
  }
  project {
    id
  }
  createdBy {
    ... on User {
      id
    }
  }
}
    `, {"fragmentName":"ResourceFields"}) as unknown as TypedDocumentString<ResourceFieldsFragment, unknown>;
export const WorkspaceFieldsFragmentDoc = new TypedDocumentString(`
    fragment WorkspaceFields on Workspace {
  id
  uuid
  name
  displayName
  description
  hosting
  instanceUrl
  builtIn
  state
  visibility
  deletionProtection
  version
  myRole
  createdBy {
    ... on User {
      id
    }
  }
}
    `, {"fragmentName":"WorkspaceFields"}) as unknown as TypedDocumentString<WorkspaceFieldsFragment, unknown>;
export const PayloadsUpdatedFragmentDoc = new TypedDocumentString(`
    fragment PayloadsUpdated on UpdateResourcePayload {
  again: resource {
    spec
  }
}
    `, {"fragmentName":"PayloadsUpdated"}) as unknown as TypedDocumentString<PayloadsUpdatedFragment, unknown>;
export const ResourceKindFieldsFragmentDoc = new TypedDocumentString(`
    fragment ResourceKindFields on ResourceKind {
  name
  displayName
  cleanup
  cleanupOrder
  webhookUrl
  ownerServiceAccount {
    id
  }
  builtIn
}
    `, {"fragmentName":"ResourceKindFields"}) as unknown as TypedDocumentString<ResourceKindFieldsFragment, unknown>;
export const ChangeInActivityTestDocument = new TypedDocumentString(`
    mutation ChangeInActivityTest($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeInActivityTestMutation, ChangeInActivityTestMutationVariables>;
export const SetRoleInActivityTestDocument = new TypedDocumentString(`
    mutation SetRoleInActivityTest($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SetRoleInActivityTestMutation, SetRoleInActivityTestMutationVariables>;
export const ProtectInConsoleDocument = new TypedDocumentString(`
    mutation ProtectInConsole($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ProtectInConsoleMutation, ProtectInConsoleMutationVariables>;
export const RequestedInConsoleDocument = new TypedDocumentString(`
    query RequestedInConsole($name: String!) {
  deletions(first: 1, filter: {workspaceName: {eq: $name}}) {
    nodes {
      id
      policy
      reason
      state
      startsAt
      requestedAt
    }
  }
}
    `) as unknown as TypedDocumentString<RequestedInConsoleQuery, RequestedInConsoleQueryVariables>;
export const SuspendForInvitationsDocument = new TypedDocumentString(`
    mutation SuspendForInvitations($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendForInvitationsMutation, SuspendForInvitationsMutationVariables>;
export const RevokeInConsoleDocument = new TypedDocumentString(`
    mutation RevokeInConsole($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeInConsoleMutation, RevokeInConsoleMutationVariables>;
export const SetRoleInConsoleDocument = new TypedDocumentString(`
    mutation SetRoleInConsole($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
      role
    }
  }
}
    `) as unknown as TypedDocumentString<SetRoleInConsoleMutation, SetRoleInConsoleMutationVariables>;
export const MembersInConsoleDocument = new TypedDocumentString(`
    query MembersInConsole($workspace: WorkspaceRef!) {
  workspace(by: $workspace) {
    members(first: 50) {
      nodes {
        role
        principal {
          ... on User {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MembersInConsoleQuery, MembersInConsoleQueryVariables>;
export const AccessInConsoleDocument = new TypedDocumentString(`
    query AccessInConsole($workspace: WorkspaceRef!, $permissions: [Permission!]!) {
  access(workspace: $workspace, permissions: $permissions) {
    permission
    allowed
  }
}
    `) as unknown as TypedDocumentString<AccessInConsoleQuery, AccessInConsoleQueryVariables>;
export const KindsInConsoleDocument = new TypedDocumentString(`
    query KindsInConsole {
  resourceKinds {
    name
    displayName
    cleanup
    cleanupOrder
    webhookUrl
    ownerServiceAccount {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KindsInConsoleQuery, KindsInConsoleQueryVariables>;
export const StateInConsoleDocument = new TypedDocumentString(`
    query StateInConsole($id: ID!) {
  workspace(by: {id: $id}) {
    state
    suspendedReason
  }
}
    `) as unknown as TypedDocumentString<StateInConsoleQuery, StateInConsoleQueryVariables>;
export const CreateProjectInConsoleDocument = new TypedDocumentString(`
    mutation CreateProjectInConsole($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateProjectInConsoleMutation, CreateProjectInConsoleMutationVariables>;
export const UpdateProjectInConsoleDocument = new TypedDocumentString(`
    mutation UpdateProjectInConsole($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    project {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateProjectInConsoleMutation, UpdateProjectInConsoleMutationVariables>;
export const UpdateResourceInConsoleDocument = new TypedDocumentString(`
    mutation UpdateResourceInConsole($input: UpdateResourceInput!) {
  updateResource(input: $input) {
    resource {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateResourceInConsoleMutation, UpdateResourceInConsoleMutationVariables>;
export const DeleteResourceInConsoleDocument = new TypedDocumentString(`
    mutation DeleteResourceInConsole($input: DeleteResourceInput!) {
  deleteResource(input: $input) {
    deletedResourceId
  }
}
    `) as unknown as TypedDocumentString<DeleteResourceInConsoleMutation, DeleteResourceInConsoleMutationVariables>;
export const ResourceInConsoleDocument = new TypedDocumentString(`
    query ResourceInConsole($id: ID!) {
  node(id: $id) {
    ... on Resource {
      name
      labels
      spec
      externalId
      project {
        name
      }
      kind {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceInConsoleQuery, ResourceInConsoleQueryVariables>;
export const ProjectInConsoleDocument = new TypedDocumentString(`
    query ProjectInConsole($id: ID!) {
  node(id: $id) {
    ... on Project {
      name
      description
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectInConsoleQuery, ProjectInConsoleQueryVariables>;
export const ChangeSettingsInTestDocument = new TypedDocumentString(`
    mutation ChangeSettingsInTest($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeSettingsInTestMutation, ChangeSettingsInTestMutationVariables>;
export const StoredSettingsDocument = new TypedDocumentString(`
    query StoredSettings($id: ID!) {
  workspace(by: {id: $id}) {
    displayName
    description
    visibility
    deletionProtection
    state
    suspendedReason
    myRole
    myPreferences {
      favourite
      hidden
      isDefault
    }
  }
}
    `) as unknown as TypedDocumentString<StoredSettingsQuery, StoredSettingsQueryVariables>;
export const UserInConsoleDocument = new TypedDocumentString(`
    query UserInConsole($by: UserRef!) {
  user(by: $by) {
    id
    name
    email
    platformAdmin
    suspendedAt
  }
}
    `) as unknown as TypedDocumentString<UserInConsoleQuery, UserInConsoleQueryVariables>;
export const KilledInviteDocument = new TypedDocumentString(`
    mutation KilledInvite($input: InviteMembersInput!) {
  inviteMembers(input: $input) {
    results {
      email
      invitation {
        id
      }
      code
    }
  }
}
    `) as unknown as TypedDocumentString<KilledInviteMutation, KilledInviteMutationVariables>;
export const KillPointsFindDocument = new TypedDocumentString(`
    query KillPointsFind($name: String!) {
  deletions(filter: {workspaceName: {eq: $name}}) {
    nodes {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<KillPointsFindQuery, KillPointsFindQueryVariables>;
export const TrialReadDocument = new TypedDocumentString(`
    query TrialRead($id: ID!) {
  workspace(by: {id: $id}) {
    displayName
    members(first: 10) {
      nodes {
        role
      }
    }
    resources(first: 10) {
      nodes {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TrialReadQuery, TrialReadQueryVariables>;
export const TrialMeDocument = new TypedDocumentString(`
    query TrialMe {
  me {
    platformAdmin
  }
}
    `) as unknown as TypedDocumentString<TrialMeQuery, TrialMeQueryVariables>;
export const TrialFindDocument = new TypedDocumentString(`
    query TrialFind($name: String!) {
  workspace(by: {name: $name}) {
    id
  }
  deletions(filter: {workspaceName: {eq: $name}}) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TrialFindQuery, TrialFindQueryVariables>;
export const KeyedReplicasRevokeDocument = new TypedDocumentString(`
    mutation KeyedReplicasRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<KeyedReplicasRevokeMutation, KeyedReplicasRevokeMutationVariables>;
export const ReplicaAcceptDocument = new TypedDocumentString(`
    mutation ReplicaAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaAcceptMutation, ReplicaAcceptMutationVariables>;
export const ReplicaDeclineDocument = new TypedDocumentString(`
    mutation ReplicaDecline($input: DeclineInvitationInput!) {
  declineInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaDeclineMutation, ReplicaDeclineMutationVariables>;
export const ReplicaRevokeInvitationDocument = new TypedDocumentString(`
    mutation ReplicaRevokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaRevokeInvitationMutation, ReplicaRevokeInvitationMutationVariables>;
export const ReplicaResendDocument = new TypedDocumentString(`
    mutation ReplicaResend($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaResendMutation, ReplicaResendMutationVariables>;
export const ReplicaInvitationEventsDocument = new TypedDocumentString(`
    query ReplicaInvitationEvents($types: [EventType!]) {
  events(first: 100, filter: {types: $types}) {
    totalCount
    nodes {
      type
      subjectId
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaInvitationEventsQuery, ReplicaInvitationEventsQueryVariables>;
export const ReplicaUpdateMemberDocument = new TypedDocumentString(`
    mutation ReplicaUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaUpdateMemberMutation, ReplicaUpdateMemberMutationVariables>;
export const ReplicaRemoveMemberDocument = new TypedDocumentString(`
    mutation ReplicaRemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<ReplicaRemoveMemberMutation, ReplicaRemoveMemberMutationVariables>;
export const ReplicaLeaveDocument = new TypedDocumentString(`
    mutation ReplicaLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<ReplicaLeaveMutation, ReplicaLeaveMutationVariables>;
export const ReplicaSuspendUserDocument = new TypedDocumentString(`
    mutation ReplicaSuspendUser($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaSuspendUserMutation, ReplicaSuspendUserMutationVariables>;
export const ReplicaResumeUserDocument = new TypedDocumentString(`
    mutation ReplicaResumeUser($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaResumeUserMutation, ReplicaResumeUserMutationVariables>;
export const ReplicaDeleteUserDocument = new TypedDocumentString(`
    mutation ReplicaDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<ReplicaDeleteUserMutation, ReplicaDeleteUserMutationVariables>;
export const ReplicaRevokeApiTokenDocument = new TypedDocumentString(`
    mutation ReplicaRevokeApiToken($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<ReplicaRevokeApiTokenMutation, ReplicaRevokeApiTokenMutationVariables>;
export const ReplicaUpdateWorkspaceDocument = new TypedDocumentString(`
    mutation ReplicaUpdateWorkspace($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaUpdateWorkspaceMutation, ReplicaUpdateWorkspaceMutationVariables>;
export const ReplicaSetPreferencesDocument = new TypedDocumentString(`
    mutation ReplicaSetPreferences($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaSetPreferencesMutation, ReplicaSetPreferencesMutationVariables>;
export const ReplicaCreateProjectDocument = new TypedDocumentString(`
    mutation ReplicaCreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaCreateProjectMutation, ReplicaCreateProjectMutationVariables>;
export const ReplicaUpdateProjectDocument = new TypedDocumentString(`
    mutation ReplicaUpdateProject($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    project {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaUpdateProjectMutation, ReplicaUpdateProjectMutationVariables>;
export const ReplicaDeleteProjectDocument = new TypedDocumentString(`
    mutation ReplicaDeleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    deletedProjectId
  }
}
    `) as unknown as TypedDocumentString<ReplicaDeleteProjectMutation, ReplicaDeleteProjectMutationVariables>;
export const ReplicaWorkspaceEventsDocument = new TypedDocumentString(`
    subscription ReplicaWorkspaceEvents($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<ReplicaWorkspaceEventsSubscription, ReplicaWorkspaceEventsSubscriptionVariables>;
export const ReplicaDeletionEventsDocument = new TypedDocumentString(`
    subscription ReplicaDeletionEvents($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<ReplicaDeletionEventsSubscription, ReplicaDeletionEventsSubscriptionVariables>;
export const ReplicaDeletionsDocument = new TypedDocumentString(`
    subscription ReplicaDeletions($after: Cursor) {
  deletions(after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<ReplicaDeletionsSubscription, ReplicaDeletionsSubscriptionVariables>;
export const TrialOwnersDocument = new TypedDocumentString(`
    query TrialOwners($id: ID!) {
  workspace(by: {id: $id}) {
    members(first: 10, filter: {role: [OWNER]}) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<TrialOwnersQuery, TrialOwnersQueryVariables>;
export const RacesRestoreDocument = new TypedDocumentString(`
    mutation RacesRestore($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<RacesRestoreMutation, RacesRestoreMutationVariables>;
export const ReplicaProjectsDocument = new TypedDocumentString(`
    query ReplicaProjects($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {
  workspace(by: {id: $id}) {
    projects(first: $first, after: $after, last: $last, before: $before) {
      nodes {
        id
      }
      pageInfo {
        startCursor
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaProjectsQuery, ReplicaProjectsQueryVariables>;
export const ReplicaLastUsedDocument = new TypedDocumentString(`
    query ReplicaLastUsed($id: ID!) {
  node(id: $id) {
    ... on ApiToken {
      lastUsedAt
      lastUsedIp
      lastUsedOperation
    }
  }
}
    `) as unknown as TypedDocumentString<ReplicaLastUsedQuery, ReplicaLastUsedQueryVariables>;
export const RestartListDocument = new TypedDocumentString(`
    query RestartList($by: WorkspaceRef!, $first: Int!, $after: String) {
  workspace(by: $by) {
    name
    resources(
      first: $first
      after: $after
      orderBy: [{field: NAME, direction: ASC}]
    ) {
      nodes {
        name
      }
      pageInfo {
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RestartListQuery, RestartListQueryVariables>;
export const RestartTokenDocument = new TypedDocumentString(`
    query RestartToken {
  me {
    token {
      id
      lastUsedAt
      lastUsedIp
      lastUsedOperation
    }
    user {
      lastSeenAt
    }
  }
}
    `) as unknown as TypedDocumentString<RestartTokenQuery, RestartTokenQueryVariables>;
export const RestartSelfDocument = new TypedDocumentString(`
    query RestartSelf {
  me {
    platformAdmin
    user {
      id
      email
    }
  }
}
    `) as unknown as TypedDocumentString<RestartSelfQuery, RestartSelfQueryVariables>;
export const RestartSuspendDocument = new TypedDocumentString(`
    mutation RestartSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RestartSuspendMutation, RestartSuspendMutationVariables>;
export const RestartResumeDocument = new TypedDocumentString(`
    mutation RestartResume($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RestartResumeMutation, RestartResumeMutationVariables>;
export const RestartLogDocument = new TypedDocumentString(`
    query RestartLog {
  events(first: 100) {
    nodes {
      id
      type
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<RestartLogQuery, RestartLogQueryVariables>;
export const RestartMembersDocument = new TypedDocumentString(`
    query RestartMembers($by: WorkspaceRef!) {
  workspace(by: $by) {
    members(orderBy: [{field: NAME, direction: ASC}]) {
      nodes {
        principal {
          ... on User {
            name
          }
          ... on Group {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RestartMembersQuery, RestartMembersQueryVariables>;
export const KillCreateProjectDocument = new TypedDocumentString(`
    mutation KillCreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KillCreateProjectMutation, KillCreateProjectMutationVariables>;
export const KillDeleteProjectDocument = new TypedDocumentString(`
    mutation KillDeleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    deletedProjectId
  }
}
    `) as unknown as TypedDocumentString<KillDeleteProjectMutation, KillDeleteProjectMutationVariables>;
export const KillRenameDocument = new TypedDocumentString(`
    mutation KillRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KillRenameMutation, KillRenameMutationVariables>;
export const KillFindDocument = new TypedDocumentString(`
    query KillFind($name: String!) {
  workspace(by: {name: $name}) {
    id
  }
  deletions(filter: {workspaceName: {eq: $name}}) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KillFindQuery, KillFindQueryVariables>;
export const KillFollowDocument = new TypedDocumentString(`
    subscription KillFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<KillFollowSubscription, KillFollowSubscriptionVariables>;
export const KillFollowAllDocument = new TypedDocumentString(`
    subscription KillFollowAll($after: Cursor) {
  deletions(after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<KillFollowAllSubscription, KillFollowAllSubscriptionVariables>;
export const StoreListDocument = new TypedDocumentString(`
    query StoreList($by: WorkspaceRef!, $first: Int!, $after: String) {
  workspace(by: $by) {
    name
    resources(
      first: $first
      after: $after
      orderBy: [{field: NAME, direction: ASC}]
    ) {
      nodes {
        name
      }
      pageInfo {
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StoreListQuery, StoreListQueryVariables>;
export const BrakeReadDocument = new TypedDocumentString(`
    query BrakeRead($id: ID!) {
  deletion(id: $id) {
    state
    done
    pausedAt
    itemsPerSecond
  }
}
    `) as unknown as TypedDocumentString<BrakeReadQuery, BrakeReadQueryVariables>;
export const BrakeRestoreDocument = new TypedDocumentString(`
    mutation BrakeRestore($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<BrakeRestoreMutation, BrakeRestoreMutationVariables>;
export const BrakeFollowDocument = new TypedDocumentString(`
    subscription BrakeFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    type
    message
    total
    done
  }
}
    `) as unknown as TypedDocumentString<BrakeFollowSubscription, BrakeFollowSubscriptionVariables>;
export const BrakeFollowAllDocument = new TypedDocumentString(`
    subscription BrakeFollowAll($after: Cursor) {
  deletions(after: $after) {
    type
    deletion {
      id
      pausedAt
    }
  }
}
    `) as unknown as TypedDocumentString<BrakeFollowAllSubscription, BrakeFollowAllSubscriptionVariables>;
export const CleanupReadDocument = new TypedDocumentString(`
    query CleanupRead($id: ID!) {
  deletion(id: $id) {
    state
    done
    total
    lastError
    steps {
      name
      state
      done
      total
      attempts
      nextAttemptAt
      lastError
    }
  }
}
    `) as unknown as TypedDocumentString<CleanupReadQuery, CleanupReadQueryVariables>;
export const CleanupFollowDocument = new TypedDocumentString(`
    subscription CleanupFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    id
    cursor
    type
    at
    step
    message
    done
    deletion {
      steps {
        name
        nextAttemptAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CleanupFollowSubscription, CleanupFollowSubscriptionVariables>;
export const DeletionCountsDocument = new TypedDocumentString(`
    query DeletionCounts($id: ID!) {
  deletion(id: $id) {
    state
    total
    done
    steps {
      name
      total
      done
    }
    events(first: 100) {
      nodes {
        type
        step
        total
        stepTotal
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeletionCountsQuery, DeletionCountsQueryVariables>;
export const ExternalNodeDocument = new TypedDocumentString(`
    query ExternalNode($id: ID!) {
  node(id: $id) {
    id
    ... on CleanupTask {
      resourceName
      deletion {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExternalNodeQuery, ExternalNodeQueryVariables>;
export const TaskLabelsDocument = new TypedDocumentString(`
    query TaskLabels($id: ID!) {
  deletion(id: $id) {
    tasks(first: 10) {
      nodes {
        labels
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TaskLabelsQuery, TaskLabelsQueryVariables>;
export const GraceRestoreDocument = new TypedDocumentString(`
    mutation GraceRestore($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    workspace {
      id
      state
      suspendedReason
    }
    deletion {
      id
      state
      canRestore
      finishedAt
    }
  }
}
    `) as unknown as TypedDocumentString<GraceRestoreMutation, GraceRestoreMutationVariables>;
export const GraceReadDocument = new TypedDocumentString(`
    query GraceRead($id: ID!) {
  deletion(id: $id) {
    state
    requestedAt
    startsAt
    startedAt
    finishedAt
    canRestore
    done
    workspaceEvents(first: 100) {
      totalCount
      nodes {
        type
      }
    }
    events(first: 20) {
      nodes {
        type
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GraceReadQuery, GraceReadQueryVariables>;
export const GraceStatesDocument = new TypedDocumentString(`
    query GraceStates($by: WorkspaceRef!, $states: [WorkspaceState!]!) {
  workspace(by: $by) {
    state
    deletion {
      state
    }
    members {
      totalCount
    }
  }
  workspaces(filter: {state: $states}) {
    nodes {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<GraceStatesQuery, GraceStatesQueryVariables>;
export const GraceFollowDocument = new TypedDocumentString(`
    subscription GraceFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    type
    cursor
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<GraceFollowSubscription, GraceFollowSubscriptionVariables>;
export const GraceSuspendDocument = new TypedDocumentString(`
    mutation GraceSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<GraceSuspendMutation, GraceSuspendMutationVariables>;
export const GraceOwnRecordDocument = new TypedDocumentString(`
    query GraceOwnRecord($id: ID!) {
  deletion(id: $id) {
    state
    canRestore
  }
}
    `) as unknown as TypedDocumentString<GraceOwnRecordQuery, GraceOwnRecordQueryVariables>;
export const GraceDeleteUserDocument = new TypedDocumentString(`
    mutation GraceDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<GraceDeleteUserMutation, GraceDeleteUserMutationVariables>;
export const ImpactDocument = new TypedDocumentString(`
    query Impact($id: ID!) {
  workspace(by: {id: $id}) {
    deletionImpact {
      etag
      members
      tokens
      pendingInvitations
      serviceAccounts
      projects
      resources {
        kind {
          name
          cleanup
        }
        count
      }
      deletionProtection
      builtIn
      firstResources {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImpactQuery, ImpactQueryVariables>;
export const ImpactRenameDocument = new TypedDocumentString(`
    mutation ImpactRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ImpactRenameMutation, ImpactRenameMutationVariables>;
export const ImpactDeleteResourceDocument = new TypedDocumentString(`
    mutation ImpactDeleteResource($input: DeleteResourceInput!) {
  deleteResource(input: $input) {
    deletedResourceId
  }
}
    `) as unknown as TypedDocumentString<ImpactDeleteResourceMutation, ImpactDeleteResourceMutationVariables>;
export const ManyFinishedDocument = new TypedDocumentString(`
    query ManyFinished($states: [DeletionState!]!) {
  deletions(filter: {state: $states}) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ManyFinishedQuery, ManyFinishedQueryVariables>;
export const NameReadDocument = new TypedDocumentString(`
    query NameRead($name: String!) {
  workspace(by: {name: $name}) {
    id
    state
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NameReadQuery, NameReadQueryVariables>;
export const RecordReadDocument = new TypedDocumentString(`
    query RecordRead($id: ID!) {
  deletion(id: $id) {
    id
    workspaceId
    workspaceName
    workspaceDisplayName
    state
    policy
    reason
    requestedBy {
      ... on User {
        id
      }
    }
    requestedAt
    startsAt
    startedAt
    finishedAt
    total
    done
    remaining
    itemsPerSecond
    etaSeconds
    lastError
    steps {
      name
      order
      state
      total
      done
      attempts
      nextAttemptAt
      lastError
    }
  }
}
    `) as unknown as TypedDocumentString<RecordReadQuery, RecordReadQueryVariables>;
export const RecordEventsDocument = new TypedDocumentString(`
    query RecordEvents($id: ID!, $after: String) {
  deletion(id: $id) {
    events(first: 4, after: $after) {
      totalCount
      nodes {
        cursor
        type
        step
        total
        done
        message
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    workspaceEvents(first: 100) {
      nodes {
        type
        actorName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordEventsQuery, RecordEventsQueryVariables>;
export const RecordListDocument = new TypedDocumentString(`
    query RecordList($filter: DeletionFilter, $first: Int, $after: String) {
  deletions(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      state
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RecordListQuery, RecordListQueryVariables>;
export const DeletionReadDocument = new TypedDocumentString(`
    query DeletionRead($id: ID!) {
  deletion(id: $id) {
    state
    policy
    reason
    total
    done
    workspaceId
    steps {
      name
      label
      order
      state
      total
      done
    }
  }
}
    `) as unknown as TypedDocumentString<DeletionReadQuery, DeletionReadQueryVariables>;
export const DeletionProtectDocument = new TypedDocumentString(`
    mutation DeletionProtect($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      deletionProtection
    }
  }
}
    `) as unknown as TypedDocumentString<DeletionProtectMutation, DeletionProtectMutationVariables>;
export const DeletionSuspendDocument = new TypedDocumentString(`
    mutation DeletionSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<DeletionSuspendMutation, DeletionSuspendMutationVariables>;
export const StepsReadDocument = new TypedDocumentString(`
    query StepsRead($id: ID!) {
  deletion(id: $id) {
    steps {
      id
      label
      kind {
        name
        displayName
      }
      name
      state
      startedAt
      finishedAt
    }
    events(first: 100) {
      nodes {
        type
        at
        step
        stepLabel
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StepsReadQuery, StepsReadQueryVariables>;
export const StepsNodeDocument = new TypedDocumentString(`
    query StepsNode($id: ID!) {
  node(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<StepsNodeQuery, StepsNodeQueryVariables>;
export const StepsFollowDocument = new TypedDocumentString(`
    subscription StepsFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    type
    step
    stepLabel
    stepTotal
    stepDone
  }
}
    `) as unknown as TypedDocumentString<StepsFollowSubscription, StepsFollowSubscriptionVariables>;
export const NginxAuthzSuspendDocument = new TypedDocumentString(`
    mutation NginxAuthzSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NginxAuthzSuspendMutation, NginxAuthzSuspendMutationVariables>;
export const AuthzSuspendDocument = new TypedDocumentString(`
    mutation AuthzSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AuthzSuspendMutation, AuthzSuspendMutationVariables>;
export const KeyedFeaturesDocument = new TypedDocumentString(`
    query KeyedFeatures {
  serverInfo {
    features
  }
}
    `) as unknown as TypedDocumentString<KeyedFeaturesQuery, KeyedFeaturesQueryVariables>;
export const KeyedRemoveMemberDocument = new TypedDocumentString(`
    mutation KeyedRemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<KeyedRemoveMemberMutation, KeyedRemoveMemberMutationVariables>;
export const KeyedLeaveDocument = new TypedDocumentString(`
    mutation KeyedLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
    revokedTokens {
      id
    }
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KeyedLeaveMutation, KeyedLeaveMutationVariables>;
export const KeyedRevokeDocument = new TypedDocumentString(`
    mutation KeyedRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<KeyedRevokeMutation, KeyedRevokeMutationVariables>;
export const KeyedInviteDocument = new TypedDocumentString(`
    mutation KeyedInvite($input: InviteMembersInput!) {
  inviteMembers(input: $input) {
    results {
      email
      invitation {
        id
      }
      code
      link
      errorCode
      errorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<KeyedInviteMutation, KeyedInviteMutationVariables>;
export const KeyedRegisterDocument = new TypedDocumentString(`
    mutation KeyedRegister($input: RegisterResourcesInput!) {
  registerResources(input: $input) {
    resources {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KeyedRegisterMutation, KeyedRegisterMutationVariables>;
export const KeyedDeleteResourceDocument = new TypedDocumentString(`
    mutation KeyedDeleteResource($input: DeleteResourceInput!) {
  deleteResource(input: $input) {
    deletedResourceId
  }
}
    `) as unknown as TypedDocumentString<KeyedDeleteResourceMutation, KeyedDeleteResourceMutationVariables>;
export const KeyedDeleteWorkspaceDocument = new TypedDocumentString(`
    mutation KeyedDeleteWorkspace($input: DeleteWorkspaceInput!) {
  deleteWorkspace(input: $input) {
    deletion {
      id
    }
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<KeyedDeleteWorkspaceMutation, KeyedDeleteWorkspaceMutationVariables>;
export const JsonTextReadDocument = new TypedDocumentString(`
    query JsonTextRead($id: ID!) {
  workspace(by: {id: $id}) {
    resources(first: 100, orderBy: [{field: NAME}]) {
      nodes {
        name
        externalId
        labels
        spec
      }
    }
    events(first: 1) {
      nodes {
        data
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JsonTextReadQuery, JsonTextReadQueryVariables>;
export const JsonTextChangesDocument = new TypedDocumentString(`
    subscription JsonTextChanges($id: ID!) {
  nodeChanges(workspace: {id: $id}) {
    node {
      ... on Resource {
        name
        labels
        spec
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JsonTextChangesSubscription, JsonTextChangesSubscriptionVariables>;
export const ValuesUpdateResourceDocument = new TypedDocumentString(`
    mutation ValuesUpdateResource($input: UpdateResourceInput!) {
  updateResource(input: $input) {
    resource {
      labels
      spec
    }
  }
}
    `) as unknown as TypedDocumentString<ValuesUpdateResourceMutation, ValuesUpdateResourceMutationVariables>;
export const ValuesSinceDocument = new TypedDocumentString(`
    query ValuesSince($at: DateTimeFilter!) {
  events(filter: {at: $at}) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ValuesSinceQuery, ValuesSinceQueryVariables>;
export const FilterWorkspacesDocument = new TypedDocumentString(`
    query FilterWorkspaces($filter: WorkspaceFilter, $orderBy: [WorkspaceOrder!]) {
  workspaces(first: 100, filter: $filter, orderBy: $orderBy) {
    nodes {
      name
      displayName
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<FilterWorkspacesQuery, FilterWorkspacesQueryVariables>;
export const FilterMarkDocument = new TypedDocumentString(`
    mutation FilterMark($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FilterMarkMutation, FilterMarkMutationVariables>;
export const FilterUpdateDocument = new TypedDocumentString(`
    mutation FilterUpdate($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<FilterUpdateMutation, FilterUpdateMutationVariables>;
export const FilterSuspendDocument = new TypedDocumentString(`
    mutation FilterSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FilterSuspendMutation, FilterSuspendMutationVariables>;
export const HeavyProjectDocument = new TypedDocumentString(`
    mutation HeavyProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<HeavyProjectMutation, HeavyProjectMutationVariables>;
export const LongListsProjectDocument = new TypedDocumentString(`
    mutation LongListsProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<LongListsProjectMutation, LongListsProjectMutationVariables>;
export const FilterMembersDocument = new TypedDocumentString(`
    query FilterMembers($by: WorkspaceRef!, $filter: MemberFilter, $orderBy: [MemberOrder!]) {
  workspace(by: $by) {
    members(first: 100, filter: $filter, orderBy: $orderBy) {
      nodes {
        role
        principal {
          __typename
          ... on User {
            name
          }
          ... on Group {
            group: name
          }
        }
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<FilterMembersQuery, FilterMembersQueryVariables>;
export const FilterResourcesDocument = new TypedDocumentString(`
    query FilterResources($by: WorkspaceRef!, $filter: ResourceFilter, $orderBy: [ResourceOrder!]) {
  workspace(by: $by) {
    resources(first: 100, filter: $filter, orderBy: $orderBy) {
      nodes {
        name
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<FilterResourcesQuery, FilterResourcesQueryVariables>;
export const FilterUsersDocument = new TypedDocumentString(`
    query FilterUsers($filter: UserFilter!) {
  users(first: 100, filter: $filter) {
    nodes {
      name
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<FilterUsersQuery, FilterUsersQueryVariables>;
export const FilterDeletionsDocument = new TypedDocumentString(`
    query FilterDeletions($filter: DeletionFilter!) {
  deletions(first: 100, filter: $filter) {
    nodes {
      workspaceName
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<FilterDeletionsQuery, FilterDeletionsQueryVariables>;
export const FilterShareDocument = new TypedDocumentString(`
    mutation FilterShare($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<FilterShareMutation, FilterShareMutationVariables>;
export const ListsProjectDocument = new TypedDocumentString(`
    mutation ListsProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ListsProjectMutation, ListsProjectMutationVariables>;
export const ListsUpdateResourceDocument = new TypedDocumentString(`
    mutation ListsUpdateResource($input: UpdateResourceInput!) {
  updateResource(input: $input) {
    resource {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ListsUpdateResourceMutation, ListsUpdateResourceMutationVariables>;
export const ListsDeleteResourceDocument = new TypedDocumentString(`
    mutation ListsDeleteResource($input: DeleteResourceInput!) {
  deleteResource(input: $input) {
    deletedResourceId
  }
}
    `) as unknown as TypedDocumentString<ListsDeleteResourceMutation, ListsDeleteResourceMutationVariables>;
export const ListsRemoveMemberDocument = new TypedDocumentString(`
    mutation ListsRemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<ListsRemoveMemberMutation, ListsRemoveMemberMutationVariables>;
export const StatementsNestedDocument = new TypedDocumentString(`
    query StatementsNested($first: Int!) {
  workspaces(first: $first) {
    nodes {
      id
      name
      myRole
      members(first: 5) {
        nodes {
          role
          principal {
            ... on User {
              id
              name
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StatementsNestedQuery, StatementsNestedQueryVariables>;
export const StatementsProjectDocument = new TypedDocumentString(`
    mutation StatementsProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StatementsProjectMutation, StatementsProjectMutationVariables>;
export const FilterTokensDocument = new TypedDocumentString(`
    query FilterTokens($by: WorkspaceRef!, $filter: TokenFilter!, $orderBy: [TokenOrder!]) {
  workspace(by: $by) {
    tokens(first: 100, filter: $filter, orderBy: $orderBy) {
      nodes {
        name
        hint
      }
      totalCount
    }
  }
  me {
    tokens(first: 100, filter: $filter, orderBy: $orderBy) {
      nodes {
        name
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<FilterTokensQuery, FilterTokensQueryVariables>;
export const EventLogDocument = new TypedDocumentString(`
    query EventLog($by: WorkspaceRef!, $filter: EventFilter) {
  workspace(by: $by) {
    events(first: 100, filter: $filter) {
      nodes {
        cursor
        type
        at
        workspaceId
        actorId
        actorName
        summary
        tokenId
        subjectId
        requestId
        ip
        data
        actor {
          ... on User {
            id
            name
          }
        }
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<EventLogQuery, EventLogQueryVariables>;
export const EventAllDocument = new TypedDocumentString(`
    query EventAll($workspaceId: ID, $filter: EventFilter) {
  events(first: 100, workspaceId: $workspaceId, filter: $filter) {
    nodes {
      type
      workspaceId
      ip
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<EventAllQuery, EventAllQueryVariables>;
export const EventUpdateDocument = new TypedDocumentString(`
    mutation EventUpdate($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EventUpdateMutation, EventUpdateMutationVariables>;
export const EventProjectDocument = new TypedDocumentString(`
    mutation EventProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EventProjectMutation, EventProjectMutationVariables>;
export const EventLeaveDocument = new TypedDocumentString(`
    mutation EventLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<EventLeaveMutation, EventLeaveMutationVariables>;
export const ExchangeSuspendDocument = new TypedDocumentString(`
    mutation ExchangeSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ExchangeSuspendMutation, ExchangeSuspendMutationVariables>;
export const ExchangeUpdateMemberDocument = new TypedDocumentString(`
    mutation ExchangeUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ExchangeUpdateMemberMutation, ExchangeUpdateMemberMutationVariables>;
export const ExchangeRevokeDocument = new TypedDocumentString(`
    mutation ExchangeRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<ExchangeRevokeMutation, ExchangeRevokeMutationVariables>;
export const ExchangeEventsDocument = new TypedDocumentString(`
    query ExchangeEvents {
  events(first: 1) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<ExchangeEventsQuery, ExchangeEventsQueryVariables>;
export const CodesRevokeDocument = new TypedDocumentString(`
    mutation CodesRevoke($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesRevokeMutation, CodesRevokeMutationVariables>;
export const CodesResendDocument = new TypedDocumentString(`
    mutation CodesResend($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesResendMutation, CodesResendMutationVariables>;
export const CodesAcceptDocument = new TypedDocumentString(`
    mutation CodesAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesAcceptMutation, CodesAcceptMutationVariables>;
export const CodesDeclineDocument = new TypedDocumentString(`
    mutation CodesDecline($input: DeclineInvitationInput!) {
  declineInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesDeclineMutation, CodesDeclineMutationVariables>;
export const CodesLookDocument = new TypedDocumentString(`
    query CodesLook($code: String!) {
  invitation(code: $code) {
    workspaceDisplayName
    state
  }
}
    `) as unknown as TypedDocumentString<CodesLookQuery, CodesLookQueryVariables>;
export const CodesRemoveDocument = new TypedDocumentString(`
    mutation CodesRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<CodesRemoveMutation, CodesRemoveMutationVariables>;
export const CodesUpdateMemberDocument = new TypedDocumentString(`
    mutation CodesUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesUpdateMemberMutation, CodesUpdateMemberMutationVariables>;
export const CodesSuspendUserDocument = new TypedDocumentString(`
    mutation CodesSuspendUser($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesSuspendUserMutation, CodesSuspendUserMutationVariables>;
export const CodesDeleteUserDocument = new TypedDocumentString(`
    mutation CodesDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<CodesDeleteUserMutation, CodesDeleteUserMutationVariables>;
export const CodesSuspendWorkspaceDocument = new TypedDocumentString(`
    mutation CodesSuspendWorkspace($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CodesSuspendWorkspaceMutation, CodesSuspendWorkspaceMutationVariables>;
export const MailAcceptDocument = new TypedDocumentString(`
    mutation MailAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      role
    }
  }
}
    `) as unknown as TypedDocumentString<MailAcceptMutation, MailAcceptMutationVariables>;
export const MailFeaturesDocument = new TypedDocumentString(`
    query MailFeatures {
  serverInfo {
    features
  }
}
    `) as unknown as TypedDocumentString<MailFeaturesQuery, MailFeaturesQueryVariables>;
export const MailUserDocument = new TypedDocumentString(`
    mutation MailUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailUserMutation, MailUserMutationVariables>;
export const MailTokenDocument = new TypedDocumentString(`
    mutation MailToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
  }
}
    `) as unknown as TypedDocumentString<MailTokenMutation, MailTokenMutationVariables>;
export const MailRevokeDocument = new TypedDocumentString(`
    mutation MailRevoke($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailRevokeMutation, MailRevokeMutationVariables>;
export const MailSuspendDocument = new TypedDocumentString(`
    mutation MailSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailSuspendMutation, MailSuspendMutationVariables>;
export const MailSuspendWorkspaceDocument = new TypedDocumentString(`
    mutation MailSuspendWorkspace($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailSuspendWorkspaceMutation, MailSuspendWorkspaceMutationVariables>;
export const MailResumeDocument = new TypedDocumentString(`
    mutation MailResume($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailResumeMutation, MailResumeMutationVariables>;
export const MailResumeWorkspaceDocument = new TypedDocumentString(`
    mutation MailResumeWorkspace($input: ResumeWorkspaceInput!) {
  resumeWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailResumeWorkspaceMutation, MailResumeWorkspaceMutationVariables>;
export const MailRestoreWorkspaceDocument = new TypedDocumentString(`
    mutation MailRestoreWorkspace($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailRestoreWorkspaceMutation, MailRestoreWorkspaceMutationVariables>;
export const MailUpdateMemberDocument = new TypedDocumentString(`
    mutation MailUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MailUpdateMemberMutation, MailUpdateMemberMutationVariables>;
export const InvitationResendDocument = new TypedDocumentString(`
    mutation InvitationResend($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    code
    link
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationResendMutation, InvitationResendMutationVariables>;
export const InvitationRevokeDocument = new TypedDocumentString(`
    mutation InvitationRevoke($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
      state
      respondedAt
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationRevokeMutation, InvitationRevokeMutationVariables>;
export const InvitationAcceptDocument = new TypedDocumentString(`
    mutation InvitationAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      id
      role
      workspace {
        id
      }
      grantedBy {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationAcceptMutation, InvitationAcceptMutationVariables>;
export const InvitationDeclineDocument = new TypedDocumentString(`
    mutation InvitationDecline($input: DeclineInvitationInput!) {
  declineInvitation(input: $input) {
    invitation {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationDeclineMutation, InvitationDeclineMutationVariables>;
export const InvitationLookDocument = new TypedDocumentString(`
    query InvitationLook($code: String!) {
  invitation(code: $code) {
    workspace {
      id
    }
    workspaceDisplayName
    email
    role
    state
    delivery
    expiresAt
    invitedBy {
      __typename
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationLookQuery, InvitationLookQueryVariables>;
export const InvitationMineDocument = new TypedDocumentString(`
    query InvitationMine {
  me {
    invitations {
      nodes {
        id
        email
        workspaceDisplayName
        workspace {
          id
        }
      }
    }
    invitationCount
  }
}
    `) as unknown as TypedDocumentString<InvitationMineQuery, InvitationMineQueryVariables>;
export const InvitationListDocument = new TypedDocumentString(`
    query InvitationList($id: ID!, $filter: InvitationFilter) {
  workspace(by: {id: $id}) {
    invitations(filter: $filter) {
      nodes {
        id
        email
        state
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationListQuery, InvitationListQueryVariables>;
export const InvitationTokenDocument = new TypedDocumentString(`
    mutation InvitationToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
  }
}
    `) as unknown as TypedDocumentString<InvitationTokenMutation, InvitationTokenMutationVariables>;
export const InvitationExpiredDocument = new TypedDocumentString(`
    query InvitationExpired {
  events(first: 100, filter: {types: [INVITATION_EXPIRED]}) {
    totalCount
    nodes {
      actorId
      workspaceId
      data
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationExpiredQuery, InvitationExpiredQueryVariables>;
export const InvitationLogDocument = new TypedDocumentString(`
    query InvitationLog($id: ID!) {
  workspace(by: {id: $id}) {
    events(first: 100) {
      nodes {
        type
        summary
        data
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationLogQuery, InvitationLogQueryVariables>;
export const LargeSenderMeDocument = new TypedDocumentString(`
    query LargeSenderMe {
  me {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<LargeSenderMeQuery, LargeSenderMeQueryVariables>;
export const LargeSenderDeleteDocument = new TypedDocumentString(`
    mutation LargeSenderDelete($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<LargeSenderDeleteMutation, LargeSenderDeleteMutationVariables>;
export const LargeSenderInvitedDocument = new TypedDocumentString(`
    query LargeSenderInvited($code: String!) {
  invitation(code: $code) {
    role
  }
}
    `) as unknown as TypedDocumentString<LargeSenderInvitedQuery, LargeSenderInvitedQueryVariables>;
export const LargeUserSuspendDocument = new TypedDocumentString(`
    mutation LargeUserSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      suspendedAt
    }
  }
}
    `) as unknown as TypedDocumentString<LargeUserSuspendMutation, LargeUserSuspendMutationVariables>;
export const LargeUserRenameDocument = new TypedDocumentString(`
    mutation LargeUserRename($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<LargeUserRenameMutation, LargeUserRenameMutationVariables>;
export const LargeUserDeleteDocument = new TypedDocumentString(`
    mutation LargeUserDelete($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<LargeUserDeleteMutation, LargeUserDeleteMutationVariables>;
export const LimitsRevokeDocument = new TypedDocumentString(`
    mutation LimitsRevoke($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<LimitsRevokeMutation, LimitsRevokeMutationVariables>;
export const LimitsResendDocument = new TypedDocumentString(`
    mutation LimitsResend($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<LimitsResendMutation, LimitsResendMutationVariables>;
export const MemberListDocument = new TypedDocumentString(`
    query MemberList($by: WorkspaceRef!) {
  workspace(by: $by) {
    myRole
    members(first: 100) {
      nodes {
        id
        role
        principal {
          __typename
          ... on User {
            id
          }
          ... on Group {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MemberListQuery, MemberListQueryVariables>;
export const MemberUpdateDocument = new TypedDocumentString(`
    mutation MemberUpdate($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
      role
      grantedBy {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MemberUpdateMutation, MemberUpdateMutationVariables>;
export const MemberRemoveDocument = new TypedDocumentString(`
    mutation MemberRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
    revokedTokens {
      id
      name
    }
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MemberRemoveMutation, MemberRemoveMutationVariables>;
export const MemberLeaveDocument = new TypedDocumentString(`
    mutation MemberLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
    revokedTokens {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<MemberLeaveMutation, MemberLeaveMutationVariables>;
export const MemberTransferDocument = new TypedDocumentString(`
    mutation MemberTransfer($input: TransferOwnershipInput!) {
  transferOwnership(input: $input) {
    newOwner {
      id
      role
    }
    previousOwner {
      role
      principal {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MemberTransferMutation, MemberTransferMutationVariables>;
export const MemberReadDocument = new TypedDocumentString(`
    query MemberRead($by: WorkspaceRef!) {
  workspace(by: $by) {
    id
  }
}
    `) as unknown as TypedDocumentString<MemberReadQuery, MemberReadQueryVariables>;
export const MemberMembershipsDocument = new TypedDocumentString(`
    query MemberMemberships($filter: UserFilter!) {
  users(filter: $filter) {
    nodes {
      id
      memberships(first: 1) {
        nodes {
          workspace {
            id
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MemberMembershipsQuery, MemberMembershipsQueryVariables>;
export const MemberRestDocument = new TypedDocumentString(`
    query MemberRest($by: UserRef!, $after: String) {
  user(by: $by) {
    memberships(after: $after) {
      nodes {
        workspace {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MemberRestQuery, MemberRestQueryVariables>;
export const OwnerListDocument = new TypedDocumentString(`
    query OwnerList($by: WorkspaceRef!) {
  workspace(by: $by) {
    myRole
    members(first: 100) {
      nodes {
        id
        role
        principal {
          __typename
          ... on User {
            id
          }
          ... on Group {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnerListQuery, OwnerListQueryVariables>;
export const OwnerUpdateDocument = new TypedDocumentString(`
    mutation OwnerUpdate($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
      role
      grantedBy {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnerUpdateMutation, OwnerUpdateMutationVariables>;
export const OwnerRemoveDocument = new TypedDocumentString(`
    mutation OwnerRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OwnerRemoveMutation, OwnerRemoveMutationVariables>;
export const OwnerLeaveDocument = new TypedDocumentString(`
    mutation OwnerLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<OwnerLeaveMutation, OwnerLeaveMutationVariables>;
export const OwnerTransferDocument = new TypedDocumentString(`
    mutation OwnerTransfer($input: TransferOwnershipInput!) {
  transferOwnership(input: $input) {
    newOwner {
      id
      role
    }
    previousOwner {
      role
      principal {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OwnerTransferMutation, OwnerTransferMutationVariables>;
export const OwnerSuspendUserDocument = new TypedDocumentString(`
    mutation OwnerSuspendUser($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OwnerSuspendUserMutation, OwnerSuspendUserMutationVariables>;
export const ProjectCreateDocument = new TypedDocumentString(`
    mutation ProjectCreate($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
      name
      description
      version
      workspace {
        id
      }
      createdAt
      updatedAt
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectCreateMutation, ProjectCreateMutationVariables>;
export const ProjectUpdateDocument = new TypedDocumentString(`
    mutation ProjectUpdate($input: UpdateProjectInput!) {
  updateProject(input: $input) {
    project {
      id
      name
      description
      version
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectUpdateMutation, ProjectUpdateMutationVariables>;
export const ProjectDeleteDocument = new TypedDocumentString(`
    mutation ProjectDelete($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    deletedProjectId
  }
}
    `) as unknown as TypedDocumentString<ProjectDeleteMutation, ProjectDeleteMutationVariables>;
export const ProjectListDocument = new TypedDocumentString(`
    query ProjectList($by: WorkspaceRef!, $filter: ProjectFilter) {
  workspace(by: $by) {
    projects(first: 100, filter: $filter) {
      nodes {
        id
        name
        description
        resources(first: 50) {
          nodes {
            name
          }
          totalCount
        }
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectListQuery, ProjectListQueryVariables>;
export const ProjectLooseDocument = new TypedDocumentString(`
    query ProjectLoose($by: WorkspaceRef!, $filter: ResourceFilter!) {
  workspace(by: $by) {
    resources(filter: $filter) {
      nodes {
        name
        project {
          id
        }
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<ProjectLooseQuery, ProjectLooseQueryVariables>;
export const ResourceKindListDocument = new TypedDocumentString(`
    query ResourceKindList {
  resourceKinds {
    ...ResourceKindFields
  }
}
    fragment ResourceKindFields on ResourceKind {
  name
  displayName
  cleanup
  cleanupOrder
  webhookUrl
  ownerServiceAccount {
    id
  }
  builtIn
}`) as unknown as TypedDocumentString<ResourceKindListQuery, ResourceKindListQueryVariables>;
export const ResourceKindRestoreDocument = new TypedDocumentString(`
    mutation ResourceKindRestore($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceKindRestoreMutation, ResourceKindRestoreMutationVariables>;
export const ResourceRegisterDocument = new TypedDocumentString(`
    mutation ResourceRegister($input: RegisterResourceInput!) {
  registerResource(input: $input) {
    resource {
      ...ResourceFields
    }
  }
}
    fragment ResourceFields on Resource {
  id
  name
  externalId
  labels
  spec
  version
  kind {
    name
  }
  project {
    id
  }
  createdBy {
    ... on User {
      id
    }
  }
}`) as unknown as TypedDocumentString<ResourceRegisterMutation, ResourceRegisterMutationVariables>;
export const ResourceRegisterManyDocument = new TypedDocumentString(`
    mutation ResourceRegisterMany($input: RegisterResourcesInput!) {
  registerResources(input: $input) {
    resources {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceRegisterManyMutation, ResourceRegisterManyMutationVariables>;
export const ResourceUpdateDocument = new TypedDocumentString(`
    mutation ResourceUpdate($input: UpdateResourceInput!) {
  updateResource(input: $input) {
    resource {
      ...ResourceFields
    }
  }
}
    fragment ResourceFields on Resource {
  id
  name
  externalId
  labels
  spec
  version
  kind {
    name
  }
  project {
    id
  }
  createdBy {
    ... on User {
      id
    }
  }
}`) as unknown as TypedDocumentString<ResourceUpdateMutation, ResourceUpdateMutationVariables>;
export const ResourceDeleteDocument = new TypedDocumentString(`
    mutation ResourceDelete($input: DeleteResourceInput!) {
  deleteResource(input: $input) {
    deletedResourceId
  }
}
    `) as unknown as TypedDocumentString<ResourceDeleteMutation, ResourceDeleteMutationVariables>;
export const ResourceProjectDocument = new TypedDocumentString(`
    mutation ResourceProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceProjectMutation, ResourceProjectMutationVariables>;
export const ResourceCountsDocument = new TypedDocumentString(`
    query ResourceCounts($by: WorkspaceRef!, $filter: ResourceFilter) {
  workspace(by: $by) {
    resourceCounts {
      kind {
        name
      }
      count
    }
    resources(first: 1) {
      totalCount
    }
    counted: resources(first: 1, filter: $filter) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceCountsQuery, ResourceCountsQueryVariables>;
export const ResourceKindsDocument = new TypedDocumentString(`
    query ResourceKinds {
  resourceKinds {
    name
    displayName
    cleanup
    cleanupOrder
    builtIn
  }
}
    `) as unknown as TypedDocumentString<ResourceKindsQuery, ResourceKindsQueryVariables>;
export const ServiceAccountMeDocument = new TypedDocumentString(`
    query ServiceAccountMe {
  me {
    user {
      id
    }
    serviceAccount {
      id
      name
    }
    groups
    platformAdmin
    token {
      owner {
        __typename
      }
      createdBy {
        __typename
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountMeQuery, ServiceAccountMeQueryVariables>;
export const ServiceAccountSeeDocument = new TypedDocumentString(`
    query ServiceAccountSee($id: ID!) {
  workspace(by: {id: $id}) {
    id
    myRole
    members {
      nodes {
        principal {
          __typename
          ... on ServiceAccount {
            id
            name
          }
        }
        role
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountSeeQuery, ServiceAccountSeeQueryVariables>;
export const ServiceAccountRemoveDocument = new TypedDocumentString(`
    mutation ServiceAccountRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    revokedTokens {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountRemoveMutation, ServiceAccountRemoveMutationVariables>;
export const ServiceAccountTransferDocument = new TypedDocumentString(`
    mutation ServiceAccountTransfer($input: TransferOwnershipInput!) {
  transferOwnership(input: $input) {
    newOwner {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountTransferMutation, ServiceAccountTransferMutationVariables>;
export const ServiceAccountRevokeDocument = new TypedDocumentString(`
    mutation ServiceAccountRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountRevokeMutation, ServiceAccountRevokeMutationVariables>;
export const AccountRotateDocument = new TypedDocumentString(`
    mutation AccountRotate($input: RotateApiTokenInput!) {
  rotateApiToken(input: $input) {
    token {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AccountRotateMutation, AccountRotateMutationVariables>;
export const ServiceAccountListDocument = new TypedDocumentString(`
    query ServiceAccountList($id: ID!) {
  workspace(by: {id: $id}) {
    serviceAccounts {
      nodes {
        id
        tokens {
          nodes {
            id
            status
          }
        }
      }
    }
    events(first: 5) {
      nodes {
        type
        actor {
          __typename
        }
        actorName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountListQuery, ServiceAccountListQueryVariables>;
export const ServiceAccountUsersDocument = new TypedDocumentString(`
    query ServiceAccountUsers($search: String!) {
  users(filter: {search: $search}) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountUsersQuery, ServiceAccountUsersQueryVariables>;
export const ServiceAccountChangesDocument = new TypedDocumentString(`
    subscription ServiceAccountChanges($id: ID!) {
  nodeChanges(workspace: {id: $id}) {
    id
    action
  }
}
    `) as unknown as TypedDocumentString<ServiceAccountChangesSubscription, ServiceAccountChangesSubscriptionVariables>;
export const TokenLifeResumeDocument = new TypedDocumentString(`
    mutation TokenLifeResume($input: ResumeApiTokenInput!) {
  resumeApiToken(input: $input) {
    token {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<TokenLifeResumeMutation, TokenLifeResumeMutationVariables>;
export const TokenLifeRevokeDocument = new TypedDocumentString(`
    mutation TokenLifeRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<TokenLifeRevokeMutation, TokenLifeRevokeMutationVariables>;
export const TokenLifeTokensDocument = new TypedDocumentString(`
    query TokenLifeTokens($filter: TokenFilter) {
  me {
    tokens(filter: $filter) {
      nodes {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenLifeTokensQuery, TokenLifeTokensQueryVariables>;
export const TokenLifeEventsDocument = new TypedDocumentString(`
    query TokenLifeEvents($types: [EventType!]) {
  events(filter: {types: $types}) {
    nodes {
      type
      subjectId
      workspaceId
    }
  }
}
    `) as unknown as TypedDocumentString<TokenLifeEventsQuery, TokenLifeEventsQueryVariables>;
export const TokenLimitsRevokeDocument = new TypedDocumentString(`
    mutation TokenLimitsRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<TokenLimitsRevokeMutation, TokenLimitsRevokeMutationVariables>;
export const TokenLimitsRemoveDocument = new TypedDocumentString(`
    mutation TokenLimitsRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<TokenLimitsRemoveMutation, TokenLimitsRemoveMutationVariables>;
export const TokenLimitsLeaveDocument = new TypedDocumentString(`
    mutation TokenLimitsLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<TokenLimitsLeaveMutation, TokenLimitsLeaveMutationVariables>;
export const TokenLimitsDeleteUserDocument = new TypedDocumentString(`
    mutation TokenLimitsDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<TokenLimitsDeleteUserMutation, TokenLimitsDeleteUserMutationVariables>;
export const TokenCreateDocument = new TypedDocumentString(`
    mutation TokenCreate($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    secret
    token {
      id
      name
      description
      hint
      status
      role
      permissions
      expiresAt
      createdAt
      lastUsedAt
      revokedAt
      workspace {
        id
      }
      owner {
        ... on User {
          id
        }
      }
      createdBy {
        ... on User {
          id
        }
      }
      revokedBy {
        __typename
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenCreateMutation, TokenCreateMutationVariables>;
export const TokenRevokeDocument = new TypedDocumentString(`
    mutation TokenRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
    token {
      id
      status
      revokedAt
      revokedBy {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TokenRevokeMutation, TokenRevokeMutationVariables>;
export const TokenMineDocument = new TypedDocumentString(`
    query TokenMine($filter: TokenFilter) {
  me {
    tokens(first: 100, filter: $filter) {
      nodes {
        id
        status
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<TokenMineQuery, TokenMineQueryVariables>;
export const TokenThereDocument = new TypedDocumentString(`
    query TokenThere($by: WorkspaceRef!, $filter: TokenFilter) {
  workspace(by: $by) {
    tokens(first: 100, filter: $filter) {
      nodes {
        id
      }
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<TokenThereQuery, TokenThereQueryVariables>;
export const UserReadDocument = new TypedDocumentString(`
    query UserRead($by: UserRef!) {
  user(by: $by) {
    id
    uuid
    name
    email
    platformAdmin
    suspendedAt
    lastSeenAt
    memberships(first: 100) {
      nodes {
        role
        workspace {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UserReadQuery, UserReadQueryVariables>;
export const UserMeDocument = new TypedDocumentString(`
    query UserMe {
  me {
    user {
      id
      name
      platformAdmin
    }
    platformAdmin
    groups
  }
}
    `) as unknown as TypedDocumentString<UserMeQuery, UserMeQueryVariables>;
export const UserUpdateDocument = new TypedDocumentString(`
    mutation UserUpdate($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      id
      name
      email
      platformAdmin
    }
  }
}
    `) as unknown as TypedDocumentString<UserUpdateMutation, UserUpdateMutationVariables>;
export const UserSuspendDocument = new TypedDocumentString(`
    mutation UserSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      suspendedAt
    }
  }
}
    `) as unknown as TypedDocumentString<UserSuspendMutation, UserSuspendMutationVariables>;
export const UserResumeDocument = new TypedDocumentString(`
    mutation UserResume($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      suspendedAt
    }
  }
}
    `) as unknown as TypedDocumentString<UserResumeMutation, UserResumeMutationVariables>;
export const UserDeleteDocument = new TypedDocumentString(`
    mutation UserDelete($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<UserDeleteMutation, UserDeleteMutationVariables>;
export const UserOwnerlessDocument = new TypedDocumentString(`
    query UserOwnerless($name: String!) {
  workspaces(filter: {ownerless: true, name: {eq: $name}}) {
    totalCount
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UserOwnerlessQuery, UserOwnerlessQueryVariables>;
export const UserWorkspaceDocument = new TypedDocumentString(`
    query UserWorkspace($by: WorkspaceRef!) {
  workspace(by: $by) {
    createdBy {
      ... on User {
        name
      }
    }
    members(first: 100) {
      totalCount
    }
    events(first: 100) {
      nodes {
        actorName
        actor {
          ... on User {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UserWorkspaceQuery, UserWorkspaceQueryVariables>;
export const UserAllDocument = new TypedDocumentString(`
    query UserAll($filter: UserFilter!) {
  users(filter: $filter) {
    nodes {
      id
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UserAllQuery, UserAllQueryVariables>;
export const StateUpdateDocument = new TypedDocumentString(`
    mutation StateUpdate($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
      displayName
      visibility
      deletionProtection
    }
  }
}
    `) as unknown as TypedDocumentString<StateUpdateMutation, StateUpdateMutationVariables>;
export const StateReadDocument = new TypedDocumentString(`
    query StateRead($by: WorkspaceRef!) {
  workspace(by: $by) {
    id
    state
    version
    builtIn
    visibility
    createdBy {
      __typename
    }
    myRole
    owners {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StateReadQuery, StateReadQueryVariables>;
export const StateMemberDocument = new TypedDocumentString(`
    query StateMember($by: WorkspaceRef!, $principal: PrincipalRef!) {
  workspace(by: $by) {
    membership(principal: $principal) {
      id
      role
    }
  }
}
    `) as unknown as TypedDocumentString<StateMemberQuery, StateMemberQueryVariables>;
export const StateSuspendDocument = new TypedDocumentString(`
    mutation StateSuspend($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<StateSuspendMutation, StateSuspendMutationVariables>;
export const StateResumeDocument = new TypedDocumentString(`
    mutation StateResume($input: ResumeWorkspaceInput!) {
  resumeWorkspace(input: $input) {
    workspace {
      state
      version
    }
  }
}
    `) as unknown as TypedDocumentString<StateResumeMutation, StateResumeMutationVariables>;
export const StateMarkDocument = new TypedDocumentString(`
    mutation StateMark($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      myPreferences {
        favourite
        hidden
        isDefault
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StateMarkMutation, StateMarkMutationVariables>;
export const StateMarkedDocument = new TypedDocumentString(`
    query StateMarked {
  me {
    defaultWorkspace {
      id
    }
  }
  favourites: workspaces(filter: {favourite: true}) {
    nodes {
      id
    }
  }
  hidden: workspaces(filter: {hidden: true}) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StateMarkedQuery, StateMarkedQueryVariables>;
export const StateUpdateMemberDocument = new TypedDocumentString(`
    mutation StateUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StateUpdateMemberMutation, StateUpdateMemberMutationVariables>;
export const StateRemoveMemberDocument = new TypedDocumentString(`
    mutation StateRemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<StateRemoveMemberMutation, StateRemoveMemberMutationVariables>;
export const StateLeaveDocument = new TypedDocumentString(`
    mutation StateLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<StateLeaveMutation, StateLeaveMutationVariables>;
export const StateTransferDocument = new TypedDocumentString(`
    mutation StateTransfer($input: TransferOwnershipInput!) {
  transferOwnership(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StateTransferMutation, StateTransferMutationVariables>;
export const StateRevokeDocument = new TypedDocumentString(`
    mutation StateRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<StateRevokeMutation, StateRevokeMutationVariables>;
export const StateCreateProjectDocument = new TypedDocumentString(`
    mutation StateCreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StateCreateProjectMutation, StateCreateProjectMutationVariables>;
export const StateOwnerlessDocument = new TypedDocumentString(`
    query StateOwnerless($ownerless: Boolean!) {
  workspaces(first: 100, filter: {builtIn: true, ownerless: $ownerless}) {
    nodes {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<StateOwnerlessQuery, StateOwnerlessQueryVariables>;
export const WorkspaceCreateDocument = new TypedDocumentString(`
    mutation WorkspaceCreate($input: CreateWorkspaceInput!) {
  createWorkspace(input: $input) {
    workspace {
      ...WorkspaceFields
    }
  }
}
    fragment WorkspaceFields on Workspace {
  id
  uuid
  name
  displayName
  description
  hosting
  instanceUrl
  builtIn
  state
  visibility
  deletionProtection
  version
  myRole
  createdBy {
    ... on User {
      id
    }
  }
}`) as unknown as TypedDocumentString<WorkspaceCreateMutation, WorkspaceCreateMutationVariables>;
export const WorkspaceUpdateDocument = new TypedDocumentString(`
    mutation WorkspaceUpdate($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      ...WorkspaceFields
    }
  }
}
    fragment WorkspaceFields on Workspace {
  id
  uuid
  name
  displayName
  description
  hosting
  instanceUrl
  builtIn
  state
  visibility
  deletionProtection
  version
  myRole
  createdBy {
    ... on User {
      id
    }
  }
}`) as unknown as TypedDocumentString<WorkspaceUpdateMutation, WorkspaceUpdateMutationVariables>;
export const WorkspaceReadDocument = new TypedDocumentString(`
    query WorkspaceRead($by: WorkspaceRef!) {
  workspace(by: $by) {
    ...WorkspaceFields
    members(filter: {principalType: [EVERYONE]}) {
      nodes {
        id
        role
        principal {
          __typename
        }
      }
    }
  }
}
    fragment WorkspaceFields on Workspace {
  id
  uuid
  name
  displayName
  description
  hosting
  instanceUrl
  builtIn
  state
  visibility
  deletionProtection
  version
  myRole
  createdBy {
    ... on User {
      id
    }
  }
}`) as unknown as TypedDocumentString<WorkspaceReadQuery, WorkspaceReadQueryVariables>;
export const WorkspaceNodesDocument = new TypedDocumentString(`
    query WorkspaceNodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
  }
}
    `) as unknown as TypedDocumentString<WorkspaceNodesQuery, WorkspaceNodesQueryVariables>;
export const AbilityMembersDocument = new TypedDocumentString(`
    query AbilityMembers($id: ID!) {
  workspace(by: {id: $id}) {
    members(first: 20) {
      nodes {
        id
        role
        principal {
          __typename
          ... on User {
            id
          }
        }
        canUpdate {
          allowed
          code
          reason
        }
        canRemove {
          allowed
          code
          reason
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AbilityMembersQuery, AbilityMembersQueryVariables>;
export const AbilityShareDocument = new TypedDocumentString(`
    mutation AbilityShare($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AbilityShareMutation, AbilityShareMutationVariables>;
export const AccessOfDocument = new TypedDocumentString(`
    query AccessOf($by: WorkspaceRef!, $user: UserRef!) {
  workspace(by: $by) {
    accessOf(user: $user) {
      role
      permissions
      sources {
        via
        role
        membership {
          id
          role
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccessOfQuery, AccessOfQueryVariables>;
export const AccessOfCallerDocument = new TypedDocumentString(`
    query AccessOfCaller($workspace: WorkspaceRef!) {
  access(workspace: $workspace, permissions: [RESOURCE_READ, MEMBER_INVITE]) {
    permission
    allowed
    code
    requiredRole
    myRole
  }
}
    `) as unknown as TypedDocumentString<AccessOfCallerQuery, AccessOfCallerQueryVariables>;
export const AccessOfWorkspaceDocument = new TypedDocumentString(`
    query AccessOfWorkspace($by: WorkspaceRef!) {
  workspace(by: $by) {
    id
  }
}
    `) as unknown as TypedDocumentString<AccessOfWorkspaceQuery, AccessOfWorkspaceQueryVariables>;
export const AccessOfWhoDocument = new TypedDocumentString(`
    query AccessOfWho {
  me {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AccessOfWhoQuery, AccessOfWhoQueryVariables>;
export const AddressMeDocument = new TypedDocumentString(`
    query AddressMe {
  me {
    user {
      id
      email
    }
    platformAdmin
  }
}
    `) as unknown as TypedDocumentString<AddressMeQuery, AddressMeQueryVariables>;
export const AddressUserDocument = new TypedDocumentString(`
    query AddressUser($by: UserRef!) {
  user(by: $by) {
    id
    email
  }
}
    `) as unknown as TypedDocumentString<AddressUserQuery, AddressUserQueryVariables>;
export const CallersRolesDocument = new TypedDocumentString(`
    query CallersRoles {
  roles {
    name
    permissions
  }
}
    `) as unknown as TypedDocumentString<CallersRolesQuery, CallersRolesQueryVariables>;
export const CallersDeletionDocument = new TypedDocumentString(`
    query CallersDeletion($id: ID!) {
  deletion(id: $id) {
    state
  }
}
    `) as unknown as TypedDocumentString<CallersDeletionQuery, CallersDeletionQueryVariables>;
export const CredentialMineDocument = new TypedDocumentString(`
    query CredentialMine($by: WorkspaceRef!) {
  workspace(by: $by) {
    id
    myRole
    myPermissions
  }
}
    `) as unknown as TypedDocumentString<CredentialMineQuery, CredentialMineQueryVariables>;
export const CredentialEverywhereDocument = new TypedDocumentString(`
    query CredentialEverywhere($elsewhere: WorkspaceRef!, $mate: UserRef!, $node: ID!, $project: ID!, $deletion: ID!) {
  me {
    user {
      memberships {
        nodes {
          workspace {
            id
          }
        }
        totalCount
      }
    }
    tokens {
      nodes {
        id
      }
      totalCount
    }
    token {
      id
    }
    defaultWorkspace {
      id
    }
    platformAdmin
  }
  workspaces {
    nodes {
      id
    }
    totalCount
  }
  workspace(by: $elsewhere) {
    id
  }
  builtIn: workspace(by: {name: "default"}) {
    id
  }
  user(by: $mate) {
    id
  }
  node(id: $node) {
    id
  }
  nodes(ids: [$node, $project]) {
    id
  }
  deletion(id: $deletion) {
    id
  }
  deletions {
    nodes {
      id
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CredentialEverywhereQuery, CredentialEverywhereQueryVariables>;
export const CredentialAccessDocument = new TypedDocumentString(`
    query CredentialAccess($workspace: WorkspaceRef!) {
  access(
    workspace: $workspace
    permissions: [WORKSPACE_READ, PROJECT_WRITE, MEMBER_UPDATE]
  ) {
    permission
    allowed
    reason
  }
}
    `) as unknown as TypedDocumentString<CredentialAccessQuery, CredentialAccessQueryVariables>;
export const CredentialUsersDocument = new TypedDocumentString(`
    query CredentialUsers {
  users {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CredentialUsersQuery, CredentialUsersQueryVariables>;
export const CredentialProjectDocument = new TypedDocumentString(`
    mutation CredentialProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CredentialProjectMutation, CredentialProjectMutationVariables>;
export const CredentialUpdateMemberDocument = new TypedDocumentString(`
    mutation CredentialUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CredentialUpdateMemberMutation, CredentialUpdateMemberMutationVariables>;
export const CredentialRevokeDocument = new TypedDocumentString(`
    mutation CredentialRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<CredentialRevokeMutation, CredentialRevokeMutationVariables>;
export const CredentialMarkDocument = new TypedDocumentString(`
    mutation CredentialMark($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CredentialMarkMutation, CredentialMarkMutationVariables>;
export const CredentialListedDocument = new TypedDocumentString(`
    query CredentialListed {
  me {
    tokens {
      nodes {
        id
        hint
        name
      }
    }
  }
  events(first: 100) {
    nodes {
      summary
      data
    }
  }
}
    `) as unknown as TypedDocumentString<CredentialListedQuery, CredentialListedQueryVariables>;
export const EndedSuspendDocument = new TypedDocumentString(`
    mutation EndedSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EndedSuspendMutation, EndedSuspendMutationVariables>;
export const EndedStateDocument = new TypedDocumentString(`
    query EndedState($id: ID!) {
  deletion(id: $id) {
    state
  }
}
    `) as unknown as TypedDocumentString<EndedStateQuery, EndedStateQueryVariables>;
export const EscalationUpdateMemberDocument = new TypedDocumentString(`
    mutation EscalationUpdateMember($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
      workspace {
        events {
          nodes {
            type
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationUpdateMemberMutation, EscalationUpdateMemberMutationVariables>;
export const EscalationRemoveMemberDocument = new TypedDocumentString(`
    mutation EscalationRemoveMember($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<EscalationRemoveMemberMutation, EscalationRemoveMemberMutationVariables>;
export const EscalationLeaveDocument = new TypedDocumentString(`
    mutation EscalationLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<EscalationLeaveMutation, EscalationLeaveMutationVariables>;
export const EscalationPreferDocument = new TypedDocumentString(`
    mutation EscalationPrefer($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationPreferMutation, EscalationPreferMutationVariables>;
export const EscalationProjectDocument = new TypedDocumentString(`
    mutation EscalationProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
      resources {
        nodes {
          spec
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationProjectMutation, EscalationProjectMutationVariables>;
export const EscalationRevokeDocument = new TypedDocumentString(`
    mutation EscalationRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<EscalationRevokeMutation, EscalationRevokeMutationVariables>;
export const EscalationRecordDocument = new TypedDocumentString(`
    query EscalationRecord($id: ID!) {
  deletion(id: $id) {
    state
    workspaceEvents(first: 1) {
      nodes {
        type
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationRecordQuery, EscalationRecordQueryVariables>;
export const EscalationResourcesDocument = new TypedDocumentString(`
    query EscalationResources($id: ID!, $filter: ResourceFilter) {
  workspace(by: {id: $id}) {
    resources(filter: $filter) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationResourcesQuery, EscalationResourcesQueryVariables>;
export const EscalationWorkspacesDocument = new TypedDocumentString(`
    query EscalationWorkspaces($filter: WorkspaceFilter) {
  workspaces(filter: $filter) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<EscalationWorkspacesQuery, EscalationWorkspacesQueryVariables>;
export const EscalationMembersDocument = new TypedDocumentString(`
    query EscalationMembers($id: ID!, $search: String!) {
  workspace(by: {id: $id}) {
    members(filter: {search: $search}) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<EscalationMembersQuery, EscalationMembersQueryVariables>;
export const HiddenNamesDocument = new TypedDocumentString(`
    query HiddenNames($private: ID!, $deleting: ID!, $gone: ID!) {
  private: workspace(by: {id: $private}) {
    id
    name
  }
  deleting: workspace(by: {id: $deleting}) {
    id
    name
  }
  gone: deletion(id: $gone) {
    id: workspaceId
    name: workspaceName
  }
}
    `) as unknown as TypedDocumentString<HiddenNamesQuery, HiddenNamesQueryVariables>;
export const HiddenDeleteUserDocument = new TypedDocumentString(`
    mutation HiddenDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<HiddenDeleteUserMutation, HiddenDeleteUserMutationVariables>;
export const HiddenStateDocument = new TypedDocumentString(`
    query HiddenState($id: ID!) {
  workspace(by: {id: $id}) {
    name
    state
  }
}
    `) as unknown as TypedDocumentString<HiddenStateQuery, HiddenStateQueryVariables>;
export const HiddenLogDocument = new TypedDocumentString(`
    query HiddenLog {
  events(first: 1) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<HiddenLogQuery, HiddenLogQueryVariables>;
export const InvitedAcceptDocument = new TypedDocumentString(`
    mutation InvitedAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      role
    }
  }
}
    `) as unknown as TypedDocumentString<InvitedAcceptMutation, InvitedAcceptMutationVariables>;
export const InvitedDeclineDocument = new TypedDocumentString(`
    mutation InvitedDecline($input: DeclineInvitationInput!) {
  declineInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<InvitedDeclineMutation, InvitedDeclineMutationVariables>;
export const InvitedMineDocument = new TypedDocumentString(`
    query InvitedMine {
  me {
    invitations {
      nodes {
        id
        email
      }
    }
    invitationCount
  }
}
    `) as unknown as TypedDocumentString<InvitedMineQuery, InvitedMineQueryVariables>;
export const ClaimsMeDocument = new TypedDocumentString(`
    query ClaimsMe {
  me {
    user {
      id
      name
    }
    groups
  }
}
    `) as unknown as TypedDocumentString<ClaimsMeQuery, ClaimsMeQueryVariables>;
export const GroupsMeDocument = new TypedDocumentString(`
    query GroupsMe {
  me {
    user {
      id
    }
    groups
    groupsExpireAt
  }
}
    `) as unknown as TypedDocumentString<GroupsMeQuery, GroupsMeQueryVariables>;
export const GroupsRoleDocument = new TypedDocumentString(`
    query GroupsRole($by: WorkspaceRef!) {
  workspace(by: $by) {
    myRole
    myMembership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<GroupsRoleQuery, GroupsRoleQueryVariables>;
export const JwtMeDocument = new TypedDocumentString(`
    query JwtMe {
  me {
    user {
      id
      name
      email
    }
    groups
    platformAdmin
    token {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<JwtMeQuery, JwtMeQueryVariables>;
export const JwtMembersDocument = new TypedDocumentString(`
    query JwtMembers($by: WorkspaceRef!, $filter: MemberFilter) {
  workspace(by: $by) {
    members(filter: $filter) {
      nodes {
        principal {
          ... on User {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<JwtMembersQuery, JwtMembersQueryVariables>;
export const JwtServerInfoDocument = new TypedDocumentString(`
    query JwtServerInfo {
  serverInfo {
    oidc {
      issuer
      audience
      clientId
      scopes
    }
  }
}
    `) as unknown as TypedDocumentString<JwtServerInfoQuery, JwtServerInfoQueryVariables>;
export const JwtSuspendDocument = new TypedDocumentString(`
    mutation JwtSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<JwtSuspendMutation, JwtSuspendMutationVariables>;
export const JwtResumeDocument = new TypedDocumentString(`
    mutation JwtResume($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<JwtResumeMutation, JwtResumeMutationVariables>;
export const JwtDeleteDocument = new TypedDocumentString(`
    mutation JwtDelete($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<JwtDeleteMutation, JwtDeleteMutationVariables>;
export const LimitedSelfDocument = new TypedDocumentString(`
    query LimitedSelf($by: WorkspaceRef!, $self: UserRef!, $address: UserRef!) {
  me {
    user {
      id
      email
      platformAdmin
      suspendedAt
      lastSeenAt
      memberships {
        nodes {
          id
        }
      }
    }
  }
  user(by: $self) {
    id
    email
    platformAdmin
    lastSeenAt
    memberships {
      totalCount
    }
  }
  address: user(by: $address) {
    id
  }
  workspace(by: $by) {
    id
    myRole
    myMembership {
      id
    }
    owners {
      id
      email
      platformAdmin
      memberships {
        totalCount
      }
    }
    createdBy {
      ... on User {
        id
        email
        platformAdmin
        memberships {
          totalCount
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LimitedSelfQuery, LimitedSelfQueryVariables>;
export const LimitedOthersDocument = new TypedDocumentString(`
    query LimitedOthers($id: ID!, $email: EmailAddress!) {
  user(by: {id: $id}) {
    id
    email
    platformAdmin
    lastSeenAt
    memberships {
      totalCount
    }
  }
  address: user(by: {email: $email}) {
    id
  }
}
    `) as unknown as TypedDocumentString<LimitedOthersQuery, LimitedOthersQueryVariables>;
export const LimitedRevokeDocument = new TypedDocumentString(`
    mutation LimitedRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<LimitedRevokeMutation, LimitedRevokeMutationVariables>;
export const LimitedLeaveDocument = new TypedDocumentString(`
    mutation LimitedLeave($input: LeaveWorkspaceInput!) {
  leaveWorkspace(input: $input) {
    leftWorkspaceId
  }
}
    `) as unknown as TypedDocumentString<LimitedLeaveMutation, LimitedLeaveMutationVariables>;
export const LossesWorkspaceEventsDocument = new TypedDocumentString(`
    subscription LossesWorkspaceEvents($id: ID!) {
  workspaceEvents(workspace: {id: $id}) {
    type
  }
}
    `) as unknown as TypedDocumentString<LossesWorkspaceEventsSubscription, LossesWorkspaceEventsSubscriptionVariables>;
export const LossesNodeChangesDocument = new TypedDocumentString(`
    subscription LossesNodeChanges($id: ID!) {
  nodeChanges(workspace: {id: $id}) {
    action
  }
}
    `) as unknown as TypedDocumentString<LossesNodeChangesSubscription, LossesNodeChangesSubscriptionVariables>;
export const LossesEventsDocument = new TypedDocumentString(`
    subscription LossesEvents {
  events(types: [WORKSPACE_UPDATED]) {
    type
  }
}
    `) as unknown as TypedDocumentString<LossesEventsSubscription, LossesEventsSubscriptionVariables>;
export const LossesLogDocument = new TypedDocumentString(`
    subscription LossesLog {
  events {
    type
    workspaceId
  }
}
    `) as unknown as TypedDocumentString<LossesLogSubscription, LossesLogSubscriptionVariables>;
export const LossesTransferDocument = new TypedDocumentString(`
    mutation LossesTransfer($input: TransferOwnershipInput!) {
  transferOwnership(input: $input) {
    newOwner {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<LossesTransferMutation, LossesTransferMutationVariables>;
export const MovedRevokeDocument = new TypedDocumentString(`
    mutation MovedRevoke($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    changed
    token {
      id
      name
      hint
      status
      createdAt
      expiresAt
      revokedAt
      workspace {
        id
      }
      owner {
        ... on User {
          id
        }
      }
      revokedBy {
        ... on User {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MovedRevokeMutation, MovedRevokeMutationVariables>;
export const MovedResumeDocument = new TypedDocumentString(`
    mutation MovedResume($input: ResumeApiTokenInput!) {
  resumeApiToken(input: $input) {
    token {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<MovedResumeMutation, MovedResumeMutationVariables>;
export const MovedFollowDocument = new TypedDocumentString(`
    subscription MovedFollow($id: ID!) {
  deletionEvents(deletion: $id) {
    type
  }
}
    `) as unknown as TypedDocumentString<MovedFollowSubscription, MovedFollowSubscriptionVariables>;
export const MovedEventsDocument = new TypedDocumentString(`
    query MovedEvents($id: ID!) {
  deletion(id: $id) {
    workspaceEvents(filter: {types: [TOKEN_REVOKED]}) {
      nodes {
        subjectId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MovedEventsQuery, MovedEventsQueryVariables>;
export const ProviderMeDocument = new TypedDocumentString(`
    query ProviderMe {
  me {
    user {
      id
      name
      email
    }
    groups
  }
}
    `) as unknown as TypedDocumentString<ProviderMeQuery, ProviderMeQueryVariables>;
export const ProviderSeenDocument = new TypedDocumentString(`
    query ProviderSeen($by: WorkspaceRef!, $user: UserRef!) {
  workspace(by: $by) {
    myRole
    accessOf(user: $user) {
      sources {
        via
        role
        membership {
          id
        }
      }
    }
  }
  workspaces(first: 100) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ProviderSeenQuery, ProviderSeenQueryVariables>;
export const ProviderShareDocument = new TypedDocumentString(`
    mutation ProviderShare($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ProviderShareMutation, ProviderShareMutationVariables>;
export const PayloadsTokensDocument = new TypedDocumentString(`
    query PayloadsTokens($id: ID!) {
  workspace(by: {id: $id}) {
    tokens(first: 100) {
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayloadsTokensQuery, PayloadsTokensQueryVariables>;
export const PayloadsRemoveDocument = new TypedDocumentString(`
    mutation PayloadsRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    revokedTokens {
      id
      name
      hint
      lastUsedIp
    }
  }
}
    `) as unknown as TypedDocumentString<PayloadsRemoveMutation, PayloadsRemoveMutationVariables>;
export const PayloadsAddDocument = new TypedDocumentString(`
    mutation PayloadsAdd($input: AddMemberInput!) {
  addMember(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<PayloadsAddMutation, PayloadsAddMutationVariables>;
export const PayloadsDeleteDocument = new TypedDocumentString(`
    mutation PayloadsDelete($input: DeleteWorkspaceInput!) {
  deleteWorkspace(input: $input) {
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PayloadsDeleteMutation, PayloadsDeleteMutationVariables>;
export const PayloadsUpdateDocument = new TypedDocumentString(`
    mutation PayloadsUpdate($input: UpdateResourceInput!, $with: Boolean!, $without: Boolean!) {
  updateResource(input: $input) {
    resource @include(if: $with) {
      id
    }
    ... @skip(if: $without) {
      ...PayloadsUpdated
    }
  }
}
    fragment PayloadsUpdated on UpdateResourcePayload {
  again: resource {
    spec
  }
}`) as unknown as TypedDocumentString<PayloadsUpdateMutation, PayloadsUpdateMutationVariables>;
export const PeopleMeDocument = new TypedDocumentString(`
    query PeopleMe {
  me {
    user {
      id
      uuid
      email
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleMeQuery, PeopleMeQueryVariables>;
export const PeopleFindDocument = new TypedDocumentString(`
    query PeopleFind($id: ID!, $uuid: UUID!, $email: EmailAddress!, $node: ID!) {
  id: user(by: {id: $id}) {
    id
    email
  }
  uuid: user(by: {uuid: $uuid}) {
    id
    email
  }
  email: user(by: {email: $email}) {
    id
    email
  }
  node(id: $node) {
    id
    ... on User {
      email
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleFindQuery, PeopleFindQueryVariables>;
export const PeopleMembersDocument = new TypedDocumentString(`
    query PeopleMembers($by: WorkspaceRef!, $principal: PrincipalRef!, $search: String!) {
  workspace(by: $by) {
    membership(principal: $principal) {
      principal {
        ... on User {
          id
          email
        }
      }
    }
    members(first: 100) {
      nodes {
        principal {
          ... on User {
            id
            email
          }
        }
      }
    }
    found: members(filter: {search: $search}) {
      totalCount
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleMembersQuery, PeopleMembersQueryVariables>;
export const PeopleIdentityDocument = new TypedDocumentString(`
    query PeopleIdentity($id: ID!) {
  user(by: {id: $id}) {
    id
    uuid
    email
  }
}
    `) as unknown as TypedDocumentString<PeopleIdentityQuery, PeopleIdentityQueryVariables>;
export const PermissionsSnapshotDocument = new TypedDocumentString(`
    query PermissionsSnapshot($id: ID!) {
  events(first: 1) {
    totalCount
  }
  users {
    totalCount
  }
  workspaces {
    totalCount
  }
  deletions {
    totalCount
  }
  workspace(by: {id: $id}) {
    version
    state
    members(first: 100) {
      nodes {
        id
        role
      }
    }
    tokens(first: 100) {
      nodes {
        id
        status
      }
    }
    projects(first: 100) {
      nodes {
        id
        version
      }
    }
    resources(first: 100) {
      nodes {
        id
        version
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PermissionsSnapshotQuery, PermissionsSnapshotQueryVariables>;
export const RaceSuspendWorkspaceDocument = new TypedDocumentString(`
    mutation RaceSuspendWorkspace($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RaceSuspendWorkspaceMutation, RaceSuspendWorkspaceMutationVariables>;
export const RaceEventsDocument = new TypedDocumentString(`
    query RaceEvents($after: String) {
  events(first: 100, after: $after) {
    nodes {
      type
      requestId
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RaceEventsQuery, RaceEventsQueryVariables>;
export const SessionRightsSuspendThenResumeDocument = new TypedDocumentString(`
    mutation SessionRightsSuspendThenResume($suspend: SuspendUserInput!, $resume: ResumeUserInput!) {
  suspendUser(input: $suspend) {
    user {
      id
    }
  }
  resumeUser(input: $resume) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SessionRightsSuspendThenResumeMutation, SessionRightsSuspendThenResumeMutationVariables>;
export const SessionRightsExpiryDocument = new TypedDocumentString(`
    mutation SessionRightsExpiry($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    token {
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<SessionRightsExpiryMutation, SessionRightsExpiryMutationVariables>;
export const SessionsMeDocument = new TypedDocumentString(`
    query SessionsMe {
  me {
    user {
      id
    }
    platformAdmin
    sessions {
      id
      current
      createdAt
      expiresAt
      userAgent
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsMeQuery, SessionsMeQueryVariables>;
export const SessionsNodeDocument = new TypedDocumentString(`
    query SessionsNode($id: ID!) {
  node(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<SessionsNodeQuery, SessionsNodeQueryVariables>;
export const SessionsEventsDocument = new TypedDocumentString(`
    query SessionsEvents($types: [EventType!]!) {
  events(first: 100, filter: {types: $types}) {
    nodes {
      type
      subjectId
      summary
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsEventsQuery, SessionsEventsQueryVariables>;
export const SessionsSuspendDocument = new TypedDocumentString(`
    mutation SessionsSuspend($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsSuspendMutation, SessionsSuspendMutationVariables>;
export const SessionsResumeDocument = new TypedDocumentString(`
    mutation SessionsResume($input: ResumeUserInput!) {
  resumeUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SessionsResumeMutation, SessionsResumeMutationVariables>;
export const SessionsDeletionDocument = new TypedDocumentString(`
    query SessionsDeletion($id: ID!) {
  deletion(id: $id) {
    state
  }
}
    `) as unknown as TypedDocumentString<SessionsDeletionQuery, SessionsDeletionQueryVariables>;
export const RightsWorkspaceDocument = new TypedDocumentString(`
    subscription RightsWorkspace($id: ID!) {
  workspaceEvents(workspace: {id: $id}) {
    type
    workspaceId
  }
}
    `) as unknown as TypedDocumentString<RightsWorkspaceSubscription, RightsWorkspaceSubscriptionVariables>;
export const RightsDeletionDocument = new TypedDocumentString(`
    subscription RightsDeletion($id: ID!) {
  deletionEvents(deletion: $id) {
    type
  }
}
    `) as unknown as TypedDocumentString<RightsDeletionSubscription, RightsDeletionSubscriptionVariables>;
export const RightsDeletionsDocument = new TypedDocumentString(`
    subscription RightsDeletions {
  deletions {
    type
    deletion {
      workspaceId
    }
  }
}
    `) as unknown as TypedDocumentString<RightsDeletionsSubscription, RightsDeletionsSubscriptionVariables>;
export const BoundFollowDocument = new TypedDocumentString(`
    subscription BoundFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<BoundFollowSubscription, BoundFollowSubscriptionVariables>;
export const BoundFollowAllDocument = new TypedDocumentString(`
    subscription BoundFollowAll {
  deletions {
    type
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<BoundFollowAllSubscription, BoundFollowAllSubscriptionVariables>;
export const WatcherViewDocument = new TypedDocumentString(`
    query WatcherView($id: ID!) {
  workspace(by: {id: $id}) {
    id
    uuid
    name
    displayName
    state
    visibility
    version
    myRole
    myPermissions
    myMembership {
      id
    }
    owners {
      id
    }
    members {
      totalCount
      nodes {
        id
      }
    }
    tokens {
      totalCount
      nodes {
        id
      }
    }
    projects {
      totalCount
      nodes {
        id
      }
    }
    resources {
      totalCount
      nodes {
        id
      }
    }
    events {
      totalCount
      nodes {
        type
      }
    }
    resourceCounts {
      count
    }
    deletion {
      id
    }
  }
  workspaces(first: 100) {
    nodes {
      id
    }
  }
  deleting: workspaces(first: 100, filter: {state: [DELETING]}) {
    nodes {
      id
      myRole
    }
  }
}
    `) as unknown as TypedDocumentString<WatcherViewQuery, WatcherViewQueryVariables>;
export const WatcherWatchDocument = new TypedDocumentString(`
    query WatcherWatch($id: ID!) {
  deletion(id: $id) {
    state
    steps {
      name
    }
    workspaceEvents(first: 100) {
      nodes {
        type
      }
    }
  }
  node(id: $id) {
    id
  }
  deletions(first: 100) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<WatcherWatchQuery, WatcherWatchQueryVariables>;
export const WatcherFollowDocument = new TypedDocumentString(`
    subscription WatcherFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
    deletion {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<WatcherFollowSubscription, WatcherFollowSubscriptionVariables>;
export const WatcherFollowAllDocument = new TypedDocumentString(`
    subscription WatcherFollowAll {
  deletions {
    type
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<WatcherFollowAllSubscription, WatcherFollowAllSubscriptionVariables>;
export const WatcherNodesDocument = new TypedDocumentString(`
    query WatcherNodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
  }
}
    `) as unknown as TypedDocumentString<WatcherNodesQuery, WatcherNodesQueryVariables>;
export const WatcherDemoteDocument = new TypedDocumentString(`
    mutation WatcherDemote($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      platformAdmin
    }
  }
}
    `) as unknown as TypedDocumentString<WatcherDemoteMutation, WatcherDemoteMutationVariables>;
export const AllEventsDocument = new TypedDocumentString(`
    subscription AllEvents($after: Cursor, $types: [EventType!]) {
  events(after: $after, types: $types) {
    id
    cursor
    type
    workspaceId
    ip
  }
}
    `) as unknown as TypedDocumentString<AllEventsSubscription, AllEventsSubscriptionVariables>;
export const AllEventsLogDocument = new TypedDocumentString(`
    query AllEventsLog {
  events(first: 100) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AllEventsLogQuery, AllEventsLogQueryVariables>;
export const StreamDeletionNowDocument = new TypedDocumentString(`
    subscription StreamDeletionNow($id: ID!) {
  deletionEvents(deletion: $id) {
    type
    step
    done
    deletion {
      state
      done
      steps {
        name
        state
        done
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StreamDeletionNowSubscription, StreamDeletionNowSubscriptionVariables>;
export const StreamLiveWorkspaceDocument = new TypedDocumentString(`
    subscription StreamLiveWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {
  workspaceEvents(workspace: $workspace, after: $after, types: $types) {
    cursor
    type
    data
  }
}
    `) as unknown as TypedDocumentString<StreamLiveWorkspaceSubscription, StreamLiveWorkspaceSubscriptionVariables>;
export const StreamRoleDocument = new TypedDocumentString(`
    subscription StreamRole($id: ID!) {
  workspaceEvents(workspace: {id: $id}) {
    type
    actor {
      ... on User {
        memberships {
          nodes {
            role
            workspace {
              displayName
              myRole
              events(first: 1) {
                nodes {
                  type
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StreamRoleSubscription, StreamRoleSubscriptionVariables>;
export const StreamRenameDocument = new TypedDocumentString(`
    mutation StreamRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      version
    }
  }
}
    `) as unknown as TypedDocumentString<StreamRenameMutation, StreamRenameMutationVariables>;
export const StreamPromoteDocument = new TypedDocumentString(`
    mutation StreamPromote($input: UpdateMemberInput!) {
  updateMember(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StreamPromoteMutation, StreamPromoteMutationVariables>;
export const CursorLogDocument = new TypedDocumentString(`
    query CursorLog {
  events(first: 100) {
    nodes {
      id
      cursor
      type
    }
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<CursorLogQuery, CursorLogQueryVariables>;
export const CursorDeletionsDocument = new TypedDocumentString(`
    subscription CursorDeletions($after: Cursor) {
  deletions(after: $after) {
    id
    cursor
    type
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CursorDeletionsSubscription, CursorDeletionsSubscriptionVariables>;
export const CursorDeletionDocument = new TypedDocumentString(`
    subscription CursorDeletion($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    id
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<CursorDeletionSubscription, CursorDeletionSubscriptionVariables>;
export const CursorWorkspaceDocument = new TypedDocumentString(`
    subscription CursorWorkspace($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    id
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<CursorWorkspaceSubscription, CursorWorkspaceSubscriptionVariables>;
export const CursorDeletionLogDocument = new TypedDocumentString(`
    query CursorDeletionLog($id: ID!) {
  deletion(id: $id) {
    events(first: 100) {
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CursorDeletionLogQuery, CursorDeletionLogQueryVariables>;
export const StreamDeletionDocument = new TypedDocumentString(`
    subscription StreamDeletion($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    id
    cursor
    type
    at
    step
    message
    total
    done
  }
}
    `) as unknown as TypedDocumentString<StreamDeletionSubscription, StreamDeletionSubscriptionVariables>;
export const StreamDeletionsDocument = new TypedDocumentString(`
    subscription StreamDeletions($after: Cursor) {
  deletions(after: $after) {
    id
    cursor
    type
    step
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StreamDeletionsSubscription, StreamDeletionsSubscriptionVariables>;
export const StreamWorkspaceDocument = new TypedDocumentString(`
    subscription StreamWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {
  workspaceEvents(workspace: $workspace, after: $after, types: $types) {
    cursor
    type
    data
  }
}
    `) as unknown as TypedDocumentString<StreamWorkspaceSubscription, StreamWorkspaceSubscriptionVariables>;
export const NodeReadersEventsDocument = new TypedDocumentString(`
    subscription NodeReadersEvents($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<NodeReadersEventsSubscription, NodeReadersEventsSubscriptionVariables>;
export const NodeReadersRenameDocument = new TypedDocumentString(`
    mutation NodeReadersRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NodeReadersRenameMutation, NodeReadersRenameMutationVariables>;
export const NodeChangesRenameDocument = new TypedDocumentString(`
    mutation NodeChangesRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NodeChangesRenameMutation, NodeChangesRenameMutationVariables>;
export const NodeChangesDeleteUserDocument = new TypedDocumentString(`
    mutation NodeChangesDeleteUser($input: DeleteUserInput!) {
  deleteUser(input: $input) {
    deletedUserId
  }
}
    `) as unknown as TypedDocumentString<NodeChangesDeleteUserMutation, NodeChangesDeleteUserMutationVariables>;
export const NodeChangesDocument = new TypedDocumentString(`
    subscription NodeChanges($id: ID!, $after: Cursor) {
  nodeChanges(workspace: {id: $id}, after: $after) {
    cursor
    action
    id
    node {
      __typename
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NodeChangesSubscription, NodeChangesSubscriptionVariables>;
export const NodeChangesRemoveDocument = new TypedDocumentString(`
    mutation NodeChangesRemove($input: RemoveMemberInput!) {
  removeMember(input: $input) {
    removedMembershipId
  }
}
    `) as unknown as TypedDocumentString<NodeChangesRemoveMutation, NodeChangesRemoveMutationVariables>;
export const OneCursorDeletionDocument = new TypedDocumentString(`
    subscription OneCursorDeletion($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    id
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<OneCursorDeletionSubscription, OneCursorDeletionSubscriptionVariables>;
export const OneCursorWorkspaceDocument = new TypedDocumentString(`
    subscription OneCursorWorkspace($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    id
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<OneCursorWorkspaceSubscription, OneCursorWorkspaceSubscriptionVariables>;
export const RetentionWorkspaceDocument = new TypedDocumentString(`
    subscription RetentionWorkspace($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<RetentionWorkspaceSubscription, RetentionWorkspaceSubscriptionVariables>;
export const RetentionChangesDocument = new TypedDocumentString(`
    subscription RetentionChanges($id: ID!, $after: Cursor) {
  nodeChanges(workspace: {id: $id}, after: $after) {
    cursor
    id
  }
}
    `) as unknown as TypedDocumentString<RetentionChangesSubscription, RetentionChangesSubscriptionVariables>;
export const RetentionAllDocument = new TypedDocumentString(`
    subscription RetentionAll($after: Cursor) {
  events(after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<RetentionAllSubscription, RetentionAllSubscriptionVariables>;
export const RetentionDeletionsDocument = new TypedDocumentString(`
    subscription RetentionDeletions($after: Cursor) {
  deletions(after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<RetentionDeletionsSubscription, RetentionDeletionsSubscriptionVariables>;
export const RetentionDeletionDocument = new TypedDocumentString(`
    subscription RetentionDeletion($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
    at
    message
  }
}
    `) as unknown as TypedDocumentString<RetentionDeletionSubscription, RetentionDeletionSubscriptionVariables>;
export const RetentionNewestDocument = new TypedDocumentString(`
    query RetentionNewest {
  events(first: 1) {
    nodes {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<RetentionNewestQuery, RetentionNewestQueryVariables>;
export const RetentionAcceptDocument = new TypedDocumentString(`
    mutation RetentionAccept($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    membership {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RetentionAcceptMutation, RetentionAcceptMutationVariables>;
export const RetentionRestoreDocument = new TypedDocumentString(`
    mutation RetentionRestore($input: RestoreWorkspaceInput!) {
  restoreWorkspace(input: $input) {
    deletion {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RetentionRestoreMutation, RetentionRestoreMutationVariables>;
export const RetentionRevokeDocument = new TypedDocumentString(`
    mutation RetentionRevoke($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    invitation {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RetentionRevokeMutation, RetentionRevokeMutationVariables>;
export const SeamEventsDocument = new TypedDocumentString(`
    subscription SeamEvents($id: ID!, $after: Cursor, $types: [EventType!]) {
  workspaceEvents(workspace: {id: $id}, after: $after, types: $types) {
    cursor
  }
}
    `) as unknown as TypedDocumentString<SeamEventsSubscription, SeamEventsSubscriptionVariables>;
export const SeamCreateProjectDocument = new TypedDocumentString(`
    mutation SeamCreateProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SeamCreateProjectMutation, SeamCreateProjectMutationVariables>;
export const SlowFollowDocument = new TypedDocumentString(`
    subscription SlowFollow($id: ID!, $after: Cursor) {
  deletionEvents(deletion: $id, after: $after) {
    cursor
    type
  }
}
    `) as unknown as TypedDocumentString<SlowFollowSubscription, SlowFollowSubscriptionVariables>;
export const SlowLogDocument = new TypedDocumentString(`
    subscription SlowLog($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
  }
}
    `) as unknown as TypedDocumentString<SlowLogSubscription, SlowLogSubscriptionVariables>;
export const SlowResumeDocument = new TypedDocumentString(`
    subscription SlowResume($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
    actor {
      __typename
    }
  }
}
    `) as unknown as TypedDocumentString<SlowResumeSubscription, SlowResumeSubscriptionVariables>;
export const StalledRenameDocument = new TypedDocumentString(`
    mutation StalledRename($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StalledRenameMutation, StalledRenameMutationVariables>;
export const TooSlowEventsDocument = new TypedDocumentString(`
    subscription TooSlowEvents($id: ID!, $after: Cursor) {
  workspaceEvents(workspace: {id: $id}, after: $after) {
    cursor
  }
}
    `) as unknown as TypedDocumentString<TooSlowEventsSubscription, TooSlowEventsSubscriptionVariables>;
export const FixtureProjectDocument = new TypedDocumentString(`
    mutation FixtureProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FixtureProjectMutation, FixtureProjectMutationVariables>;
export const ProofHeadDocument = new TypedDocumentString(`
    query ProofHead {
  events(first: 1) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ProofHeadQuery, ProofHeadQueryVariables>;
export const ProofLogDocument = new TypedDocumentString(`
    query ProofLog {
  events(first: 100) {
    nodes {
      id
      type
      workspaceId
      actorId
      actorName
      summary
      tokenId
      subjectId
      requestId
      ip
      data
    }
  }
}
    `) as unknown as TypedDocumentString<ProofLogQuery, ProofLogQueryVariables>;
export const ClaimTasksDocument = new TypedDocumentString(`
    mutation ClaimTasks($input: ClaimCleanupTasksInput!) {
  claimCleanupTasks(input: $input) {
    tasks {
      id
      deletion {
        id
      }
      workspaceId
      workspaceName
      kind {
        name
      }
      resourceId
      resourceName
      externalId
      labels
      state
      attempt
      leaseExpiresAt
      nextAttemptAt
      lastError
    }
  }
}
    `) as unknown as TypedDocumentString<ClaimTasksMutation, ClaimTasksMutationVariables>;
export const CompleteTaskDocument = new TypedDocumentString(`
    mutation CompleteTask($input: CompleteCleanupTaskInput!) {
  completeCleanupTask(input: $input) {
    task {
      id
      state
      attempt
      leaseExpiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteTaskMutation, CompleteTaskMutationVariables>;
export const FailTaskDocument = new TypedDocumentString(`
    mutation FailTask($input: FailCleanupTaskInput!) {
  failCleanupTask(input: $input) {
    task {
      id
      state
      attempt
      nextAttemptAt
      lastError
    }
  }
}
    `) as unknown as TypedDocumentString<FailTaskMutation, FailTaskMutationVariables>;
export const RetryDeletionDocument = new TypedDocumentString(`
    mutation RetryDeletion($input: RetryDeletionInput!) {
  retryDeletion(input: $input) {
    deletion {
      id
      state
      failed
    }
  }
}
    `) as unknown as TypedDocumentString<RetryDeletionMutation, RetryDeletionMutationVariables>;
export const SkipStepDocument = new TypedDocumentString(`
    mutation SkipStep($input: SkipDeletionStepInput!) {
  skipDeletionStep(input: $input) {
    deletion {
      id
      state
      skipped
    }
  }
}
    `) as unknown as TypedDocumentString<SkipStepMutation, SkipStepMutationVariables>;
export const ExternalDeletionDocument = new TypedDocumentString(`
    query ExternalDeletion($id: ID!, $filter: CleanupTaskFilter) {
  deletion(id: $id) {
    state
    total
    done
    failed
    skipped
    remaining
    lastError
    canRetry
    steps {
      name
      state
      total
      done
      failed
      skipped
      attempts
      nextAttemptAt
      lastError
      startedAt
      finishedAt
    }
    tasks(first: 100, filter: $filter) {
      totalCount
      nodes {
        id
        state
        attempt
        resourceName
        leaseExpiresAt
        nextAttemptAt
        lastError
      }
    }
    events(first: 100) {
      nodes {
        type
        step
        message
        total
        done
        failed
        skipped
        resourceIds
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExternalDeletionQuery, ExternalDeletionQueryVariables>;
export const FullWorkspaceProjectDocument = new TypedDocumentString(`
    mutation FullWorkspaceProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FullWorkspaceProjectMutation, FullWorkspaceProjectMutationVariables>;
export const FullWorkspaceFavouriteDocument = new TypedDocumentString(`
    mutation FullWorkspaceFavourite($input: SetWorkspacePreferencesInput!) {
  setWorkspacePreferences(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FullWorkspaceFavouriteMutation, FullWorkspaceFavouriteMutationVariables>;
export const FullWorkspaceShareDocument = new TypedDocumentString(`
    mutation FullWorkspaceShare($input: UpdateWorkspaceInput!) {
  updateWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<FullWorkspaceShareMutation, FullWorkspaceShareMutationVariables>;
export const DeletionRecordDocument = new TypedDocumentString(`
    query DeletionRecord($id: ID!) {
  deletion(id: $id) {
    state
    total
    events(first: 100) {
      nodes {
        type
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DeletionRecordQuery, DeletionRecordQueryVariables>;
export const KeyedProjectDocument = new TypedDocumentString(`
    mutation KeyedProject($input: CreateProjectInput!) {
  createProject(input: $input) {
    project {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<KeyedProjectMutation, KeyedProjectMutationVariables>;
export const KeyedDeleteProjectDocument = new TypedDocumentString(`
    mutation KeyedDeleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) {
    deletedProjectId
  }
}
    `) as unknown as TypedDocumentString<KeyedDeleteProjectMutation, KeyedDeleteProjectMutationVariables>;
export const InputsSuspendWorkspaceDocument = new TypedDocumentString(`
    mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {
  suspendWorkspace(input: $input) {
    workspace {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<InputsSuspendWorkspaceMutation, InputsSuspendWorkspaceMutationVariables>;
export const InputsSuspendUserDocument = new TypedDocumentString(`
    mutation InputsSuspendUser($input: SuspendUserInput!) {
  suspendUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<InputsSuspendUserMutation, InputsSuspendUserMutationVariables>;
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
      role
    }
  }
}
    `) as unknown as TypedDocumentString<AddMemberMutation, AddMemberMutationVariables>;
export const InviteMembersDocument = new TypedDocumentString(`
    mutation InviteMembers($input: InviteMembersInput!) {
  inviteMembers(input: $input) {
    results {
      email
      invitation {
        id
        email
        state
        role
        delivery
        expiresAt
      }
      code
      link
      errorCode
      errorMessage
    }
  }
}
    `) as unknown as TypedDocumentString<InviteMembersMutation, InviteMembersMutationVariables>;
export const CreateServiceAccountDocument = new TypedDocumentString(`
    mutation CreateServiceAccount($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    serviceAccount {
      id
      name
      description
      workspace {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateServiceAccountMutation, CreateServiceAccountMutationVariables>;
export const RegisterResourceKindDocument = new TypedDocumentString(`
    mutation RegisterResourceKind($input: RegisterResourceKindInput!) {
  registerResourceKind(input: $input) {
    kind {
      ...ResourceKindFields
    }
    webhookSecret
  }
}
    fragment ResourceKindFields on ResourceKind {
  name
  displayName
  cleanup
  cleanupOrder
  webhookUrl
  ownerServiceAccount {
    id
  }
  builtIn
}`) as unknown as TypedDocumentString<RegisterResourceKindMutation, RegisterResourceKindMutationVariables>;
export const UpdateResourceKindDocument = new TypedDocumentString(`
    mutation UpdateResourceKind($input: UpdateResourceKindInput!) {
  updateResourceKind(input: $input) {
    kind {
      ...ResourceKindFields
    }
    webhookSecret
  }
}
    fragment ResourceKindFields on ResourceKind {
  name
  displayName
  cleanup
  cleanupOrder
  webhookUrl
  ownerServiceAccount {
    id
  }
  builtIn
}`) as unknown as TypedDocumentString<UpdateResourceKindMutation, UpdateResourceKindMutationVariables>;
export const DeleteServiceAccountDocument = new TypedDocumentString(`
    mutation DeleteServiceAccount($input: DeleteServiceAccountInput!) {
  deleteServiceAccount(input: $input) {
    deletedServiceAccountId
  }
}
    `) as unknown as TypedDocumentString<DeleteServiceAccountMutation, DeleteServiceAccountMutationVariables>;
export const RotateApiTokenDocument = new TypedDocumentString(`
    mutation RotateApiToken($input: RotateApiTokenInput!) {
  rotateApiToken(input: $input) {
    token {
      id
      status
      hint
      graceEndsAt
      expiresAt
    }
    secret
  }
}
    `) as unknown as TypedDocumentString<RotateApiTokenMutation, RotateApiTokenMutationVariables>;
export const ExchangeTokenDocument = new TypedDocumentString(`
    mutation ExchangeToken($input: ExchangeTokenInput!) {
  exchangeToken(input: $input) {
    accessToken
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<ExchangeTokenMutation, ExchangeTokenMutationVariables>;
export const SuspendApiTokenDocument = new TypedDocumentString(`
    mutation SuspendApiToken($input: SuspendApiTokenInput!) {
  suspendApiToken(input: $input) {
    token {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendApiTokenMutation, SuspendApiTokenMutationVariables>;
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
export const PauseDeletionsDocument = new TypedDocumentString(`
    mutation PauseDeletions($input: PauseDeletionsInput!) {
  pauseDeletions(input: $input) {
    pausedAt
  }
}
    `) as unknown as TypedDocumentString<PauseDeletionsMutation, PauseDeletionsMutationVariables>;
export const ResumeDeletionsDocument = new TypedDocumentString(`
    mutation ResumeDeletions($input: ResumeDeletionsInput!) {
  resumeDeletions(input: $input) {
    resumedAt
  }
}
    `) as unknown as TypedDocumentString<ResumeDeletionsMutation, ResumeDeletionsMutationVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    endedSessionId
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const CreateSignInLinkDocument = new TypedDocumentString(`
    mutation CreateSignInLink($input: CreateSignInLinkInput!) {
  createSignInLink(input: $input) {
    link
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<CreateSignInLinkMutation, CreateSignInLinkMutationVariables>;