/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The code of an invitation, or the id of one in `me.invitations`. */
export type AcceptInvitationInput =
  {   /** The code. */
  code: string; invitation?: never; }
  |  { code?: never;   /** The id of an invitation of the caller. */
  invitation: string; };

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
  tasks?: Array<string> | null | undefined;
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
  task: string;
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
  serviceAccount?: string | null | undefined;
  /** The id of its owner, for platform admins; the caller if omitted. */
  user?: string | null | undefined;
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
  invitation: string; };

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
  serviceAccount: string;
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

/** One term of an order of deletions. */
export type DeletionOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: DeletionOrderField;
};

/** What deletions are ordered by. */
export type DeletionOrderField =
  /** By the time of the end. In ASC, unfinished deletions come first, by the time of the request. */
  | 'FINISHED_AT'
  /** By the time at which they were requested. */
  | 'REQUESTED_AT'
  /** By `workspaceName`. */
  | 'WORKSPACE_NAME';

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
  session: string;
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
  subject?: string | null | undefined;
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
  task: string;
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

/** One term of an order of invitations. */
export type InvitationOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: InvitationOrderField;
};

/** What invitations are ordered by. */
export type InvitationOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By the invited address. */
  | 'EMAIL'
  /** By the time at which they expire. */
  | 'EXPIRES_AT';

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
  id: string; of?: never; }
  |  { id?: never;   /** Its workspace and principal. */
  of: MembershipOf; };

/** One term of an order of projects and service accounts. */
export type NamedOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: NamedOrderField;
};

/** What projects and service accounts are ordered by. */
export type NamedOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By `name`. */
  | 'NAME'
  /** By the time of the last change. */
  | 'UPDATED_AT';

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
  serviceAccount: string; user?: never; uuid?: never; }
  |  { email?: never; everyone?: never; group?: never; serviceAccount?: never;   /** A user, by id. */
  user: string; uuid?: never; }
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
  id: string; named?: never; }
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
  ownerServiceAccount?: string | null | undefined;
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
  invitation: string;
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
  project?: string | null | undefined;
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
  project?: string | null | undefined;
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
  id: string; named?: never; }
  |  { id?: never;   /** Its kind and name. */
  named: ResourceNamed; };

/** The input of `restoreWorkspace`. */
export type RestoreWorkspaceInput = {
  /** The id of the deletion. */
  deletion: string;
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
  deletion: string;
};

/** The input of `revokeApiToken`. */
export type RevokeApiTokenInput = {
  /** The token. */
  token: TokenRef;
};

/** The input of `revokeInvitation`. */
export type RevokeInvitationInput = {
  /** The id of the invitation. */
  invitation: string;
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

/** All given conditions must match. */
export type ServiceAccountFilter = {
  /** Its name. */
  name?: StringFilter | null | undefined;
  /** Part of the name or description, in upper or lower case. */
  search?: string | null | undefined;
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
  deletion: string;
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
  id: string; named?: never; }
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
  project?: string | null | undefined;
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
  ownerServiceAccount?: string | null | undefined;
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

/** One term of an order of users. */
export type UserOrder = {
  /** ASC begins with the smallest. */
  direction?: OrderDirection;
  /** What to order by. */
  field: UserOrderField;
};

/** What users are ordered by. */
export type UserOrderField =
  /** By the time of creation. */
  | 'CREATED_AT'
  /** By `lastSeenAt`. In ASC, users who were never seen come first, by the time of creation. */
  | 'LAST_SEEN_AT'
  /** By `name`. */
  | 'NAME';

/** A user, by id, address or UUID. */
export type UserRef =
  {   /** Its e-mail address, in upper or lower case. */
  email: string; id?: never; uuid?: never; }
  |  { email?: never;   /** Its id. */
  id: string; uuid?: never; }
  |  { email?: never; id?: never;   /** Its id as a UUID. */
  uuid: string; };

/** Who may create workspaces. */
export type WorkspaceCreation =
  /** Platform admins only. */
  | 'ADMINS'
  /** Every user. */
  | 'EVERYONE';

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
  id: string; name?: never; uuid?: never; }
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

export type DeletionImpactQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type DeletionImpactQuery = { workspace: { deletionImpact: { etag: string, members: number, tokens: number | null, pendingInvitations: number | null, serviceAccounts: number | null, projects: number | null, deletionProtection: boolean, builtIn: boolean, resources: Array<{ count: number, kind: { name: string, displayName: string, cleanup: CleanupMode } }> } | null } | null };

export type DeletionQueryVariables = Exact<{
  id: string;
}>;


export type DeletionQuery = { deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, steps: Array<{ id: string, name: string, label: string, order: number, state: StepState, total: number, done: number, failed: number, skipped: number, attempts: number, startedAt: string | null, finishedAt: string | null, nextAttemptAt: string | null, lastError: string | null }>, requestedBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group', name: string }
      | { __typename: 'ServiceAccount', id: string, name: string }
      | { __typename: 'User', id: string, name: string, email: string | null }
     | null } | null };

export type DeletionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: DeletionFilter | null | undefined;
  orderBy?: Array<DeletionOrder> | null | undefined;
}>;


export type DeletionsQuery = { deletions: { totalCount?: number | null, nodes: Array<{ id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeletionHistoryQueryVariables = Exact<{
  deletion: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
}>;


export type DeletionHistoryQuery = { deletion: { events: { totalCount?: number | null, nodes: Array<{ id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeletedWorkspaceEventsQueryVariables = Exact<{
  deletion: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type DeletedWorkspaceEventsQuery = { deletion: { workspaceEvents: { totalCount?: number | null, nodes: Array<{ id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CleanupTasksQueryVariables = Exact<{
  deletion: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: CleanupTaskFilter | null | undefined;
}>;


export type CleanupTasksQuery = { deletion: { tasks: { totalCount?: number | null, nodes: Array<{ id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeleteWorkspaceMutationVariables = Exact<{
  input: DeleteWorkspaceInput;
}>;


export type DeleteWorkspaceMutation = { deleteWorkspace: { deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

export type RestoreWorkspaceMutationVariables = Exact<{
  input: RestoreWorkspaceInput;
}>;


export type RestoreWorkspaceMutation = { restoreWorkspace: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } | null, deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

export type RetryDeletionMutationVariables = Exact<{
  input: RetryDeletionInput;
}>;


export type RetryDeletionMutation = { retryDeletion: { deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

export type SkipDeletionStepMutationVariables = Exact<{
  input: SkipDeletionStepInput;
}>;


export type SkipDeletionStepMutation = { skipDeletionStep: { deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

export type PauseDeletionsMutationVariables = Exact<{
  input: PauseDeletionsInput;
}>;


export type PauseDeletionsMutation = { pauseDeletions: { pausedAt: string } };

export type ResumeDeletionsMutationVariables = Exact<{
  input: ResumeDeletionsInput;
}>;


export type ResumeDeletionsMutation = { resumeDeletions: { resumedAt: string } };

export type ClaimCleanupTasksMutationVariables = Exact<{
  input: ClaimCleanupTasksInput;
}>;


export type ClaimCleanupTasksMutation = { claimCleanupTasks: { tasks: Array<{ id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode } }> } };

export type CompleteCleanupTaskMutationVariables = Exact<{
  input: CompleteCleanupTaskInput;
}>;


export type CompleteCleanupTaskMutation = { completeCleanupTask: { task: { id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode } } } };

export type FailCleanupTaskMutationVariables = Exact<{
  input: FailCleanupTaskInput;
}>;


export type FailCleanupTaskMutation = { failCleanupTask: { task: { id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode } } } };

export type DeletionEventsSubscriptionVariables = Exact<{
  deletion: string;
  after?: string | null | undefined;
}>;


export type DeletionEventsSubscription = { deletionEvents: { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null, deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

export type WatchDeletionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WatchDeletionsSubscription = { deletions: { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null, deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null } } };

type PrincipalFields_Everyone_Fragment = { __typename: 'Everyone' };

type PrincipalFields_Group_Fragment = { __typename: 'Group', name: string };

type PrincipalFields_ServiceAccount_Fragment = { __typename: 'ServiceAccount', id: string, name: string };

type PrincipalFields_User_Fragment = { __typename: 'User', id: string, name: string, email: string | null };

export type PrincipalFieldsFragment =
  | PrincipalFields_Everyone_Fragment
  | PrincipalFields_Group_Fragment
  | PrincipalFields_ServiceAccount_Fragment
  | PrincipalFields_User_Fragment
;

export type WorkspaceNameFragment = { id: string, name: string, displayName: string };

export type WorkspaceFieldsFragment = { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, updatedBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } };

export type UserFieldsFragment = { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string };

export type MembershipFieldsFragment = { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
  , grantedBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } };

export type InvitationFieldsFragment = { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, workspace: { id: string, name: string, displayName: string } | null };

export type TokenFieldsFragment = { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
  , createdBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, revokedBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, workspace: { id: string, name: string, displayName: string } | null };

export type ServiceAccountFieldsFragment = { id: string, name: string, description: string | null, createdAt: string, workspace: { id: string, name: string, displayName: string } | null };

export type ProjectFieldsFragment = { id: string, name: string, description: string | null, version: number, createdAt: string, updatedAt: string, workspace: { id: string, name: string, displayName: string } };

export type ResourceKindFieldsFragment = { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string, name: string } | null };

export type ResourceFieldsFragment = { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, createdAt: string, updatedAt: string, createdBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null, kind: { name: string, displayName: string, cleanup: CleanupMode }, project: { id: string, name: string } | null, workspace: { id: string, name: string, displayName: string } };

export type EventFieldsFragment = { id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> };

export type DeletionFieldsFragment = { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
    | { __typename: 'Everyone' }
    | { __typename: 'Group', name: string }
    | { __typename: 'ServiceAccount', id: string, name: string }
    | { __typename: 'User', id: string, name: string, email: string | null }
   | null };

export type StepFieldsFragment = { id: string, name: string, label: string, order: number, state: StepState, total: number, done: number, failed: number, skipped: number, attempts: number, startedAt: string | null, finishedAt: string | null, nextAttemptAt: string | null, lastError: string | null };

export type DeletionEventFieldsFragment = { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null };

export type WatchedDeletionEventFragment = { id: string, cursor: string, type: DeletionEventType, at: string, step: string | null, stepLabel: string | null, stepTotal: number | null, stepDone: number | null, message: string, total: number, done: number, failed: number, skipped: number, resourceIds: Array<string> | null, deletion: { id: string, workspaceId: string, workspaceName: string, workspaceDisplayName: string, state: DeletionState, policy: DeletionPolicy, reason: string | null, requestedAt: string, startsAt: string, startedAt: string | null, finishedAt: string | null, total: number, done: number, failed: number, skipped: number, remaining: number, itemsPerSecond: number | null, etaSeconds: number | null, pausedAt: string | null, lastError: string | null, canRetry: boolean, canRestore: boolean, requestedBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group', name: string }
      | { __typename: 'ServiceAccount', id: string, name: string }
      | { __typename: 'User', id: string, name: string, email: string | null }
     | null } };

export type TaskFieldsFragment = { id: string, workspaceId: string, workspaceName: string, resourceId: string, resourceName: string, externalId: string | null, labels: Record<string, unknown>, state: TaskState, attempt: number, leaseExpiresAt: string | null, nextAttemptAt: string | null, lastError: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode } };

type NodeName_ApiToken_Fragment = { __typename: 'ApiToken', name: string, id: string };

type NodeName_CleanupTask_Fragment = { __typename: 'CleanupTask', id: string };

type NodeName_Deletion_Fragment = { __typename: 'Deletion', id: string };

type NodeName_Invitation_Fragment = { __typename: 'Invitation', id: string };

type NodeName_Membership_Fragment = { __typename: 'Membership', role: RoleName, id: string };

type NodeName_Project_Fragment = { __typename: 'Project', name: string, id: string };

type NodeName_Resource_Fragment = { __typename: 'Resource', name: string, id: string };

type NodeName_ServiceAccount_Fragment = { __typename: 'ServiceAccount', name: string, id: string };

type NodeName_Session_Fragment = { __typename: 'Session', id: string };

type NodeName_User_Fragment = { __typename: 'User', name: string, id: string };

type NodeName_Workspace_Fragment = { __typename: 'Workspace', name: string, id: string };

export type NodeNameFragment =
  | NodeName_ApiToken_Fragment
  | NodeName_CleanupTask_Fragment
  | NodeName_Deletion_Fragment
  | NodeName_Invitation_Fragment
  | NodeName_Membership_Fragment
  | NodeName_Project_Fragment
  | NodeName_Resource_Fragment
  | NodeName_ServiceAccount_Fragment
  | NodeName_Session_Fragment
  | NodeName_User_Fragment
  | NodeName_Workspace_Fragment
;

export type InvitationQueryVariables = Exact<{
  code: string;
}>;


export type InvitationQuery = { invitation: { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group', name: string }
      | { __typename: 'ServiceAccount', id: string, name: string }
      | { __typename: 'User', id: string, name: string, email: string | null }
     | null, workspace: { id: string, name: string, displayName: string } | null } | null };

export type InvitationsQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: InvitationFilter | null | undefined;
  orderBy?: Array<InvitationOrder> | null | undefined;
}>;


export type InvitationsQuery = { workspace: { invitations: { totalCount?: number | null, nodes: Array<{ id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type MyInvitationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
}>;


export type MyInvitationsQuery = { me: { invitations: { totalCount?: number | null, nodes: Array<{ id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type InviteMembersMutationVariables = Exact<{
  input: InviteMembersInput;
}>;


export type InviteMembersMutation = { inviteMembers: { results: Array<{ email: string, code: string | null, link: string | null, errorCode: ErrorCode | null, errorMessage: string | null, invitation: { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, workspace: { id: string, name: string, displayName: string } | null } | null }> } };

export type ResendInvitationMutationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type ResendInvitationMutation = { resendInvitation: { code: string | null, link: string | null, invitation: { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type RevokeInvitationMutationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { invitation: { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { membership: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } } };

export type DeclineInvitationMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type DeclineInvitationMutation = { declineInvitation: { invitation: { id: string, email: string, role: RoleName, state: InvitationState, delivery: InvitationDelivery, createdAt: string, expiresAt: string, respondedAt: string | null, workspaceDisplayName: string, invitedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type MembersQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: MemberFilter | null | undefined;
  orderBy?: Array<MemberOrder> | null | undefined;
}>;


export type MembersQuery = { workspace: { members: { totalCount?: number | null, nodes: Array<{ id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
        , grantedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MembershipQueryVariables = Exact<{
  workspace: WorkspaceRef;
  principal: PrincipalRef;
}>;


export type MembershipQuery = { workspace: { membership: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } | null } | null };

export type MemberCountsQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type MemberCountsQuery = { workspace: { memberCounts: Array<{ role: RoleName, count: number }> } | null };

export type AccessOfQueryVariables = Exact<{
  workspace: WorkspaceRef;
  user: UserRef;
}>;


export type AccessOfQuery = { workspace: { accessOf: { role: RoleName | null, permissions: Array<Permission>, sources: Array<{ via: AccessVia, role: RoleName, membership: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
            | { __typename: 'Everyone' }
            | { __typename: 'Group', name: string }
            | { __typename: 'ServiceAccount', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string | null }
          , grantedBy:
            | { __typename: 'Everyone' }
            | { __typename: 'Group', name: string }
            | { __typename: 'ServiceAccount', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string | null }
           | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } | null }> } | null } | null };

export type AddMemberMutationVariables = Exact<{
  input: AddMemberInput;
}>;


export type AddMemberMutation = { addMember: { membership: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } } };

export type UpdateMemberMutationVariables = Exact<{
  input: UpdateMemberInput;
}>;


export type UpdateMemberMutation = { updateMember: { membership: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } } };

export type RemoveMemberMutationVariables = Exact<{
  input: RemoveMemberInput;
}>;


export type RemoveMemberMutation = { removeMember: { removedMembershipId: string, revokedTokens: Array<{ id: string, name: string }>, workspace: { id: string, name: string, displayName: string } | null } };

export type ProjectsQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: ProjectFilter | null | undefined;
  orderBy?: Array<NamedOrder> | null | undefined;
}>;


export type ProjectsQuery = { workspace: { projects: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, version: number, createdAt: string, updatedAt: string, workspace: { id: string, name: string, displayName: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { project: { id: string, name: string, description: string | null, version: number, createdAt: string, updatedAt: string, workspace: { id: string, name: string, displayName: string } } } };

export type UpdateProjectMutationVariables = Exact<{
  input: UpdateProjectInput;
}>;


export type UpdateProjectMutation = { updateProject: { project: { id: string, name: string, description: string | null, version: number, createdAt: string, updatedAt: string, workspace: { id: string, name: string, displayName: string } } } };

export type DeleteProjectMutationVariables = Exact<{
  input: DeleteProjectInput;
}>;


export type DeleteProjectMutation = { deleteProject: { deletedProjectId: string, workspace: { id: string, name: string, displayName: string } } };

export type ResourcesQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: ResourceFilter | null | undefined;
  orderBy?: Array<ResourceOrder> | null | undefined;
}>;


export type ResourcesQuery = { workspace: { resources: { totalCount?: number | null, nodes: Array<{ id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, createdAt: string, updatedAt: string, createdBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, kind: { name: string, displayName: string, cleanup: CleanupMode }, project: { id: string, name: string } | null, workspace: { id: string, name: string, displayName: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ResourceCountsQueryVariables = Exact<{
  workspace: WorkspaceRef;
}>;


export type ResourceCountsQuery = { workspace: { resourceCounts: Array<{ count: number, kind: { name: string, displayName: string, cleanup: CleanupMode } }> } | null };

export type ResourceKindsQueryVariables = Exact<{ [key: string]: never; }>;


export type ResourceKindsQuery = { resourceKinds: Array<{ name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string, name: string } | null }> };

export type RegisterResourceKindMutationVariables = Exact<{
  input: RegisterResourceKindInput;
}>;


export type RegisterResourceKindMutation = { registerResourceKind: { webhookSecret: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string, name: string } | null } } };

export type UpdateResourceKindMutationVariables = Exact<{
  input: UpdateResourceKindInput;
}>;


export type UpdateResourceKindMutation = { updateResourceKind: { webhookSecret: string | null, kind: { name: string, displayName: string, cleanup: CleanupMode, cleanupOrder: number, webhookUrl: string | null, builtIn: boolean, ownerServiceAccount: { id: string, name: string } | null } } };

export type RegisterResourceMutationVariables = Exact<{
  input: RegisterResourceInput;
}>;


export type RegisterResourceMutation = { registerResource: { resource: { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, createdAt: string, updatedAt: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, kind: { name: string, displayName: string, cleanup: CleanupMode }, project: { id: string, name: string } | null, workspace: { id: string, name: string, displayName: string } } } };

export type RegisterResourcesMutationVariables = Exact<{
  input: RegisterResourcesInput;
}>;


export type RegisterResourcesMutation = { registerResources: { resources: Array<{ id: string, name: string, externalId: string | null, version: number, createdAt: string, updatedAt: string, kind: { name: string } }> } };

export type UpdateResourceMutationVariables = Exact<{
  input: UpdateResourceInput;
}>;


export type UpdateResourceMutation = { updateResource: { resource: { id: string, name: string, externalId: string | null, labels: Record<string, unknown>, spec: Record<string, unknown>, version: number, createdAt: string, updatedAt: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, kind: { name: string, displayName: string, cleanup: CleanupMode }, project: { id: string, name: string } | null, workspace: { id: string, name: string, displayName: string } } } };

export type DeleteResourceMutationVariables = Exact<{
  input: DeleteResourceInput;
}>;


export type DeleteResourceMutation = { deleteResource: { deletedResourceId: string, workspace: { id: string, name: string, displayName: string } } };

export type ServerInfoQueryVariables = Exact<{ [key: string]: never; }>;


export type ServerInfoQuery = { serverInfo: { version: string, publicUrl: string, workspaceCreation: WorkspaceCreation, features: Array<Feature>, oidc: { issuer: string, clientId: string | null, audience: string, scopes: Array<string> } | null, limits: { maxPageSize: number, maxTokenLifetimeSeconds: number, streamsPerCredential: number, maxBodyBytes: number } } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { platformAdmin: boolean, groups: Array<string>, groupsExpireAt: string | null, invitationCount: number, user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } | null, serviceAccount: { id: string, name: string, description: string | null, createdAt: string, workspace: { id: string, name: string, displayName: string } | null } | null, defaultWorkspace: { id: string, name: string, displayName: string } | null, token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } | null } };

export type RolesQueryVariables = Exact<{ [key: string]: never; }>;


export type RolesQuery = { roles: Array<{ name: RoleName, description: string, permissions: Array<Permission> }> };

export type AccessQueryVariables = Exact<{
  workspace: WorkspaceRef;
  permissions: Array<Permission>;
}>;


export type AccessQuery = { access: Array<{ permission: Permission, allowed: boolean, code: ErrorCode | null, reason: string, requiredRole: RoleName | null, myRole: RoleName | null }> };

export type NodeQueryVariables = Exact<{
  id: string;
}>;


export type NodeQuery = { node:
    | { __typename: 'ApiToken', name: string, id: string }
    | { __typename: 'CleanupTask', id: string }
    | { __typename: 'Deletion', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Membership', role: RoleName, id: string }
    | { __typename: 'Project', name: string, id: string }
    | { __typename: 'Resource', name: string, id: string }
    | { __typename: 'ServiceAccount', name: string, id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'User', name: string, id: string }
    | { __typename: 'Workspace', name: string, id: string }
   | null };

export type NodesQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type NodesQuery = { nodes: Array<
    | { __typename: 'ApiToken', name: string, id: string }
    | { __typename: 'CleanupTask', id: string }
    | { __typename: 'Deletion', id: string }
    | { __typename: 'Invitation', id: string }
    | { __typename: 'Membership', role: RoleName, id: string }
    | { __typename: 'Project', name: string, id: string }
    | { __typename: 'Resource', name: string, id: string }
    | { __typename: 'ServiceAccount', name: string, id: string }
    | { __typename: 'Session', id: string }
    | { __typename: 'User', name: string, id: string }
    | { __typename: 'Workspace', name: string, id: string }
   | null> };

export type EventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  workspaceId?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type EventsQuery = { events: { totalCount?: number | null, nodes: Array<{ id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type WatchEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  types?: Array<EventType> | null | undefined;
}>;


export type WatchEventsSubscription = { events: { id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> } };

export type ServiceAccountsQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: ServiceAccountFilter | null | undefined;
  orderBy?: Array<NamedOrder> | null | undefined;
}>;


export type ServiceAccountsQuery = { workspace: { serviceAccounts: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, createdAt: string, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type PlatformServiceAccountsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: ServiceAccountFilter | null | undefined;
  orderBy?: Array<NamedOrder> | null | undefined;
}>;


export type PlatformServiceAccountsQuery = { serviceAccounts: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, createdAt: string, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type CreateServiceAccountMutationVariables = Exact<{
  input: CreateServiceAccountInput;
}>;


export type CreateServiceAccountMutation = { createServiceAccount: { serviceAccount: { id: string, name: string, description: string | null, createdAt: string, workspace: { id: string, name: string, displayName: string } | null } } };

export type DeleteServiceAccountMutationVariables = Exact<{
  input: DeleteServiceAccountInput;
}>;


export type DeleteServiceAccountMutation = { deleteServiceAccount: { deletedServiceAccountId: string } };

export type TokensQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: TokenFilter | null | undefined;
  orderBy?: Array<TokenOrder> | null | undefined;
}>;


export type TokensQuery = { workspace: { tokens: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
        , createdBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, revokedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MyTokensQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: TokenFilter | null | undefined;
  orderBy?: Array<TokenOrder> | null | undefined;
}>;


export type MyTokensQuery = { me: { tokens: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
        , createdBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, revokedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type TokensOfQueryVariables = Exact<{
  serviceAccount: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: TokenFilter | null | undefined;
  orderBy?: Array<TokenOrder> | null | undefined;
}>;


export type TokensOfQuery = { node:
    | { tokens: { totalCount?: number | null, nodes: Array<{ id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
            | { __typename: 'Everyone' }
            | { __typename: 'Group', name: string }
            | { __typename: 'ServiceAccount', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string | null }
          , createdBy:
            | { __typename: 'Everyone' }
            | { __typename: 'Group', name: string }
            | { __typename: 'ServiceAccount', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string | null }
           | null, revokedBy:
            | { __typename: 'Everyone' }
            | { __typename: 'Group', name: string }
            | { __typename: 'ServiceAccount', id: string, name: string }
            | { __typename: 'User', id: string, name: string, email: string | null }
           | null, workspace: { id: string, name: string, displayName: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }
    | Record<PropertyKey, never>
   | null };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { secret: string | null, token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type RotateApiTokenMutationVariables = Exact<{
  input: RotateApiTokenInput;
}>;


export type RotateApiTokenMutation = { rotateApiToken: { secret: string | null, token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type SuspendApiTokenMutationVariables = Exact<{
  input: SuspendApiTokenInput;
}>;


export type SuspendApiTokenMutation = { suspendApiToken: { token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type ResumeApiTokenMutationVariables = Exact<{
  input: ResumeApiTokenInput;
}>;


export type ResumeApiTokenMutation = { resumeApiToken: { token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type RevokeApiTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: { changed: boolean, token: { id: string, name: string, description: string | null, role: RoleName | null, permissions: Array<Permission> | null, status: TokenStatus, hint: string, createdAt: string, expiresAt: string, graceEndsAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, lastUsedOperation: string | null, revokedAt: string | null, owner:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, revokedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, workspace: { id: string, name: string, displayName: string } | null } } };

export type ExchangeTokenMutationVariables = Exact<{
  input: ExchangeTokenInput;
}>;


export type ExchangeTokenMutation = { exchangeToken: { accessToken: string | null, expiresAt: string } };

export type UserQueryVariables = Exact<{
  by: UserRef;
}>;


export type UserQuery = { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } | null };

export type UsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: UserFilter | null | undefined;
  orderBy?: Array<UserOrder> | null | undefined;
}>;


export type UsersQuery = { users: { totalCount?: number | null, nodes: Array<{ id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type MembershipsOfQueryVariables = Exact<{
  user: UserRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
}>;


export type MembershipsOfQuery = { user: { memberships: { totalCount?: number | null, nodes: Array<{ id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
        , grantedBy:
          | { __typename: 'Everyone' }
          | { __typename: 'Group', name: string }
          | { __typename: 'ServiceAccount', id: string, name: string }
          | { __typename: 'User', id: string, name: string, email: string | null }
         | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } } };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } } };

export type SuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type SuspendUserMutation = { suspendUser: { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } } };

export type ResumeUserMutationVariables = Exact<{
  input: ResumeUserInput;
}>;


export type ResumeUserMutation = { resumeUser: { user: { id: string, uuid: string, name: string, email: string | null, platformAdmin: boolean | null, suspendedAt: string | null, lastSeenAt: string | null, createdAt: string } } };

export type DeleteUserMutationVariables = Exact<{
  input: DeleteUserInput;
}>;


export type DeleteUserMutation = { deleteUser: { deletedUserId: string } };

export type CreateSignInLinkMutationVariables = Exact<{
  input: CreateSignInLinkInput;
}>;


export type CreateSignInLinkMutation = { createSignInLink: { link: string | null, expiresAt: string } };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { endedSessionId: string } };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { me: { sessions: Array<{ id: string, current: boolean, createdAt: string, lastSeenAt: string, expiresAt: string, ip: string | null, userAgent: string | null }> } };

export type WorkspaceQueryVariables = Exact<{
  by: WorkspaceRef;
}>;


export type WorkspaceQuery = { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, owners: Array<{ id: string, name: string, email: string | null }>, deletion: { id: string, state: DeletionState } | null, createdBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group', name: string }
      | { __typename: 'ServiceAccount', id: string, name: string }
      | { __typename: 'User', id: string, name: string, email: string | null }
     | null, updatedBy:
      | { __typename: 'Everyone' }
      | { __typename: 'Group', name: string }
      | { __typename: 'ServiceAccount', id: string, name: string }
      | { __typename: 'User', id: string, name: string, email: string | null }
     | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } | null };

export type WorkspacesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: WorkspaceFilter | null | undefined;
  orderBy?: Array<WorkspaceOrder> | null | undefined;
}>;


export type WorkspacesQuery = { workspaces: { totalCount?: number | null, nodes: Array<{ uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditLogQueryVariables = Exact<{
  workspace: WorkspaceRef;
  first?: number | null | undefined;
  after?: string | null | undefined;
  count?: boolean | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type AuditLogQuery = { workspace: { events: { totalCount?: number | null, nodes: Array<{ id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CreateWorkspaceMutationVariables = Exact<{
  input: CreateWorkspaceInput;
}>;


export type CreateWorkspaceMutation = { createWorkspace: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type UpdateWorkspaceMutationVariables = Exact<{
  input: UpdateWorkspaceInput;
}>;


export type UpdateWorkspaceMutation = { updateWorkspace: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type SetWorkspacePreferencesMutationVariables = Exact<{
  input: SetWorkspacePreferencesInput;
}>;


export type SetWorkspacePreferencesMutation = { setWorkspacePreferences: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type SuspendWorkspaceMutationVariables = Exact<{
  input: SuspendWorkspaceInput;
}>;


export type SuspendWorkspaceMutation = { suspendWorkspace: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type ResumeWorkspaceMutationVariables = Exact<{
  input: ResumeWorkspaceInput;
}>;


export type ResumeWorkspaceMutation = { resumeWorkspace: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } } } };

export type LeaveWorkspaceMutationVariables = Exact<{
  input: LeaveWorkspaceInput;
}>;


export type LeaveWorkspaceMutation = { leaveWorkspace: { leftWorkspaceId: string, revokedTokens: Array<{ id: string, name: string }>, workspace: { id: string, name: string, displayName: string } | null } };

export type TransferOwnershipMutationVariables = Exact<{
  input: TransferOwnershipInput;
}>;


export type TransferOwnershipMutation = { transferOwnership: { workspace: { uuid: string, description: string | null, hosting: WorkspaceHosting, instanceUrl: string | null, builtIn: boolean, state: WorkspaceState, visibility: WorkspaceVisibility, suspendedAt: string | null, suspendedReason: string | null, deletionProtection: boolean, version: number, createdAt: string, updatedAt: string, myRole: RoleName | null, myPermissions: Array<Permission>, id: string, name: string, displayName: string, createdBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, updatedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, myPreferences: { favourite: boolean, hidden: boolean, isDefault: boolean } }, newOwner: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } }, previousOwner: { id: string, role: RoleName, createdAt: string, updatedAt: string, principal:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
      , grantedBy:
        | { __typename: 'Everyone' }
        | { __typename: 'Group', name: string }
        | { __typename: 'ServiceAccount', id: string, name: string }
        | { __typename: 'User', id: string, name: string, email: string | null }
       | null, canUpdate: { allowed: boolean, code: ErrorCode | null, reason: string | null }, canRemove: { allowed: boolean, code: ErrorCode | null, reason: string | null }, workspace: { id: string, name: string, displayName: string } } | null } };

export type WorkspaceEventsSubscriptionVariables = Exact<{
  workspace: WorkspaceRef;
  after?: string | null | undefined;
  types?: Array<EventType> | null | undefined;
}>;


export type WorkspaceEventsSubscription = { workspaceEvents: { id: string, cursor: string, type: EventType, at: string, workspaceId: string | null, actorId: string | null, actorName: string, summary: string, tokenId: string | null, subjectId: string | null, subjectName: string | null, requestId: string | null, ip: string | null, data: Record<string, unknown> } };

export type NodeChangesSubscriptionVariables = Exact<{
  workspace: WorkspaceRef;
  after?: string | null | undefined;
}>;


export type NodeChangesSubscription = { nodeChanges: { cursor: string, action: NodeAction, id: string, node:
      | { __typename: 'ApiToken', name: string, id: string }
      | { __typename: 'CleanupTask', id: string }
      | { __typename: 'Deletion', id: string }
      | { __typename: 'Invitation', id: string }
      | { __typename: 'Membership', role: RoleName, id: string }
      | { __typename: 'Project', name: string, id: string }
      | { __typename: 'Resource', name: string, id: string }
      | { __typename: 'ServiceAccount', name: string, id: string }
      | { __typename: 'Session', id: string }
      | { __typename: 'User', name: string, id: string }
      | { __typename: 'Workspace', name: string, id: string }
     | null } };
