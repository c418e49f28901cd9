/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation ChangeInActivityTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.ChangeInActivityTestDocument,
    "\n  mutation SetRoleInActivityTest($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id } }\n  }\n": typeof types.SetRoleInActivityTestDocument,
    "\n  mutation ProtectInConsole($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.ProtectInConsoleDocument,
    "\n  query RequestedInConsole($name: String!) {\n    deletions(first: 1, filter: { workspaceName: { eq: $name } }) {\n      nodes { id policy reason state startsAt requestedAt }\n    }\n  }\n": typeof types.RequestedInConsoleDocument,
    "\n  mutation SuspendForInvitations($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.SuspendForInvitationsDocument,
    "\n  mutation RevokeInConsole($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) { invitation { id } }\n  }\n": typeof types.RevokeInConsoleDocument,
    "\n  mutation SetRoleInConsole($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role } }\n  }\n": typeof types.SetRoleInConsoleDocument,
    "\n    query MembersInConsole($workspace: WorkspaceRef!) {\n      workspace(by: $workspace) { members(first: 50) { nodes { role principal { ... on User { name } } } } }\n    }\n  ": typeof types.MembersInConsoleDocument,
    "\n  query AccessInConsole($workspace: WorkspaceRef!, $permissions: [Permission!]!) {\n    access(workspace: $workspace, permissions: $permissions) { permission allowed }\n  }\n": typeof types.AccessInConsoleDocument,
    "\n  query KindsInConsole { resourceKinds { name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } } }\n": typeof types.KindsInConsoleDocument,
    "\n  query StateInConsole($id: ID!) { workspace(by: { id: $id }) { state suspendedReason } }\n": typeof types.StateInConsoleDocument,
    "\n  mutation CreateProjectInConsole($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.CreateProjectInConsoleDocument,
    "\n  mutation UpdateProjectInConsole($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } } }\n": typeof types.UpdateProjectInConsoleDocument,
    "\n  mutation UpdateResourceInConsole($input: UpdateResourceInput!) { updateResource(input: $input) { resource { version } } }\n": typeof types.UpdateResourceInConsoleDocument,
    "\n  mutation DeleteResourceInConsole($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": typeof types.DeleteResourceInConsoleDocument,
    "\n  query ResourceInConsole($id: ID!) {\n    node(id: $id) { ... on Resource { name labels spec externalId project { name } kind { name } } }\n  }\n": typeof types.ResourceInConsoleDocument,
    "\n  query ProjectInConsole($id: ID!) { node(id: $id) { ... on Project { name description } } }\n": typeof types.ProjectInConsoleDocument,
    "\n  mutation ChangeSettingsInTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.ChangeSettingsInTestDocument,
    "\n  query StoredSettings($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName description visibility deletionProtection state suspendedReason myRole\n      myPreferences { favourite hidden isDefault }\n    }\n  }\n": typeof types.StoredSettingsDocument,
    "\n  query UserInConsole($by: UserRef!) { user(by: $by) { id name email platformAdmin suspendedAt } }\n": typeof types.UserInConsoleDocument,
    "\n  mutation KilledInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code } }\n  }\n": typeof types.KilledInviteDocument,
    "\n  query KillPointsFind($name: String!) {\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n        state\n      }\n    }\n  }\n": typeof types.KillPointsFindDocument,
    "\n  query TrialRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName\n      members(first: 10) {\n        nodes {\n          role\n        }\n      }\n      resources(first: 10) {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n": typeof types.TrialReadDocument,
    "\n  query TrialMe {\n    me {\n      platformAdmin\n    }\n  }\n": typeof types.TrialMeDocument,
    "\n  query TrialFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.TrialFindDocument,
    "\n  mutation KeyedReplicasRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.KeyedReplicasRevokeDocument,
    "\n  mutation ReplicaAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": typeof types.ReplicaAcceptDocument,
    "\n  mutation ReplicaDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": typeof types.ReplicaDeclineDocument,
    "\n  mutation ReplicaRevokeInvitation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": typeof types.ReplicaRevokeInvitationDocument,
    "\n  mutation ReplicaResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": typeof types.ReplicaResendDocument,
    "\n  query ReplicaInvitationEvents($types: [EventType!]) {\n    events(first: 100, filter: { types: $types }) { totalCount nodes { type subjectId } }\n  }\n": typeof types.ReplicaInvitationEventsDocument,
    "\n  mutation ReplicaUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n": typeof types.ReplicaUpdateMemberDocument,
    "\n  mutation ReplicaRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n": typeof types.ReplicaRemoveMemberDocument,
    "\n  mutation ReplicaLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) {\n      leftWorkspaceId\n    }\n  }\n": typeof types.ReplicaLeaveDocument,
    "\n  mutation ReplicaSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.ReplicaSuspendUserDocument,
    "\n  mutation ReplicaResumeUser($input: ResumeUserInput!) {\n    resumeUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.ReplicaResumeUserDocument,
    "\n  mutation ReplicaDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": typeof types.ReplicaDeleteUserDocument,
    "\n  mutation ReplicaRevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n": typeof types.ReplicaRevokeApiTokenDocument,
    "\n  mutation ReplicaUpdateWorkspace($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n": typeof types.ReplicaUpdateWorkspaceDocument,
    "\n  mutation ReplicaSetPreferences($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.ReplicaSetPreferencesDocument,
    "\n  mutation ReplicaCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": typeof types.ReplicaCreateProjectDocument,
    "\n  mutation ReplicaUpdateProject($input: UpdateProjectInput!) {\n    updateProject(input: $input) {\n      project {\n        version\n      }\n    }\n  }\n": typeof types.ReplicaUpdateProjectDocument,
    "\n  mutation ReplicaDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n": typeof types.ReplicaDeleteProjectDocument,
    "\n  subscription ReplicaWorkspaceEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.ReplicaWorkspaceEventsDocument,
    "\n  subscription ReplicaDeletionEvents($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.ReplicaDeletionEventsDocument,
    "\n  subscription ReplicaDeletions($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.ReplicaDeletionsDocument,
    "\n  query TrialOwners($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 10, filter: { role: [OWNER] }) {\n        totalCount\n      }\n    }\n  }\n": typeof types.TrialOwnersDocument,
    "\n  mutation RacesRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n": typeof types.RacesRestoreDocument,
    "\n  query ReplicaProjects($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {\n    workspace(by: { id: $id }) {\n      projects(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n        }\n        pageInfo {\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.ReplicaProjectsDocument,
    "\n  query ReplicaLastUsed($id: ID!) {\n    node(id: $id) {\n      ... on ApiToken {\n        lastUsedAt\n        lastUsedIp\n        lastUsedOperation\n      }\n    }\n  }\n": typeof types.ReplicaLastUsedDocument,
    "\n  query RestartList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n": typeof types.RestartListDocument,
    "\n  query RestartToken { me { token { id lastUsedAt lastUsedIp lastUsedOperation } user { lastSeenAt } } }\n": typeof types.RestartTokenDocument,
    "\n  query RestartSelf { me { platformAdmin user { id email } } }\n": typeof types.RestartSelfDocument,
    "\n  mutation RestartSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.RestartSuspendDocument,
    "\n  mutation RestartResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": typeof types.RestartResumeDocument,
    "\n  query RestartLog { events(first: 100) { nodes { id type } totalCount } }\n": typeof types.RestartLogDocument,
    "\n  query RestartMembers($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      members(orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { principal { ... on User { name } ... on Group { name } } }\n      }\n    }\n  }\n": typeof types.RestartMembersDocument,
    "\n  mutation KillCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": typeof types.KillCreateProjectDocument,
    "\n  mutation KillDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n": typeof types.KillDeleteProjectDocument,
    "\n  mutation KillRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.KillRenameDocument,
    "\n  query KillFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.KillFindDocument,
    "\n  subscription KillFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.KillFollowDocument,
    "\n  subscription KillFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.KillFollowAllDocument,
    "\n  query StoreList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n": typeof types.StoreListDocument,
    "\n  query BrakeRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      pausedAt\n      itemsPerSecond\n    }\n  }\n": typeof types.BrakeReadDocument,
    "\n  mutation BrakeRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      deletion {\n        state\n      }\n    }\n  }\n": typeof types.BrakeRestoreDocument,
    "\n  subscription BrakeFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      message\n      total\n      done\n    }\n  }\n": typeof types.BrakeFollowDocument,
    "\n  subscription BrakeFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      type\n      deletion {\n        id\n        pausedAt\n      }\n    }\n  }\n": typeof types.BrakeFollowAllDocument,
    "\n  query CleanupRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      total\n      lastError\n      steps {\n        name\n        state\n        done\n        total\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": typeof types.CleanupReadDocument,
    "\n  subscription CleanupFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      done\n      deletion {\n        steps {\n          name\n          nextAttemptAt\n        }\n      }\n    }\n  }\n": typeof types.CleanupFollowDocument,
    "\n  query DeletionCounts($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      steps { name total done }\n      events(first: 100) { nodes { type step total stepTotal } }\n    }\n  }\n": typeof types.DeletionCountsDocument,
    "\n  query ExternalNode($id: ID!) {\n    node(id: $id) { id ... on CleanupTask { resourceName deletion { id } } }\n  }\n": typeof types.ExternalNodeDocument,
    "\n  query TaskLabels($id: ID!) { deletion(id: $id) { tasks(first: 10) { nodes { labels } } } }\n": typeof types.TaskLabelsDocument,
    "\n  mutation GraceRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      workspace { id state suspendedReason }\n      deletion { id state canRestore finishedAt }\n    }\n  }\n": typeof types.GraceRestoreDocument,
    "\n  query GraceRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      canRestore\n      done\n      workspaceEvents(first: 100) { totalCount nodes { type } }\n      events(first: 20) { nodes { type message } }\n    }\n  }\n": typeof types.GraceReadDocument,
    "\n  query GraceStates($by: WorkspaceRef!, $states: [WorkspaceState!]!) {\n    workspace(by: $by) { state deletion { state } members { totalCount } }\n    workspaces(filter: { state: $states }) { nodes { id state } }\n  }\n": typeof types.GraceStatesDocument,
    "\n  subscription GraceFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { type cursor deletion { state } }\n  }\n": typeof types.GraceFollowDocument,
    "\n  mutation GraceSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.GraceSuspendDocument,
    "\n  query GraceOwnRecord($id: ID!) { deletion(id: $id) { state canRestore } }\n": typeof types.GraceOwnRecordDocument,
    "\n  mutation GraceDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.GraceDeleteUserDocument,
    "\n  query Impact($id: ID!) {\n    workspace(by: { id: $id }) {\n      deletionImpact {\n        etag\n        members\n        tokens\n        pendingInvitations\n        serviceAccounts\n        projects\n        resources { kind { name cleanup } count }\n        deletionProtection\n        builtIn\n        firstResources { id name }\n      }\n    }\n  }\n": typeof types.ImpactDocument,
    "\n  mutation ImpactRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.ImpactRenameDocument,
    "\n  mutation ImpactDeleteResource($input: DeleteResourceInput!) {\n    deleteResource(input: $input) { deletedResourceId }\n  }\n": typeof types.ImpactDeleteResourceDocument,
    "\n  query ManyFinished($states: [DeletionState!]!) {\n    deletions(filter: { state: $states }) {\n      totalCount\n    }\n  }\n": typeof types.ManyFinishedDocument,
    "\n  query NameRead($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n      state\n      deletion {\n        id\n      }\n    }\n  }\n": typeof types.NameReadDocument,
    "\n  query RecordRead($id: ID!) {\n    deletion(id: $id) {\n      id\n      workspaceId\n      workspaceName\n      workspaceDisplayName\n      state\n      policy\n      reason\n      requestedBy {\n        ... on User {\n          id\n        }\n      }\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      total\n      done\n      remaining\n      itemsPerSecond\n      etaSeconds\n      lastError\n      steps {\n        name\n        order\n        state\n        total\n        done\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": typeof types.RecordReadDocument,
    "\n  query RecordEvents($id: ID!, $after: String) {\n    deletion(id: $id) {\n      events(first: 4, after: $after) {\n        totalCount\n        nodes {\n          cursor\n          type\n          step\n          total\n          done\n          message\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n          actorName\n        }\n      }\n    }\n  }\n": typeof types.RecordEventsDocument,
    "\n  query RecordList($filter: DeletionFilter, $first: Int, $after: String) {\n    deletions(filter: $filter, first: $first, after: $after) {\n      totalCount\n      nodes {\n        id\n        state\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.RecordListDocument,
    "\n  query DeletionRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      policy\n      reason\n      total\n      done\n      workspaceId\n      steps {\n        name\n        label\n        order\n        state\n        total\n        done\n      }\n    }\n  }\n": typeof types.DeletionReadDocument,
    "\n  mutation DeletionProtect($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        deletionProtection\n      }\n    }\n  }\n": typeof types.DeletionProtectDocument,
    "\n  mutation DeletionSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        state\n      }\n    }\n  }\n": typeof types.DeletionSuspendDocument,
    "\n  query StepsRead($id: ID!) {\n    deletion(id: $id) {\n      steps {\n        id\n        label\n        kind {\n          name\n          displayName\n        }\n        name\n        state\n        startedAt\n        finishedAt\n      }\n      events(first: 100) {\n        nodes {\n          type\n          at\n          step\n          stepLabel\n        }\n      }\n    }\n  }\n": typeof types.StepsReadDocument,
    "\n  query StepsNode($id: ID!) {\n    node(id: $id) {\n      id\n    }\n  }\n": typeof types.StepsNodeDocument,
    "\n  subscription StepsFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      step\n      stepLabel\n      stepTotal\n      stepDone\n    }\n  }\n": typeof types.StepsFollowDocument,
    "\n  mutation NginxAuthzSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.NginxAuthzSuspendDocument,
    "\n  mutation AuthzSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.AuthzSuspendDocument,
    "\n  query KeyedFeatures { serverInfo { features } }\n": typeof types.KeyedFeaturesDocument,
    "\n  mutation KeyedRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": typeof types.KeyedRemoveMemberDocument,
    "\n  mutation KeyedLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id } workspace { id } }\n  }\n": typeof types.KeyedLeaveDocument,
    "\n  mutation KeyedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.KeyedRevokeDocument,
    "\n  mutation KeyedInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code link errorCode errorMessage } }\n  }\n": typeof types.KeyedInviteDocument,
    "\n  mutation KeyedRegister($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }\n": typeof types.KeyedRegisterDocument,
    "\n  mutation KeyedDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": typeof types.KeyedDeleteResourceDocument,
    "\n  mutation KeyedDeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) { deletion { id } workspace { id } }\n  }\n": typeof types.KeyedDeleteWorkspaceDocument,
    "\n  query JsonTextRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      resources(first: 100, orderBy: [{ field: NAME }]) {\n        nodes {\n          name\n          externalId\n          labels\n          spec\n        }\n      }\n      events(first: 1) {\n        nodes {\n          data\n        }\n      }\n    }\n  }\n": typeof types.JsonTextReadDocument,
    "\n  subscription JsonTextChanges($id: ID!) {\n    nodeChanges(workspace: { id: $id }) {\n      node {\n        ... on Resource {\n          name\n          labels\n          spec\n        }\n      }\n    }\n  }\n": typeof types.JsonTextChangesDocument,
    "\n  mutation ValuesUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { labels spec } } }\n": typeof types.ValuesUpdateResourceDocument,
    "\n  query ValuesSince($at: DateTimeFilter!) { events(filter: { at: $at }) { totalCount } }\n": typeof types.ValuesSinceDocument,
    "\n  query FilterWorkspaces($filter: WorkspaceFilter, $orderBy: [WorkspaceOrder!]) {\n    workspaces(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name displayName } totalCount }\n  }\n": typeof types.FilterWorkspacesDocument,
    "\n  mutation FilterMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": typeof types.FilterMarkDocument,
    "\n  mutation FilterUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n": typeof types.FilterUpdateDocument,
    "\n  mutation FilterSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.FilterSuspendDocument,
    "\n  mutation HeavyProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.HeavyProjectDocument,
    "\n  mutation LongListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.LongListsProjectDocument,
    "\n  query FilterMembers($by: WorkspaceRef!, $filter: MemberFilter, $orderBy: [MemberOrder!]) {\n    workspace(by: $by) {\n      members(first: 100, filter: $filter, orderBy: $orderBy) {\n        nodes { role principal { __typename ... on User { name } ... on Group { group: name } } }\n        totalCount\n      }\n    }\n  }\n": typeof types.FilterMembersDocument,
    "\n  query FilterResources($by: WorkspaceRef!, $filter: ResourceFilter, $orderBy: [ResourceOrder!]) {\n    workspace(by: $by) { resources(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n": typeof types.FilterResourcesDocument,
    "\n  query FilterUsers($filter: UserFilter!) { users(first: 100, filter: $filter) { nodes { name } totalCount } }\n": typeof types.FilterUsersDocument,
    "\n  query FilterDeletions($filter: DeletionFilter!) {\n    deletions(first: 100, filter: $filter) { nodes { workspaceName } totalCount }\n  }\n": typeof types.FilterDeletionsDocument,
    "\n  mutation FilterShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n": typeof types.FilterShareDocument,
    "\n  mutation ListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.ListsProjectDocument,
    "\n  mutation ListsUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }\n": typeof types.ListsUpdateResourceDocument,
    "\n  mutation ListsDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": typeof types.ListsDeleteResourceDocument,
    "\n  mutation ListsRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": typeof types.ListsRemoveMemberDocument,
    "\n  query StatementsNested($first: Int!) {\n    workspaces(first: $first) {\n      nodes {\n        id\n        name\n        myRole\n        members(first: 5) { nodes { role principal { ... on User { id name } } } }\n      }\n    }\n  }\n": typeof types.StatementsNestedDocument,
    "\n  mutation StatementsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.StatementsProjectDocument,
    "\n  query FilterTokens($by: WorkspaceRef!, $filter: TokenFilter!, $orderBy: [TokenOrder!]) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name hint } totalCount } }\n    me { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n": typeof types.FilterTokensDocument,
    "\n  query EventLog($by: WorkspaceRef!, $filter: EventFilter) {\n    workspace(by: $by) {\n      events(first: 100, filter: $filter) {\n        nodes {\n          cursor type at workspaceId actorId actorName summary tokenId subjectId requestId ip data\n          actor { ... on User { id name } }\n        }\n        totalCount\n      }\n    }\n  }\n": typeof types.EventLogDocument,
    "\n  query EventAll($workspaceId: ID, $filter: EventFilter) {\n    events(first: 100, workspaceId: $workspaceId, filter: $filter) { nodes { type workspaceId ip } totalCount }\n  }\n": typeof types.EventAllDocument,
    "\n  mutation EventUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": typeof types.EventUpdateDocument,
    "\n  mutation EventProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.EventProjectDocument,
    "\n  mutation EventLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.EventLeaveDocument,
    "\n  mutation ExchangeSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.ExchangeSuspendDocument,
    "\n  mutation ExchangeUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": typeof types.ExchangeUpdateMemberDocument,
    "\n  mutation ExchangeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.ExchangeRevokeDocument,
    "\n  query ExchangeEvents { events(first: 1) { totalCount } }\n": typeof types.ExchangeEventsDocument,
    "\n  mutation CodesRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": typeof types.CodesRevokeDocument,
    "\n  mutation CodesResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": typeof types.CodesResendDocument,
    "\n  mutation CodesAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": typeof types.CodesAcceptDocument,
    "\n  mutation CodesDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": typeof types.CodesDeclineDocument,
    "\n  query CodesLook($code: String!) { invitation(code: $code) { workspaceDisplayName state } }\n": typeof types.CodesLookDocument,
    "\n  mutation CodesRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": typeof types.CodesRemoveDocument,
    "\n  mutation CodesUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": typeof types.CodesUpdateMemberDocument,
    "\n  mutation CodesSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.CodesSuspendUserDocument,
    "\n  mutation CodesDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.CodesDeleteUserDocument,
    "\n  mutation CodesSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.CodesSuspendWorkspaceDocument,
    "\n  mutation MailAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n": typeof types.MailAcceptDocument,
    "\n  query MailFeatures { serverInfo { features } }\n": typeof types.MailFeaturesDocument,
    "\n  mutation MailUser($input: CreateUserInput!) { createUser(input: $input) { user { id } } }\n": typeof types.MailUserDocument,
    "\n  mutation MailToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": typeof types.MailTokenDocument,
    "\n  mutation MailRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": typeof types.MailRevokeDocument,
    "\n  mutation MailSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.MailSuspendDocument,
    "\n  mutation MailSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": typeof types.MailSuspendWorkspaceDocument,
    "\n  mutation MailResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": typeof types.MailResumeDocument,
    "\n  mutation MailResumeWorkspace($input: ResumeWorkspaceInput!) { resumeWorkspace(input: $input) { workspace { id } } }\n": typeof types.MailResumeWorkspaceDocument,
    "\n  mutation MailRestoreWorkspace($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { workspace { id } } }\n": typeof types.MailRestoreWorkspaceDocument,
    "\n  mutation MailUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": typeof types.MailUpdateMemberDocument,
    "\n  mutation InvitationResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { code link invitation { id } } }\n": typeof types.InvitationResendDocument,
    "\n  mutation InvitationRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id state respondedAt } } }\n": typeof types.InvitationRevokeDocument,
    "\n  mutation InvitationAccept($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) { membership { id role workspace { id } grantedBy { ... on User { id } } } }\n  }\n": typeof types.InvitationAcceptDocument,
    "\n  mutation InvitationDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id state } } }\n": typeof types.InvitationDeclineDocument,
    "\n  query InvitationLook($code: String!) {\n    invitation(code: $code) {\n      workspace { id } workspaceDisplayName email role state delivery expiresAt invitedBy { __typename }\n    }\n  }\n": typeof types.InvitationLookDocument,
    "\n  query InvitationMine { me { invitations { nodes { id email workspaceDisplayName workspace { id } } } invitationCount } }\n": typeof types.InvitationMineDocument,
    "\n  query InvitationList($id: ID!, $filter: InvitationFilter) {\n    workspace(by: { id: $id }) { invitations(filter: $filter) { nodes { id email state } } }\n  }\n": typeof types.InvitationListDocument,
    "\n  mutation InvitationToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": typeof types.InvitationTokenDocument,
    "\n  query InvitationExpired {\n    events(first: 100, filter: { types: [INVITATION_EXPIRED] }) { totalCount nodes { actorId workspaceId data } }\n  }\n": typeof types.InvitationExpiredDocument,
    "\n  query InvitationLog($id: ID!) { workspace(by: { id: $id }) { events(first: 100) { nodes { type summary data } } } }\n": typeof types.InvitationLogDocument,
    "\n  query LargeSenderMe { me { user { id } } }\n": typeof types.LargeSenderMeDocument,
    "\n  mutation LargeSenderDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.LargeSenderDeleteDocument,
    "\n  query LargeSenderInvited($code: String!) { invitation(code: $code) { role } }\n": typeof types.LargeSenderInvitedDocument,
    "\n  mutation LargeUserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n": typeof types.LargeUserSuspendDocument,
    "\n  mutation LargeUserRename($input: UpdateUserInput!) { updateUser(input: $input) { user { name } } }\n": typeof types.LargeUserRenameDocument,
    "\n  mutation LargeUserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.LargeUserDeleteDocument,
    "\n  mutation LimitsRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": typeof types.LimitsRevokeDocument,
    "\n  mutation LimitsResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": typeof types.LimitsResendDocument,
    "\n  query MemberList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n": typeof types.MemberListDocument,
    "\n  mutation MemberUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n": typeof types.MemberUpdateDocument,
    "\n  mutation MemberRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId revokedTokens { id name } workspace { id } }\n  }\n": typeof types.MemberRemoveDocument,
    "\n  mutation MemberLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id name } }\n  }\n": typeof types.MemberLeaveDocument,
    "\n  mutation MemberTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n": typeof types.MemberTransferDocument,
    "\n  query MemberRead($by: WorkspaceRef!) { workspace(by: $by) { id } }\n": typeof types.MemberReadDocument,
    "\n  query MemberMemberships($filter: UserFilter!) {\n    users(filter: $filter) {\n      nodes { id memberships(first: 1) { nodes { workspace { id } } pageInfo { hasNextPage endCursor } totalCount } }\n    }\n  }\n": typeof types.MemberMembershipsDocument,
    "\n  query MemberRest($by: UserRef!, $after: String) {\n    user(by: $by) { memberships(after: $after) { nodes { workspace { id } } } }\n  }\n": typeof types.MemberRestDocument,
    "\n  query OwnerList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n": typeof types.OwnerListDocument,
    "\n  mutation OwnerUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n": typeof types.OwnerUpdateDocument,
    "\n  mutation OwnerRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId workspace { id } }\n  }\n": typeof types.OwnerRemoveDocument,
    "\n  mutation OwnerLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.OwnerLeaveDocument,
    "\n  mutation OwnerTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n": typeof types.OwnerTransferDocument,
    "\n  mutation OwnerSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.OwnerSuspendUserDocument,
    "\n  mutation ProjectCreate($input: CreateProjectInput!) {\n    createProject(input: $input) { project { id name description version workspace { id } createdAt updatedAt } }\n  }\n": typeof types.ProjectCreateDocument,
    "\n  mutation ProjectUpdate($input: UpdateProjectInput!) {\n    updateProject(input: $input) { project { id name description version } }\n  }\n": typeof types.ProjectUpdateDocument,
    "\n  mutation ProjectDelete($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n": typeof types.ProjectDeleteDocument,
    "\n  query ProjectList($by: WorkspaceRef!, $filter: ProjectFilter) {\n    workspace(by: $by) {\n      projects(first: 100, filter: $filter) {\n        nodes { id name description resources(first: 50) { nodes { name } totalCount } }\n        totalCount\n      }\n    }\n  }\n": typeof types.ProjectListDocument,
    "\n  query ProjectLoose($by: WorkspaceRef!, $filter: ResourceFilter!) {\n    workspace(by: $by) { resources(filter: $filter) { nodes { name project { id } } totalCount } }\n  }\n": typeof types.ProjectLooseDocument,
    "\n  query ResourceKindList { resourceKinds { ...ResourceKindFields } }\n": typeof types.ResourceKindListDocument,
    "\n  mutation ResourceKindRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n": typeof types.ResourceKindRestoreDocument,
    "\n  mutation ResourceRegister($input: RegisterResourceInput!) {\n    registerResource(input: $input) { resource { ...ResourceFields } }\n  }\n": typeof types.ResourceRegisterDocument,
    "\n  fragment ResourceFields on Resource {\n    id name externalId labels spec version kind { name } project { id } createdBy { ... on User { id } }\n  }\n": typeof types.ResourceFieldsFragmentDoc,
    "\n  mutation ResourceRegisterMany($input: RegisterResourcesInput!) {\n    registerResources(input: $input) { resources { id name } }\n  }\n": typeof types.ResourceRegisterManyDocument,
    "\n  mutation ResourceUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) { resource { ...ResourceFields } }\n  }\n": typeof types.ResourceUpdateDocument,
    "\n  mutation ResourceDelete($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": typeof types.ResourceDeleteDocument,
    "\n  mutation ResourceProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.ResourceProjectDocument,
    "\n  query ResourceCounts($by: WorkspaceRef!, $filter: ResourceFilter) {\n    workspace(by: $by) {\n      resourceCounts { kind { name } count }\n      resources(first: 1) { totalCount }\n      counted: resources(first: 1, filter: $filter) { totalCount }\n    }\n  }\n": typeof types.ResourceCountsDocument,
    "\n  query ResourceKinds { resourceKinds { name displayName cleanup cleanupOrder builtIn } }\n": typeof types.ResourceKindsDocument,
    "\n  query ServiceAccountMe { me { user { id } serviceAccount { id name } groups platformAdmin token { owner { __typename } createdBy { __typename ... on User { id } } } } }\n": typeof types.ServiceAccountMeDocument,
    "\n  query ServiceAccountSee($id: ID!) { workspace(by: { id: $id }) { id myRole members { nodes { principal { __typename ... on ServiceAccount { id name } } role } } } }\n": typeof types.ServiceAccountSeeDocument,
    "\n  mutation ServiceAccountRemove($input: RemoveMemberInput!) { removeMember(input: $input) { revokedTokens { id } } }\n": typeof types.ServiceAccountRemoveDocument,
    "\n  mutation ServiceAccountTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { newOwner { id } } }\n": typeof types.ServiceAccountTransferDocument,
    "\n  mutation ServiceAccountRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.ServiceAccountRevokeDocument,
    "\n  mutation AccountRotate($input: RotateApiTokenInput!) { rotateApiToken(input: $input) { token { id } } }\n": typeof types.AccountRotateDocument,
    "\n  query ServiceAccountList($id: ID!) {\n    workspace(by: { id: $id }) { serviceAccounts { nodes { id tokens { nodes { id status } } } } events(first: 5) { nodes { type actor { __typename } actorName } } }\n  }\n": typeof types.ServiceAccountListDocument,
    "\n  query ServiceAccountUsers($search: String!) { users(filter: { search: $search }) { nodes { id } } }\n": typeof types.ServiceAccountUsersDocument,
    "\n  subscription ServiceAccountChanges($id: ID!) { nodeChanges(workspace: { id: $id }) { id action } }\n": typeof types.ServiceAccountChangesDocument,
    "\n  mutation TokenLifeResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id status } } }\n": typeof types.TokenLifeResumeDocument,
    "\n  mutation TokenLifeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.TokenLifeRevokeDocument,
    "\n  query TokenLifeTokens($filter: TokenFilter) { me { tokens(filter: $filter) { nodes { id status } } } }\n": typeof types.TokenLifeTokensDocument,
    "\n  query TokenLifeEvents($types: [EventType!]) { events(filter: { types: $types }) { nodes { type subjectId workspaceId } } }\n": typeof types.TokenLifeEventsDocument,
    "\n  mutation TokenLimitsRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.TokenLimitsRevokeDocument,
    "\n  mutation TokenLimitsRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": typeof types.TokenLimitsRemoveDocument,
    "\n  mutation TokenLimitsLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.TokenLimitsLeaveDocument,
    "\n  mutation TokenLimitsDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.TokenLimitsDeleteUserDocument,
    "\n  mutation TokenCreate($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id name description hint status role permissions expiresAt createdAt lastUsedAt revokedAt\n        workspace { id } owner { ... on User { id } } createdBy { ... on User { id } } revokedBy { __typename }\n      }\n    }\n  }\n": typeof types.TokenCreateDocument,
    "\n  mutation TokenRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) { changed token { id status revokedAt revokedBy { ... on User { id } } } }\n  }\n": typeof types.TokenRevokeDocument,
    "\n  query TokenMine($filter: TokenFilter) { me { tokens(first: 100, filter: $filter) { nodes { id status } totalCount } } }\n": typeof types.TokenMineDocument,
    "\n  query TokenThere($by: WorkspaceRef!, $filter: TokenFilter) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter) { nodes { id } totalCount } }\n  }\n": typeof types.TokenThereDocument,
    "\n  query UserRead($by: UserRef!) {\n    user(by: $by) {\n      id uuid name email platformAdmin suspendedAt lastSeenAt\n      memberships(first: 100) { nodes { role workspace { id } } }\n    }\n  }\n": typeof types.UserReadDocument,
    "\n  query UserMe { me { user { id name platformAdmin } platformAdmin groups } }\n": typeof types.UserMeDocument,
    "\n  mutation UserUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id name email platformAdmin } }\n  }\n": typeof types.UserUpdateDocument,
    "\n  mutation UserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n": typeof types.UserSuspendDocument,
    "\n  mutation UserResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { suspendedAt } } }\n": typeof types.UserResumeDocument,
    "\n  mutation UserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.UserDeleteDocument,
    "\n  query UserOwnerless($name: String!) {\n    workspaces(filter: { ownerless: true, name: { eq: $name } }) { totalCount nodes { id } }\n  }\n": typeof types.UserOwnerlessDocument,
    "\n  query UserWorkspace($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      createdBy { ... on User { name } }\n      members(first: 100) { totalCount }\n      events(first: 100) { nodes { actorName actor { ... on User { name } } } }\n    }\n  }\n": typeof types.UserWorkspaceDocument,
    "\n  query UserAll($filter: UserFilter!) { users(filter: $filter) { nodes { id } totalCount } }\n": typeof types.UserAllDocument,
    "\n  mutation StateUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id displayName visibility deletionProtection } }\n  }\n": typeof types.StateUpdateDocument,
    "\n  query StateRead($by: WorkspaceRef!) {\n    workspace(by: $by) { id state version builtIn visibility createdBy { __typename } myRole owners { id } }\n  }\n": typeof types.StateReadDocument,
    "\n  query StateMember($by: WorkspaceRef!, $principal: PrincipalRef!) {\n    workspace(by: $by) { membership(principal: $principal) { id role } }\n  }\n": typeof types.StateMemberDocument,
    "\n  mutation StateSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { state version } }\n  }\n": typeof types.StateSuspendDocument,
    "\n  mutation StateResume($input: ResumeWorkspaceInput!) {\n    resumeWorkspace(input: $input) { workspace { state version } }\n  }\n": typeof types.StateResumeDocument,
    "\n  mutation StateMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { myPreferences { favourite hidden isDefault } } }\n  }\n": typeof types.StateMarkDocument,
    "\n  query StateMarked {\n    me { defaultWorkspace { id } }\n    favourites: workspaces(filter: { favourite: true }) { nodes { id } }\n    hidden: workspaces(filter: { hidden: true }) { nodes { id } }\n  }\n": typeof types.StateMarkedDocument,
    "\n  mutation StateUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": typeof types.StateUpdateMemberDocument,
    "\n  mutation StateRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": typeof types.StateRemoveMemberDocument,
    "\n  mutation StateLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.StateLeaveDocument,
    "\n  mutation StateTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { workspace { id } } }\n": typeof types.StateTransferDocument,
    "\n  mutation StateRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.StateRevokeDocument,
    "\n  mutation StateCreateProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.StateCreateProjectDocument,
    "\n  query StateOwnerless($ownerless: Boolean!) {\n    workspaces(first: 100, filter: { builtIn: true, ownerless: $ownerless }) { nodes { name } }\n  }\n": typeof types.StateOwnerlessDocument,
    "\n  fragment WorkspaceFields on Workspace {\n    id uuid name displayName description hosting instanceUrl builtIn state visibility deletionProtection version\n    myRole\n    createdBy { ... on User { id } }\n  }\n": typeof types.WorkspaceFieldsFragmentDoc,
    "\n  mutation WorkspaceCreate($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n": typeof types.WorkspaceCreateDocument,
    "\n  mutation WorkspaceUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n": typeof types.WorkspaceUpdateDocument,
    "\n  query WorkspaceRead($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      ...WorkspaceFields\n      members(filter: { principalType: [EVERYONE] }) { nodes { id role principal { __typename } } }\n    }\n  }\n": typeof types.WorkspaceReadDocument,
    "\n  query WorkspaceNodes($ids: [ID!]!) { nodes(ids: $ids) { id } }\n": typeof types.WorkspaceNodesDocument,
    "\n  query AbilityMembers($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 20) {\n        nodes {\n          id\n          role\n          principal {\n            __typename\n            ... on User { id }\n          }\n          canUpdate { allowed code reason }\n          canRemove { allowed code reason }\n        }\n      }\n    }\n  }\n": typeof types.AbilityMembersDocument,
    "\n  mutation AbilityShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.AbilityShareDocument,
    "\n  query AccessOf($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) {\n      accessOf(user: $user) { role permissions sources { via role membership { id role } } }\n    }\n  }\n": typeof types.AccessOfDocument,
    "\n  query AccessOfCaller($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [RESOURCE_READ, MEMBER_INVITE]) { permission allowed code requiredRole myRole }\n  }\n": typeof types.AccessOfCallerDocument,
    "\n  query AccessOfWorkspace($by: WorkspaceRef!) { workspace(by: $by) { id } }\n": typeof types.AccessOfWorkspaceDocument,
    "\n  query AccessOfWho { me { user { id } } }\n": typeof types.AccessOfWhoDocument,
    "\n  query AddressMe { me { user { id email } platformAdmin } }\n": typeof types.AddressMeDocument,
    "\n  query AddressUser($by: UserRef!) { user(by: $by) { id email } }\n": typeof types.AddressUserDocument,
    "\n  query CallersRoles {\n    roles {\n      name\n      permissions\n    }\n  }\n": typeof types.CallersRolesDocument,
    "\n  query CallersDeletion($id: ID!) {\n    deletion(id: $id) {\n      state\n    }\n  }\n": typeof types.CallersDeletionDocument,
    "\n  query CredentialMine($by: WorkspaceRef!) {\n    workspace(by: $by) { id myRole myPermissions }\n  }\n": typeof types.CredentialMineDocument,
    "\n  query CredentialEverywhere($elsewhere: WorkspaceRef!, $mate: UserRef!, $node: ID!, $project: ID!, $deletion: ID!) {\n    me {\n      user { memberships { nodes { workspace { id } } totalCount } }\n      tokens { nodes { id } totalCount }\n      token { id }\n      defaultWorkspace { id }\n      platformAdmin\n    }\n    workspaces { nodes { id } totalCount }\n    workspace(by: $elsewhere) { id }\n    builtIn: workspace(by: { name: \"default\" }) { id }\n    user(by: $mate) { id }\n    node(id: $node) { id }\n    nodes(ids: [$node, $project]) { id }\n    deletion(id: $deletion) { id }\n    deletions { nodes { id } totalCount }\n  }\n": typeof types.CredentialEverywhereDocument,
    "\n  query CredentialAccess($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [WORKSPACE_READ, PROJECT_WRITE, MEMBER_UPDATE]) { permission allowed reason }\n  }\n": typeof types.CredentialAccessDocument,
    "\n  query CredentialUsers { users { totalCount } }\n": typeof types.CredentialUsersDocument,
    "\n  mutation CredentialProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": typeof types.CredentialProjectDocument,
    "\n  mutation CredentialUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": typeof types.CredentialUpdateMemberDocument,
    "\n  mutation CredentialRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.CredentialRevokeDocument,
    "\n  mutation CredentialMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": typeof types.CredentialMarkDocument,
    "\n  query CredentialListed { me { tokens { nodes { id hint name } } } events(first: 100) { nodes { summary data } } }\n": typeof types.CredentialListedDocument,
    "\n  mutation EndedSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.EndedSuspendDocument,
    "\n  query EndedState($id: ID!) { deletion(id: $id) { state } }\n": typeof types.EndedStateDocument,
    "\n  mutation EscalationUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id workspace { events { nodes { type } } } } }\n  }\n": typeof types.EscalationUpdateMemberDocument,
    "\n  mutation EscalationRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId }\n  }\n": typeof types.EscalationRemoveMemberDocument,
    "\n  mutation EscalationLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.EscalationLeaveDocument,
    "\n  mutation EscalationPrefer($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": typeof types.EscalationPreferDocument,
    "\n  mutation EscalationProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n        resources {\n          nodes {\n            spec\n          }\n        }\n      }\n    }\n  }\n": typeof types.EscalationProjectDocument,
    "\n  mutation EscalationRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n": typeof types.EscalationRevokeDocument,
    "\n  query EscalationRecord($id: ID!) { deletion(id: $id) { state workspaceEvents(first: 1) { nodes { type } } } }\n": typeof types.EscalationRecordDocument,
    "\n  query EscalationResources($id: ID!, $filter: ResourceFilter) {\n    workspace(by: { id: $id }) { resources(filter: $filter) { totalCount } }\n  }\n": typeof types.EscalationResourcesDocument,
    "\n  query EscalationWorkspaces($filter: WorkspaceFilter) { workspaces(filter: $filter) { totalCount } }\n": typeof types.EscalationWorkspacesDocument,
    "\n  query EscalationMembers($id: ID!, $search: String!) {\n    workspace(by: { id: $id }) { members(filter: { search: $search }) { totalCount } }\n  }\n": typeof types.EscalationMembersDocument,
    "\n  query HiddenNames($private: ID!, $deleting: ID!, $gone: ID!) {\n    private: workspace(by: { id: $private }) {\n      id\n      name\n    }\n    deleting: workspace(by: { id: $deleting }) {\n      id\n      name\n    }\n    gone: deletion(id: $gone) {\n      id: workspaceId\n      name: workspaceName\n    }\n  }\n": typeof types.HiddenNamesDocument,
    "\n  mutation HiddenDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": typeof types.HiddenDeleteUserDocument,
    "\n  query HiddenState($id: ID!) {\n    workspace(by: { id: $id }) {\n      name\n      state\n    }\n  }\n": typeof types.HiddenStateDocument,
    "\n  query HiddenLog {\n    events(first: 1) {\n      totalCount\n    }\n  }\n": typeof types.HiddenLogDocument,
    "\n  mutation InvitedAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n": typeof types.InvitedAcceptDocument,
    "\n  mutation InvitedDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": typeof types.InvitedDeclineDocument,
    "\n  query InvitedMine { me { invitations { nodes { id email } } invitationCount } }\n": typeof types.InvitedMineDocument,
    "\n  query ClaimsMe { me { user { id name } groups } }\n": typeof types.ClaimsMeDocument,
    "\n  query GroupsMe { me { user { id } groups groupsExpireAt } }\n": typeof types.GroupsMeDocument,
    "\n  query GroupsRole($by: WorkspaceRef!) { workspace(by: $by) { myRole myMembership { id } } }\n": typeof types.GroupsRoleDocument,
    "\n  query JwtMe { me { user { id name email } groups platformAdmin token { id } } }\n": typeof types.JwtMeDocument,
    "\n  query JwtMembers($by: WorkspaceRef!, $filter: MemberFilter) {\n    workspace(by: $by) { members(filter: $filter) { nodes { principal { ... on User { id } } } } }\n  }\n": typeof types.JwtMembersDocument,
    "\n  query JwtServerInfo { serverInfo { oidc { issuer audience clientId scopes } } }\n": typeof types.JwtServerInfoDocument,
    "\n  mutation JwtSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.JwtSuspendDocument,
    "\n  mutation JwtResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": typeof types.JwtResumeDocument,
    "\n  mutation JwtDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": typeof types.JwtDeleteDocument,
    "\n  query LimitedSelf($by: WorkspaceRef!, $self: UserRef!, $address: UserRef!) {\n    me { user { id email platformAdmin suspendedAt lastSeenAt memberships { nodes { id } } } }\n    user(by: $self) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: $address) { id }\n    workspace(by: $by) {\n      id\n      myRole\n      myMembership { id }\n      owners { id email platformAdmin memberships { totalCount } }\n      createdBy { ... on User { id email platformAdmin memberships { totalCount } } }\n    }\n  }\n": typeof types.LimitedSelfDocument,
    "\n  query LimitedOthers($id: ID!, $email: EmailAddress!) {\n    user(by: { id: $id }) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: { email: $email }) { id }\n  }\n": typeof types.LimitedOthersDocument,
    "\n  mutation LimitedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": typeof types.LimitedRevokeDocument,
    "\n  mutation LimitedLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": typeof types.LimitedLeaveDocument,
    "\n    subscription LossesWorkspaceEvents($id: ID!) {\n      workspaceEvents(workspace: { id: $id }) {\n        type\n      }\n    }\n  ": typeof types.LossesWorkspaceEventsDocument,
    "\n    subscription LossesNodeChanges($id: ID!) {\n      nodeChanges(workspace: { id: $id }) {\n        action\n      }\n    }\n  ": typeof types.LossesNodeChangesDocument,
    "\n    subscription LossesEvents {\n      events(types: [WORKSPACE_UPDATED]) {\n        type\n      }\n    }\n  ": typeof types.LossesEventsDocument,
    "\n  subscription LossesLog {\n    events {\n      type\n      workspaceId\n    }\n  }\n": typeof types.LossesLogDocument,
    "\n  mutation LossesTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner {\n        id\n      }\n    }\n  }\n": typeof types.LossesTransferDocument,
    "\n  mutation MovedRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n      token { id name hint status createdAt expiresAt revokedAt workspace { id } owner { ... on User { id } } revokedBy { ... on User { id } } }\n    }\n  }\n": typeof types.MovedRevokeDocument,
    "\n  mutation MovedResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id } } }\n": typeof types.MovedResumeDocument,
    "\n  subscription MovedFollow($id: ID!) { deletionEvents(deletion: $id) { type } }\n": typeof types.MovedFollowDocument,
    "\n  query MovedEvents($id: ID!) { deletion(id: $id) { workspaceEvents(filter: { types: [TOKEN_REVOKED] }) { nodes { subjectId } } } }\n": typeof types.MovedEventsDocument,
    "\n  query ProviderMe { me { user { id name email } groups } }\n": typeof types.ProviderMeDocument,
    "\n  query ProviderSeen($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) { myRole accessOf(user: $user) { sources { via role membership { id } } } }\n    workspaces(first: 100) { nodes { id } }\n  }\n": typeof types.ProviderSeenDocument,
    "\n  mutation ProviderShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": typeof types.ProviderShareDocument,
    "\n  query PayloadsTokens($id: ID!) { workspace(by: { id: $id }) { tokens(first: 100) { nodes { id } } } }\n": typeof types.PayloadsTokensDocument,
    "\n  mutation PayloadsRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { revokedTokens { id name hint lastUsedIp } }\n  }\n": typeof types.PayloadsRemoveDocument,
    "\n  mutation PayloadsAdd($input: AddMemberInput!) { addMember(input: $input) { __typename } }\n": typeof types.PayloadsAddDocument,
    "\n  mutation PayloadsDelete($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletion { id } } }\n": typeof types.PayloadsDeleteDocument,
    "\n  mutation PayloadsUpdate($input: UpdateResourceInput!, $with: Boolean!, $without: Boolean!) {\n    updateResource(input: $input) {\n      resource @include(if: $with) { id }\n      ... @skip(if: $without) { ...PayloadsUpdated }\n    }\n  }\n  fragment PayloadsUpdated on UpdateResourcePayload { again: resource { spec } }\n": typeof types.PayloadsUpdateDocument,
    "\n  query PeopleMe { me { user { id uuid email } } }\n": typeof types.PeopleMeDocument,
    "\n  query PeopleFind($id: ID!, $uuid: UUID!, $email: EmailAddress!, $node: ID!) {\n    id: user(by: { id: $id }) { id email }\n    uuid: user(by: { uuid: $uuid }) { id email }\n    email: user(by: { email: $email }) { id email }\n    node(id: $node) { id ... on User { email } }\n  }\n": typeof types.PeopleFindDocument,
    "\n  query PeopleMembers($by: WorkspaceRef!, $principal: PrincipalRef!, $search: String!) {\n    workspace(by: $by) {\n      membership(principal: $principal) { principal { ... on User { id email } } }\n      members(first: 100) { nodes { principal { ... on User { id email } } } }\n      found: members(filter: { search: $search }) { totalCount }\n    }\n  }\n": typeof types.PeopleMembersDocument,
    "\n  query PeopleIdentity($id: ID!) { user(by: { id: $id }) { id uuid email } }\n": typeof types.PeopleIdentityDocument,
    "\n  query PermissionsSnapshot($id: ID!) {\n    events(first: 1) {\n      totalCount\n    }\n    users {\n      totalCount\n    }\n    workspaces {\n      totalCount\n    }\n    deletions {\n      totalCount\n    }\n    workspace(by: { id: $id }) {\n      version\n      state\n      members(first: 100) {\n        nodes {\n          id\n          role\n        }\n      }\n      tokens(first: 100) {\n        nodes {\n          id\n          status\n        }\n      }\n      projects(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n      resources(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n    }\n  }\n": typeof types.PermissionsSnapshotDocument,
    "\n  mutation RaceSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n": typeof types.RaceSuspendWorkspaceDocument,
    "\n  query RaceEvents($after: String) {\n    events(first: 100, after: $after) { nodes { type requestId } pageInfo { hasNextPage endCursor } }\n  }\n": typeof types.RaceEventsDocument,
    "\n  mutation SessionRightsSuspendThenResume($suspend: SuspendUserInput!, $resume: ResumeUserInput!) {\n    suspendUser(input: $suspend) { user { id } }\n    resumeUser(input: $resume) { user { id } }\n  }\n": typeof types.SessionRightsSuspendThenResumeDocument,
    "\n  mutation SessionRightsExpiry($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { expiresAt } } }\n": typeof types.SessionRightsExpiryDocument,
    "\n  query SessionsMe {\n    me { user { id } platformAdmin sessions { id current createdAt expiresAt userAgent } }\n  }\n": typeof types.SessionsMeDocument,
    "\n  query SessionsNode($id: ID!) { node(id: $id) { id } }\n": typeof types.SessionsNodeDocument,
    "\n  query SessionsEvents($types: [EventType!]!) {\n    events(first: 100, filter: { types: $types }) { nodes { type subjectId summary } }\n  }\n": typeof types.SessionsEventsDocument,
    "\n  mutation SessionsSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": typeof types.SessionsSuspendDocument,
    "\n  mutation SessionsResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": typeof types.SessionsResumeDocument,
    "\n  query SessionsDeletion($id: ID!) { deletion(id: $id) { state } }\n": typeof types.SessionsDeletionDocument,
    "\n  subscription RightsWorkspace($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      workspaceId\n    }\n  }\n": typeof types.RightsWorkspaceDocument,
    "\n  subscription RightsDeletion($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n    }\n  }\n": typeof types.RightsDeletionDocument,
    "\n  subscription RightsDeletions {\n    deletions {\n      type\n      deletion {\n        workspaceId\n      }\n    }\n  }\n": typeof types.RightsDeletionsDocument,
    "\n  subscription BoundFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n": typeof types.BoundFollowDocument,
    "\n  subscription BoundFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n": typeof types.BoundFollowAllDocument,
    "\n  query WatcherView($id: ID!) {\n    workspace(by: { id: $id }) {\n      id\n      uuid\n      name\n      displayName\n      state\n      visibility\n      version\n      myRole\n      myPermissions\n      myMembership {\n        id\n      }\n      owners {\n        id\n      }\n      members { totalCount nodes { id } }\n      tokens { totalCount nodes { id } }\n      projects { totalCount nodes { id } }\n      resources { totalCount nodes { id } }\n      events { totalCount nodes { type } }\n      resourceCounts {\n        count\n      }\n      deletion {\n        id\n      }\n    }\n    workspaces(first: 100) {\n      nodes {\n        id\n      }\n    }\n    deleting: workspaces(first: 100, filter: { state: [DELETING] }) {\n      nodes {\n        id\n        myRole\n      }\n    }\n  }\n": typeof types.WatcherViewDocument,
    "\n  query WatcherWatch($id: ID!) {\n    deletion(id: $id) {\n      state\n      steps {\n        name\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n    node(id: $id) {\n      id\n    }\n    deletions(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.WatcherWatchDocument,
    "\n  subscription WatcherFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n": typeof types.WatcherFollowDocument,
    "\n  subscription WatcherFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n": typeof types.WatcherFollowAllDocument,
    "\n  query WatcherNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n    }\n  }\n": typeof types.WatcherNodesDocument,
    "\n  mutation WatcherDemote($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        platformAdmin\n      }\n    }\n  }\n": typeof types.WatcherDemoteDocument,
    "\n  subscription AllEvents($after: Cursor, $types: [EventType!]) {\n    events(after: $after, types: $types) {\n      id\n      cursor\n      type\n      workspaceId\n      ip\n    }\n  }\n": typeof types.AllEventsDocument,
    "\n  query AllEventsLog {\n    events(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.AllEventsLogDocument,
    "\n  subscription StreamDeletionNow($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n      step\n      done\n      deletion {\n        state\n        done\n        steps {\n          name\n          state\n          done\n        }\n      }\n    }\n  }\n": typeof types.StreamDeletionNowDocument,
    "\n  subscription StreamLiveWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n": typeof types.StreamLiveWorkspaceDocument,
    "\n  subscription StreamRole($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      actor {\n        ... on User {\n          memberships {\n            nodes {\n              role\n              workspace {\n                displayName\n                myRole\n                events(first: 1) {\n                  nodes {\n                    type\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.StreamRoleDocument,
    "\n  mutation StreamRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n": typeof types.StreamRenameDocument,
    "\n  mutation StreamPromote($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n": typeof types.StreamPromoteDocument,
    "\n  query CursorLog {\n    events(first: 100) { nodes { id cursor type } edges { cursor } }\n  }\n": typeof types.CursorLogDocument,
    "\n  subscription CursorDeletions($after: Cursor) {\n    deletions(after: $after) { id cursor type deletion { id } }\n  }\n": typeof types.CursorDeletionsDocument,
    "\n  subscription CursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n": typeof types.CursorDeletionDocument,
    "\n  subscription CursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n": typeof types.CursorWorkspaceDocument,
    "\n  query CursorDeletionLog($id: ID!) {\n    deletion(id: $id) { events(first: 100) { nodes { id } } }\n  }\n": typeof types.CursorDeletionLogDocument,
    "\n  subscription StreamDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      total\n      done\n    }\n  }\n": typeof types.StreamDeletionDocument,
    "\n  subscription StreamDeletions($after: Cursor) {\n    deletions(after: $after) {\n      id\n      cursor\n      type\n      step\n      deletion {\n        id\n      }\n    }\n  }\n": typeof types.StreamDeletionsDocument,
    "\n  subscription StreamWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n": typeof types.StreamWorkspaceDocument,
    "\n  subscription NodeReadersEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.NodeReadersEventsDocument,
    "\n  mutation NodeReadersRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.NodeReadersRenameDocument,
    "\n  mutation NodeChangesRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.NodeChangesRenameDocument,
    "\n  mutation NodeChangesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": typeof types.NodeChangesDeleteUserDocument,
    "\n  subscription NodeChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) {\n      cursor\n      action\n      id\n      node {\n        __typename\n        id\n      }\n    }\n  }\n": typeof types.NodeChangesDocument,
    "\n  mutation NodeChangesRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n": typeof types.NodeChangesRemoveDocument,
    "\n  subscription OneCursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n": typeof types.OneCursorDeletionDocument,
    "\n  subscription OneCursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n": typeof types.OneCursorWorkspaceDocument,
    "\n  subscription RetentionWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { cursor type }\n  }\n": typeof types.RetentionWorkspaceDocument,
    "\n  subscription RetentionChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) { cursor id }\n  }\n": typeof types.RetentionChangesDocument,
    "\n  subscription RetentionAll($after: Cursor) { events(after: $after) { cursor type } }\n": typeof types.RetentionAllDocument,
    "\n  subscription RetentionDeletions($after: Cursor) { deletions(after: $after) { cursor type } }\n": typeof types.RetentionDeletionsDocument,
    "\n  subscription RetentionDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { cursor type at message }\n  }\n": typeof types.RetentionDeletionDocument,
    "\n  query RetentionNewest { events(first: 1) { nodes { cursor } } }\n": typeof types.RetentionNewestDocument,
    "\n  mutation RetentionAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": typeof types.RetentionAcceptDocument,
    "\n  mutation RetentionRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { id } } }\n": typeof types.RetentionRestoreDocument,
    "\n  mutation RetentionRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": typeof types.RetentionRevokeDocument,
    "\n  subscription SeamEvents($id: ID!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: { id: $id }, after: $after, types: $types) {\n      cursor\n    }\n  }\n": typeof types.SeamEventsDocument,
    "\n  mutation SeamCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": typeof types.SeamCreateProjectDocument,
    "\n  subscription SlowFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": typeof types.SlowFollowDocument,
    "\n  subscription SlowLog($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n": typeof types.SlowLogDocument,
    "\n  subscription SlowResume($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      actor {\n        __typename\n      }\n    }\n  }\n": typeof types.SlowResumeDocument,
    "\n  mutation StalledRename($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": typeof types.StalledRenameDocument,
    "\n  subscription TooSlowEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n": typeof types.TooSlowEventsDocument,
    "\n  mutation FixtureProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": typeof types.FixtureProjectDocument,
    "\n  query ProofHead {\n    events(first: 1) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.ProofHeadDocument,
    "\n  query ProofLog {\n    events(first: 100) {\n      nodes {\n        id\n        type\n        workspaceId\n        actorId\n        actorName\n        summary\n        tokenId\n        subjectId\n        requestId\n        ip\n        data\n      }\n    }\n  }\n": typeof types.ProofLogDocument,
    "\n  mutation ClaimTasks($input: ClaimCleanupTasksInput!) {\n    claimCleanupTasks(input: $input) {\n      tasks {\n        id\n        deletion { id }\n        workspaceId\n        workspaceName\n        kind { name }\n        resourceId\n        resourceName\n        externalId\n        labels\n        state\n        attempt\n        leaseExpiresAt\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": typeof types.ClaimTasksDocument,
    "\n  mutation CompleteTask($input: CompleteCleanupTaskInput!) {\n    completeCleanupTask(input: $input) { task { id state attempt leaseExpiresAt } }\n  }\n": typeof types.CompleteTaskDocument,
    "\n  mutation FailTask($input: FailCleanupTaskInput!) {\n    failCleanupTask(input: $input) { task { id state attempt nextAttemptAt lastError } }\n  }\n": typeof types.FailTaskDocument,
    "\n  mutation RetryDeletion($input: RetryDeletionInput!) { retryDeletion(input: $input) { deletion { id state failed } } }\n": typeof types.RetryDeletionDocument,
    "\n  mutation SkipStep($input: SkipDeletionStepInput!) { skipDeletionStep(input: $input) { deletion { id state skipped } } }\n": typeof types.SkipStepDocument,
    "\n  query ExternalDeletion($id: ID!, $filter: CleanupTaskFilter) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      failed\n      skipped\n      remaining\n      lastError\n      canRetry\n      steps { name state total done failed skipped attempts nextAttemptAt lastError startedAt finishedAt }\n      tasks(first: 100, filter: $filter) {\n        totalCount\n        nodes { id state attempt resourceName leaseExpiresAt nextAttemptAt lastError }\n      }\n      events(first: 100) { nodes { type step message total done failed skipped resourceIds } }\n    }\n  }\n": typeof types.ExternalDeletionDocument,
    "\n  mutation FullWorkspaceProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": typeof types.FullWorkspaceProjectDocument,
    "\n  mutation FullWorkspaceFavourite($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.FullWorkspaceFavouriteDocument,
    "\n  mutation FullWorkspaceShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.FullWorkspaceShareDocument,
    "\n  query DeletionRecord($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      events(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n  }\n": typeof types.DeletionRecordDocument,
    "\n  mutation KeyedProject($input: CreateProjectInput!) { createProject(input: $input) { project { id name } } }\n": typeof types.KeyedProjectDocument,
    "\n  mutation KeyedDeleteProject($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n": typeof types.KeyedDeleteProjectDocument,
    "\n  mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": typeof types.InputsSuspendWorkspaceDocument,
    "\n  mutation InputsSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.InputsSuspendUserDocument,
    "\n  mutation CreateWorkspace($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) {\n      workspace {\n        id\n        uuid\n        name\n        displayName\n        version\n      }\n    }\n  }\n": typeof types.CreateWorkspaceDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id\n        expiresAt\n      }\n    }\n  }\n": typeof types.CreateApiTokenDocument,
    "\n  mutation AddMember($input: AddMemberInput!) {\n    addMember(input: $input) {\n      membership {\n        id\n        role\n      }\n    }\n  }\n": typeof types.AddMemberDocument,
    "\n  mutation InviteMembers($input: InviteMembersInput!) {\n    inviteMembers(input: $input) {\n      results { email invitation { id email state role delivery expiresAt } code link errorCode errorMessage }\n    }\n  }\n": typeof types.InviteMembersDocument,
    "\n  mutation CreateServiceAccount($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) { serviceAccount { id name description workspace { id } } }\n  }\n": typeof types.CreateServiceAccountDocument,
    "\n  mutation RegisterResourceKind($input: RegisterResourceKindInput!) {\n    registerResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n": typeof types.RegisterResourceKindDocument,
    "\n  fragment ResourceKindFields on ResourceKind {\n    name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } builtIn\n  }\n": typeof types.ResourceKindFieldsFragmentDoc,
    "\n  mutation UpdateResourceKind($input: UpdateResourceKindInput!) {\n    updateResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n": typeof types.UpdateResourceKindDocument,
    "\n  mutation DeleteServiceAccount($input: DeleteServiceAccountInput!) {\n    deleteServiceAccount(input: $input) { deletedServiceAccountId }\n  }\n": typeof types.DeleteServiceAccountDocument,
    "\n  mutation RotateApiToken($input: RotateApiTokenInput!) {\n    rotateApiToken(input: $input) { token { id status hint graceEndsAt expiresAt } secret }\n  }\n": typeof types.RotateApiTokenDocument,
    "\n  mutation ExchangeToken($input: ExchangeTokenInput!) { exchangeToken(input: $input) { accessToken expiresAt } }\n": typeof types.ExchangeTokenDocument,
    "\n  mutation SuspendApiToken($input: SuspendApiTokenInput!) { suspendApiToken(input: $input) { token { id status } } }\n": typeof types.SuspendApiTokenDocument,
    "\n  mutation RegisterResources($input: RegisterResourcesInput!) {\n    registerResources(input: $input) {\n      resources {\n        id\n        name\n      }\n    }\n  }\n": typeof types.RegisterResourcesDocument,
    "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        id\n        state\n        total\n      }\n    }\n  }\n": typeof types.DeleteWorkspaceDocument,
    "\n  mutation PauseDeletions($input: PauseDeletionsInput!) {\n    pauseDeletions(input: $input) {\n      pausedAt\n    }\n  }\n": typeof types.PauseDeletionsDocument,
    "\n  mutation ResumeDeletions($input: ResumeDeletionsInput!) {\n    resumeDeletions(input: $input) {\n      resumedAt\n    }\n  }\n": typeof types.ResumeDeletionsDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      endedSessionId\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation CreateSignInLink($input: CreateSignInLinkInput!) {\n    createSignInLink(input: $input) {\n      link\n      expiresAt\n    }\n  }\n": typeof types.CreateSignInLinkDocument,
};
const documents: Documents = {
    "\n  mutation ChangeInActivityTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": types.ChangeInActivityTestDocument,
    "\n  mutation SetRoleInActivityTest($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id } }\n  }\n": types.SetRoleInActivityTestDocument,
    "\n  mutation ProtectInConsole($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": types.ProtectInConsoleDocument,
    "\n  query RequestedInConsole($name: String!) {\n    deletions(first: 1, filter: { workspaceName: { eq: $name } }) {\n      nodes { id policy reason state startsAt requestedAt }\n    }\n  }\n": types.RequestedInConsoleDocument,
    "\n  mutation SuspendForInvitations($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n": types.SuspendForInvitationsDocument,
    "\n  mutation RevokeInConsole($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) { invitation { id } }\n  }\n": types.RevokeInConsoleDocument,
    "\n  mutation SetRoleInConsole($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role } }\n  }\n": types.SetRoleInConsoleDocument,
    "\n    query MembersInConsole($workspace: WorkspaceRef!) {\n      workspace(by: $workspace) { members(first: 50) { nodes { role principal { ... on User { name } } } } }\n    }\n  ": types.MembersInConsoleDocument,
    "\n  query AccessInConsole($workspace: WorkspaceRef!, $permissions: [Permission!]!) {\n    access(workspace: $workspace, permissions: $permissions) { permission allowed }\n  }\n": types.AccessInConsoleDocument,
    "\n  query KindsInConsole { resourceKinds { name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } } }\n": types.KindsInConsoleDocument,
    "\n  query StateInConsole($id: ID!) { workspace(by: { id: $id }) { state suspendedReason } }\n": types.StateInConsoleDocument,
    "\n  mutation CreateProjectInConsole($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.CreateProjectInConsoleDocument,
    "\n  mutation UpdateProjectInConsole($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } } }\n": types.UpdateProjectInConsoleDocument,
    "\n  mutation UpdateResourceInConsole($input: UpdateResourceInput!) { updateResource(input: $input) { resource { version } } }\n": types.UpdateResourceInConsoleDocument,
    "\n  mutation DeleteResourceInConsole($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": types.DeleteResourceInConsoleDocument,
    "\n  query ResourceInConsole($id: ID!) {\n    node(id: $id) { ... on Resource { name labels spec externalId project { name } kind { name } } }\n  }\n": types.ResourceInConsoleDocument,
    "\n  query ProjectInConsole($id: ID!) { node(id: $id) { ... on Project { name description } } }\n": types.ProjectInConsoleDocument,
    "\n  mutation ChangeSettingsInTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": types.ChangeSettingsInTestDocument,
    "\n  query StoredSettings($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName description visibility deletionProtection state suspendedReason myRole\n      myPreferences { favourite hidden isDefault }\n    }\n  }\n": types.StoredSettingsDocument,
    "\n  query UserInConsole($by: UserRef!) { user(by: $by) { id name email platformAdmin suspendedAt } }\n": types.UserInConsoleDocument,
    "\n  mutation KilledInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code } }\n  }\n": types.KilledInviteDocument,
    "\n  query KillPointsFind($name: String!) {\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n        state\n      }\n    }\n  }\n": types.KillPointsFindDocument,
    "\n  query TrialRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName\n      members(first: 10) {\n        nodes {\n          role\n        }\n      }\n      resources(first: 10) {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n": types.TrialReadDocument,
    "\n  query TrialMe {\n    me {\n      platformAdmin\n    }\n  }\n": types.TrialMeDocument,
    "\n  query TrialFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.TrialFindDocument,
    "\n  mutation KeyedReplicasRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.KeyedReplicasRevokeDocument,
    "\n  mutation ReplicaAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": types.ReplicaAcceptDocument,
    "\n  mutation ReplicaDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": types.ReplicaDeclineDocument,
    "\n  mutation ReplicaRevokeInvitation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": types.ReplicaRevokeInvitationDocument,
    "\n  mutation ReplicaResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": types.ReplicaResendDocument,
    "\n  query ReplicaInvitationEvents($types: [EventType!]) {\n    events(first: 100, filter: { types: $types }) { totalCount nodes { type subjectId } }\n  }\n": types.ReplicaInvitationEventsDocument,
    "\n  mutation ReplicaUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n": types.ReplicaUpdateMemberDocument,
    "\n  mutation ReplicaRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n": types.ReplicaRemoveMemberDocument,
    "\n  mutation ReplicaLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) {\n      leftWorkspaceId\n    }\n  }\n": types.ReplicaLeaveDocument,
    "\n  mutation ReplicaSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.ReplicaSuspendUserDocument,
    "\n  mutation ReplicaResumeUser($input: ResumeUserInput!) {\n    resumeUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.ReplicaResumeUserDocument,
    "\n  mutation ReplicaDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": types.ReplicaDeleteUserDocument,
    "\n  mutation ReplicaRevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n": types.ReplicaRevokeApiTokenDocument,
    "\n  mutation ReplicaUpdateWorkspace($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n": types.ReplicaUpdateWorkspaceDocument,
    "\n  mutation ReplicaSetPreferences($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.ReplicaSetPreferencesDocument,
    "\n  mutation ReplicaCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": types.ReplicaCreateProjectDocument,
    "\n  mutation ReplicaUpdateProject($input: UpdateProjectInput!) {\n    updateProject(input: $input) {\n      project {\n        version\n      }\n    }\n  }\n": types.ReplicaUpdateProjectDocument,
    "\n  mutation ReplicaDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n": types.ReplicaDeleteProjectDocument,
    "\n  subscription ReplicaWorkspaceEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n": types.ReplicaWorkspaceEventsDocument,
    "\n  subscription ReplicaDeletionEvents($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": types.ReplicaDeletionEventsDocument,
    "\n  subscription ReplicaDeletions($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n": types.ReplicaDeletionsDocument,
    "\n  query TrialOwners($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 10, filter: { role: [OWNER] }) {\n        totalCount\n      }\n    }\n  }\n": types.TrialOwnersDocument,
    "\n  mutation RacesRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n": types.RacesRestoreDocument,
    "\n  query ReplicaProjects($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {\n    workspace(by: { id: $id }) {\n      projects(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n        }\n        pageInfo {\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.ReplicaProjectsDocument,
    "\n  query ReplicaLastUsed($id: ID!) {\n    node(id: $id) {\n      ... on ApiToken {\n        lastUsedAt\n        lastUsedIp\n        lastUsedOperation\n      }\n    }\n  }\n": types.ReplicaLastUsedDocument,
    "\n  query RestartList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n": types.RestartListDocument,
    "\n  query RestartToken { me { token { id lastUsedAt lastUsedIp lastUsedOperation } user { lastSeenAt } } }\n": types.RestartTokenDocument,
    "\n  query RestartSelf { me { platformAdmin user { id email } } }\n": types.RestartSelfDocument,
    "\n  mutation RestartSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.RestartSuspendDocument,
    "\n  mutation RestartResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": types.RestartResumeDocument,
    "\n  query RestartLog { events(first: 100) { nodes { id type } totalCount } }\n": types.RestartLogDocument,
    "\n  query RestartMembers($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      members(orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { principal { ... on User { name } ... on Group { name } } }\n      }\n    }\n  }\n": types.RestartMembersDocument,
    "\n  mutation KillCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": types.KillCreateProjectDocument,
    "\n  mutation KillDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n": types.KillDeleteProjectDocument,
    "\n  mutation KillRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.KillRenameDocument,
    "\n  query KillFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.KillFindDocument,
    "\n  subscription KillFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": types.KillFollowDocument,
    "\n  subscription KillFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n": types.KillFollowAllDocument,
    "\n  query StoreList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n": types.StoreListDocument,
    "\n  query BrakeRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      pausedAt\n      itemsPerSecond\n    }\n  }\n": types.BrakeReadDocument,
    "\n  mutation BrakeRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      deletion {\n        state\n      }\n    }\n  }\n": types.BrakeRestoreDocument,
    "\n  subscription BrakeFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      message\n      total\n      done\n    }\n  }\n": types.BrakeFollowDocument,
    "\n  subscription BrakeFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      type\n      deletion {\n        id\n        pausedAt\n      }\n    }\n  }\n": types.BrakeFollowAllDocument,
    "\n  query CleanupRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      total\n      lastError\n      steps {\n        name\n        state\n        done\n        total\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": types.CleanupReadDocument,
    "\n  subscription CleanupFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      done\n      deletion {\n        steps {\n          name\n          nextAttemptAt\n        }\n      }\n    }\n  }\n": types.CleanupFollowDocument,
    "\n  query DeletionCounts($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      steps { name total done }\n      events(first: 100) { nodes { type step total stepTotal } }\n    }\n  }\n": types.DeletionCountsDocument,
    "\n  query ExternalNode($id: ID!) {\n    node(id: $id) { id ... on CleanupTask { resourceName deletion { id } } }\n  }\n": types.ExternalNodeDocument,
    "\n  query TaskLabels($id: ID!) { deletion(id: $id) { tasks(first: 10) { nodes { labels } } } }\n": types.TaskLabelsDocument,
    "\n  mutation GraceRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      workspace { id state suspendedReason }\n      deletion { id state canRestore finishedAt }\n    }\n  }\n": types.GraceRestoreDocument,
    "\n  query GraceRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      canRestore\n      done\n      workspaceEvents(first: 100) { totalCount nodes { type } }\n      events(first: 20) { nodes { type message } }\n    }\n  }\n": types.GraceReadDocument,
    "\n  query GraceStates($by: WorkspaceRef!, $states: [WorkspaceState!]!) {\n    workspace(by: $by) { state deletion { state } members { totalCount } }\n    workspaces(filter: { state: $states }) { nodes { id state } }\n  }\n": types.GraceStatesDocument,
    "\n  subscription GraceFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { type cursor deletion { state } }\n  }\n": types.GraceFollowDocument,
    "\n  mutation GraceSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.GraceSuspendDocument,
    "\n  query GraceOwnRecord($id: ID!) { deletion(id: $id) { state canRestore } }\n": types.GraceOwnRecordDocument,
    "\n  mutation GraceDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.GraceDeleteUserDocument,
    "\n  query Impact($id: ID!) {\n    workspace(by: { id: $id }) {\n      deletionImpact {\n        etag\n        members\n        tokens\n        pendingInvitations\n        serviceAccounts\n        projects\n        resources { kind { name cleanup } count }\n        deletionProtection\n        builtIn\n        firstResources { id name }\n      }\n    }\n  }\n": types.ImpactDocument,
    "\n  mutation ImpactRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": types.ImpactRenameDocument,
    "\n  mutation ImpactDeleteResource($input: DeleteResourceInput!) {\n    deleteResource(input: $input) { deletedResourceId }\n  }\n": types.ImpactDeleteResourceDocument,
    "\n  query ManyFinished($states: [DeletionState!]!) {\n    deletions(filter: { state: $states }) {\n      totalCount\n    }\n  }\n": types.ManyFinishedDocument,
    "\n  query NameRead($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n      state\n      deletion {\n        id\n      }\n    }\n  }\n": types.NameReadDocument,
    "\n  query RecordRead($id: ID!) {\n    deletion(id: $id) {\n      id\n      workspaceId\n      workspaceName\n      workspaceDisplayName\n      state\n      policy\n      reason\n      requestedBy {\n        ... on User {\n          id\n        }\n      }\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      total\n      done\n      remaining\n      itemsPerSecond\n      etaSeconds\n      lastError\n      steps {\n        name\n        order\n        state\n        total\n        done\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": types.RecordReadDocument,
    "\n  query RecordEvents($id: ID!, $after: String) {\n    deletion(id: $id) {\n      events(first: 4, after: $after) {\n        totalCount\n        nodes {\n          cursor\n          type\n          step\n          total\n          done\n          message\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n          actorName\n        }\n      }\n    }\n  }\n": types.RecordEventsDocument,
    "\n  query RecordList($filter: DeletionFilter, $first: Int, $after: String) {\n    deletions(filter: $filter, first: $first, after: $after) {\n      totalCount\n      nodes {\n        id\n        state\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.RecordListDocument,
    "\n  query DeletionRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      policy\n      reason\n      total\n      done\n      workspaceId\n      steps {\n        name\n        label\n        order\n        state\n        total\n        done\n      }\n    }\n  }\n": types.DeletionReadDocument,
    "\n  mutation DeletionProtect($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        deletionProtection\n      }\n    }\n  }\n": types.DeletionProtectDocument,
    "\n  mutation DeletionSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        state\n      }\n    }\n  }\n": types.DeletionSuspendDocument,
    "\n  query StepsRead($id: ID!) {\n    deletion(id: $id) {\n      steps {\n        id\n        label\n        kind {\n          name\n          displayName\n        }\n        name\n        state\n        startedAt\n        finishedAt\n      }\n      events(first: 100) {\n        nodes {\n          type\n          at\n          step\n          stepLabel\n        }\n      }\n    }\n  }\n": types.StepsReadDocument,
    "\n  query StepsNode($id: ID!) {\n    node(id: $id) {\n      id\n    }\n  }\n": types.StepsNodeDocument,
    "\n  subscription StepsFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      step\n      stepLabel\n      stepTotal\n      stepDone\n    }\n  }\n": types.StepsFollowDocument,
    "\n  mutation NginxAuthzSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.NginxAuthzSuspendDocument,
    "\n  mutation AuthzSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.AuthzSuspendDocument,
    "\n  query KeyedFeatures { serverInfo { features } }\n": types.KeyedFeaturesDocument,
    "\n  mutation KeyedRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": types.KeyedRemoveMemberDocument,
    "\n  mutation KeyedLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id } workspace { id } }\n  }\n": types.KeyedLeaveDocument,
    "\n  mutation KeyedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.KeyedRevokeDocument,
    "\n  mutation KeyedInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code link errorCode errorMessage } }\n  }\n": types.KeyedInviteDocument,
    "\n  mutation KeyedRegister($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }\n": types.KeyedRegisterDocument,
    "\n  mutation KeyedDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": types.KeyedDeleteResourceDocument,
    "\n  mutation KeyedDeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) { deletion { id } workspace { id } }\n  }\n": types.KeyedDeleteWorkspaceDocument,
    "\n  query JsonTextRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      resources(first: 100, orderBy: [{ field: NAME }]) {\n        nodes {\n          name\n          externalId\n          labels\n          spec\n        }\n      }\n      events(first: 1) {\n        nodes {\n          data\n        }\n      }\n    }\n  }\n": types.JsonTextReadDocument,
    "\n  subscription JsonTextChanges($id: ID!) {\n    nodeChanges(workspace: { id: $id }) {\n      node {\n        ... on Resource {\n          name\n          labels\n          spec\n        }\n      }\n    }\n  }\n": types.JsonTextChangesDocument,
    "\n  mutation ValuesUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { labels spec } } }\n": types.ValuesUpdateResourceDocument,
    "\n  query ValuesSince($at: DateTimeFilter!) { events(filter: { at: $at }) { totalCount } }\n": types.ValuesSinceDocument,
    "\n  query FilterWorkspaces($filter: WorkspaceFilter, $orderBy: [WorkspaceOrder!]) {\n    workspaces(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name displayName } totalCount }\n  }\n": types.FilterWorkspacesDocument,
    "\n  mutation FilterMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": types.FilterMarkDocument,
    "\n  mutation FilterUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n": types.FilterUpdateDocument,
    "\n  mutation FilterSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.FilterSuspendDocument,
    "\n  mutation HeavyProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.HeavyProjectDocument,
    "\n  mutation LongListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.LongListsProjectDocument,
    "\n  query FilterMembers($by: WorkspaceRef!, $filter: MemberFilter, $orderBy: [MemberOrder!]) {\n    workspace(by: $by) {\n      members(first: 100, filter: $filter, orderBy: $orderBy) {\n        nodes { role principal { __typename ... on User { name } ... on Group { group: name } } }\n        totalCount\n      }\n    }\n  }\n": types.FilterMembersDocument,
    "\n  query FilterResources($by: WorkspaceRef!, $filter: ResourceFilter, $orderBy: [ResourceOrder!]) {\n    workspace(by: $by) { resources(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n": types.FilterResourcesDocument,
    "\n  query FilterUsers($filter: UserFilter!) { users(first: 100, filter: $filter) { nodes { name } totalCount } }\n": types.FilterUsersDocument,
    "\n  query FilterDeletions($filter: DeletionFilter!) {\n    deletions(first: 100, filter: $filter) { nodes { workspaceName } totalCount }\n  }\n": types.FilterDeletionsDocument,
    "\n  mutation FilterShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n": types.FilterShareDocument,
    "\n  mutation ListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.ListsProjectDocument,
    "\n  mutation ListsUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }\n": types.ListsUpdateResourceDocument,
    "\n  mutation ListsDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": types.ListsDeleteResourceDocument,
    "\n  mutation ListsRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": types.ListsRemoveMemberDocument,
    "\n  query StatementsNested($first: Int!) {\n    workspaces(first: $first) {\n      nodes {\n        id\n        name\n        myRole\n        members(first: 5) { nodes { role principal { ... on User { id name } } } }\n      }\n    }\n  }\n": types.StatementsNestedDocument,
    "\n  mutation StatementsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.StatementsProjectDocument,
    "\n  query FilterTokens($by: WorkspaceRef!, $filter: TokenFilter!, $orderBy: [TokenOrder!]) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name hint } totalCount } }\n    me { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n": types.FilterTokensDocument,
    "\n  query EventLog($by: WorkspaceRef!, $filter: EventFilter) {\n    workspace(by: $by) {\n      events(first: 100, filter: $filter) {\n        nodes {\n          cursor type at workspaceId actorId actorName summary tokenId subjectId requestId ip data\n          actor { ... on User { id name } }\n        }\n        totalCount\n      }\n    }\n  }\n": types.EventLogDocument,
    "\n  query EventAll($workspaceId: ID, $filter: EventFilter) {\n    events(first: 100, workspaceId: $workspaceId, filter: $filter) { nodes { type workspaceId ip } totalCount }\n  }\n": types.EventAllDocument,
    "\n  mutation EventUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": types.EventUpdateDocument,
    "\n  mutation EventProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.EventProjectDocument,
    "\n  mutation EventLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.EventLeaveDocument,
    "\n  mutation ExchangeSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.ExchangeSuspendDocument,
    "\n  mutation ExchangeUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": types.ExchangeUpdateMemberDocument,
    "\n  mutation ExchangeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.ExchangeRevokeDocument,
    "\n  query ExchangeEvents { events(first: 1) { totalCount } }\n": types.ExchangeEventsDocument,
    "\n  mutation CodesRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": types.CodesRevokeDocument,
    "\n  mutation CodesResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": types.CodesResendDocument,
    "\n  mutation CodesAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": types.CodesAcceptDocument,
    "\n  mutation CodesDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": types.CodesDeclineDocument,
    "\n  query CodesLook($code: String!) { invitation(code: $code) { workspaceDisplayName state } }\n": types.CodesLookDocument,
    "\n  mutation CodesRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": types.CodesRemoveDocument,
    "\n  mutation CodesUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": types.CodesUpdateMemberDocument,
    "\n  mutation CodesSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.CodesSuspendUserDocument,
    "\n  mutation CodesDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.CodesDeleteUserDocument,
    "\n  mutation CodesSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.CodesSuspendWorkspaceDocument,
    "\n  mutation MailAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n": types.MailAcceptDocument,
    "\n  query MailFeatures { serverInfo { features } }\n": types.MailFeaturesDocument,
    "\n  mutation MailUser($input: CreateUserInput!) { createUser(input: $input) { user { id } } }\n": types.MailUserDocument,
    "\n  mutation MailToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": types.MailTokenDocument,
    "\n  mutation MailRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": types.MailRevokeDocument,
    "\n  mutation MailSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.MailSuspendDocument,
    "\n  mutation MailSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n": types.MailSuspendWorkspaceDocument,
    "\n  mutation MailResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": types.MailResumeDocument,
    "\n  mutation MailResumeWorkspace($input: ResumeWorkspaceInput!) { resumeWorkspace(input: $input) { workspace { id } } }\n": types.MailResumeWorkspaceDocument,
    "\n  mutation MailRestoreWorkspace($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { workspace { id } } }\n": types.MailRestoreWorkspaceDocument,
    "\n  mutation MailUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": types.MailUpdateMemberDocument,
    "\n  mutation InvitationResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { code link invitation { id } } }\n": types.InvitationResendDocument,
    "\n  mutation InvitationRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id state respondedAt } } }\n": types.InvitationRevokeDocument,
    "\n  mutation InvitationAccept($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) { membership { id role workspace { id } grantedBy { ... on User { id } } } }\n  }\n": types.InvitationAcceptDocument,
    "\n  mutation InvitationDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id state } } }\n": types.InvitationDeclineDocument,
    "\n  query InvitationLook($code: String!) {\n    invitation(code: $code) {\n      workspace { id } workspaceDisplayName email role state delivery expiresAt invitedBy { __typename }\n    }\n  }\n": types.InvitationLookDocument,
    "\n  query InvitationMine { me { invitations { nodes { id email workspaceDisplayName workspace { id } } } invitationCount } }\n": types.InvitationMineDocument,
    "\n  query InvitationList($id: ID!, $filter: InvitationFilter) {\n    workspace(by: { id: $id }) { invitations(filter: $filter) { nodes { id email state } } }\n  }\n": types.InvitationListDocument,
    "\n  mutation InvitationToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n": types.InvitationTokenDocument,
    "\n  query InvitationExpired {\n    events(first: 100, filter: { types: [INVITATION_EXPIRED] }) { totalCount nodes { actorId workspaceId data } }\n  }\n": types.InvitationExpiredDocument,
    "\n  query InvitationLog($id: ID!) { workspace(by: { id: $id }) { events(first: 100) { nodes { type summary data } } } }\n": types.InvitationLogDocument,
    "\n  query LargeSenderMe { me { user { id } } }\n": types.LargeSenderMeDocument,
    "\n  mutation LargeSenderDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.LargeSenderDeleteDocument,
    "\n  query LargeSenderInvited($code: String!) { invitation(code: $code) { role } }\n": types.LargeSenderInvitedDocument,
    "\n  mutation LargeUserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n": types.LargeUserSuspendDocument,
    "\n  mutation LargeUserRename($input: UpdateUserInput!) { updateUser(input: $input) { user { name } } }\n": types.LargeUserRenameDocument,
    "\n  mutation LargeUserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.LargeUserDeleteDocument,
    "\n  mutation LimitsRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": types.LimitsRevokeDocument,
    "\n  mutation LimitsResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n": types.LimitsResendDocument,
    "\n  query MemberList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n": types.MemberListDocument,
    "\n  mutation MemberUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n": types.MemberUpdateDocument,
    "\n  mutation MemberRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId revokedTokens { id name } workspace { id } }\n  }\n": types.MemberRemoveDocument,
    "\n  mutation MemberLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id name } }\n  }\n": types.MemberLeaveDocument,
    "\n  mutation MemberTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n": types.MemberTransferDocument,
    "\n  query MemberRead($by: WorkspaceRef!) { workspace(by: $by) { id } }\n": types.MemberReadDocument,
    "\n  query MemberMemberships($filter: UserFilter!) {\n    users(filter: $filter) {\n      nodes { id memberships(first: 1) { nodes { workspace { id } } pageInfo { hasNextPage endCursor } totalCount } }\n    }\n  }\n": types.MemberMembershipsDocument,
    "\n  query MemberRest($by: UserRef!, $after: String) {\n    user(by: $by) { memberships(after: $after) { nodes { workspace { id } } } }\n  }\n": types.MemberRestDocument,
    "\n  query OwnerList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n": types.OwnerListDocument,
    "\n  mutation OwnerUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n": types.OwnerUpdateDocument,
    "\n  mutation OwnerRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId workspace { id } }\n  }\n": types.OwnerRemoveDocument,
    "\n  mutation OwnerLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.OwnerLeaveDocument,
    "\n  mutation OwnerTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n": types.OwnerTransferDocument,
    "\n  mutation OwnerSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.OwnerSuspendUserDocument,
    "\n  mutation ProjectCreate($input: CreateProjectInput!) {\n    createProject(input: $input) { project { id name description version workspace { id } createdAt updatedAt } }\n  }\n": types.ProjectCreateDocument,
    "\n  mutation ProjectUpdate($input: UpdateProjectInput!) {\n    updateProject(input: $input) { project { id name description version } }\n  }\n": types.ProjectUpdateDocument,
    "\n  mutation ProjectDelete($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n": types.ProjectDeleteDocument,
    "\n  query ProjectList($by: WorkspaceRef!, $filter: ProjectFilter) {\n    workspace(by: $by) {\n      projects(first: 100, filter: $filter) {\n        nodes { id name description resources(first: 50) { nodes { name } totalCount } }\n        totalCount\n      }\n    }\n  }\n": types.ProjectListDocument,
    "\n  query ProjectLoose($by: WorkspaceRef!, $filter: ResourceFilter!) {\n    workspace(by: $by) { resources(filter: $filter) { nodes { name project { id } } totalCount } }\n  }\n": types.ProjectLooseDocument,
    "\n  query ResourceKindList { resourceKinds { ...ResourceKindFields } }\n": types.ResourceKindListDocument,
    "\n  mutation ResourceKindRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n": types.ResourceKindRestoreDocument,
    "\n  mutation ResourceRegister($input: RegisterResourceInput!) {\n    registerResource(input: $input) { resource { ...ResourceFields } }\n  }\n": types.ResourceRegisterDocument,
    "\n  fragment ResourceFields on Resource {\n    id name externalId labels spec version kind { name } project { id } createdBy { ... on User { id } }\n  }\n": types.ResourceFieldsFragmentDoc,
    "\n  mutation ResourceRegisterMany($input: RegisterResourcesInput!) {\n    registerResources(input: $input) { resources { id name } }\n  }\n": types.ResourceRegisterManyDocument,
    "\n  mutation ResourceUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) { resource { ...ResourceFields } }\n  }\n": types.ResourceUpdateDocument,
    "\n  mutation ResourceDelete($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n": types.ResourceDeleteDocument,
    "\n  mutation ResourceProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.ResourceProjectDocument,
    "\n  query ResourceCounts($by: WorkspaceRef!, $filter: ResourceFilter) {\n    workspace(by: $by) {\n      resourceCounts { kind { name } count }\n      resources(first: 1) { totalCount }\n      counted: resources(first: 1, filter: $filter) { totalCount }\n    }\n  }\n": types.ResourceCountsDocument,
    "\n  query ResourceKinds { resourceKinds { name displayName cleanup cleanupOrder builtIn } }\n": types.ResourceKindsDocument,
    "\n  query ServiceAccountMe { me { user { id } serviceAccount { id name } groups platformAdmin token { owner { __typename } createdBy { __typename ... on User { id } } } } }\n": types.ServiceAccountMeDocument,
    "\n  query ServiceAccountSee($id: ID!) { workspace(by: { id: $id }) { id myRole members { nodes { principal { __typename ... on ServiceAccount { id name } } role } } } }\n": types.ServiceAccountSeeDocument,
    "\n  mutation ServiceAccountRemove($input: RemoveMemberInput!) { removeMember(input: $input) { revokedTokens { id } } }\n": types.ServiceAccountRemoveDocument,
    "\n  mutation ServiceAccountTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { newOwner { id } } }\n": types.ServiceAccountTransferDocument,
    "\n  mutation ServiceAccountRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.ServiceAccountRevokeDocument,
    "\n  mutation AccountRotate($input: RotateApiTokenInput!) { rotateApiToken(input: $input) { token { id } } }\n": types.AccountRotateDocument,
    "\n  query ServiceAccountList($id: ID!) {\n    workspace(by: { id: $id }) { serviceAccounts { nodes { id tokens { nodes { id status } } } } events(first: 5) { nodes { type actor { __typename } actorName } } }\n  }\n": types.ServiceAccountListDocument,
    "\n  query ServiceAccountUsers($search: String!) { users(filter: { search: $search }) { nodes { id } } }\n": types.ServiceAccountUsersDocument,
    "\n  subscription ServiceAccountChanges($id: ID!) { nodeChanges(workspace: { id: $id }) { id action } }\n": types.ServiceAccountChangesDocument,
    "\n  mutation TokenLifeResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id status } } }\n": types.TokenLifeResumeDocument,
    "\n  mutation TokenLifeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.TokenLifeRevokeDocument,
    "\n  query TokenLifeTokens($filter: TokenFilter) { me { tokens(filter: $filter) { nodes { id status } } } }\n": types.TokenLifeTokensDocument,
    "\n  query TokenLifeEvents($types: [EventType!]) { events(filter: { types: $types }) { nodes { type subjectId workspaceId } } }\n": types.TokenLifeEventsDocument,
    "\n  mutation TokenLimitsRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.TokenLimitsRevokeDocument,
    "\n  mutation TokenLimitsRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": types.TokenLimitsRemoveDocument,
    "\n  mutation TokenLimitsLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.TokenLimitsLeaveDocument,
    "\n  mutation TokenLimitsDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.TokenLimitsDeleteUserDocument,
    "\n  mutation TokenCreate($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id name description hint status role permissions expiresAt createdAt lastUsedAt revokedAt\n        workspace { id } owner { ... on User { id } } createdBy { ... on User { id } } revokedBy { __typename }\n      }\n    }\n  }\n": types.TokenCreateDocument,
    "\n  mutation TokenRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) { changed token { id status revokedAt revokedBy { ... on User { id } } } }\n  }\n": types.TokenRevokeDocument,
    "\n  query TokenMine($filter: TokenFilter) { me { tokens(first: 100, filter: $filter) { nodes { id status } totalCount } } }\n": types.TokenMineDocument,
    "\n  query TokenThere($by: WorkspaceRef!, $filter: TokenFilter) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter) { nodes { id } totalCount } }\n  }\n": types.TokenThereDocument,
    "\n  query UserRead($by: UserRef!) {\n    user(by: $by) {\n      id uuid name email platformAdmin suspendedAt lastSeenAt\n      memberships(first: 100) { nodes { role workspace { id } } }\n    }\n  }\n": types.UserReadDocument,
    "\n  query UserMe { me { user { id name platformAdmin } platformAdmin groups } }\n": types.UserMeDocument,
    "\n  mutation UserUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id name email platformAdmin } }\n  }\n": types.UserUpdateDocument,
    "\n  mutation UserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n": types.UserSuspendDocument,
    "\n  mutation UserResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { suspendedAt } } }\n": types.UserResumeDocument,
    "\n  mutation UserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.UserDeleteDocument,
    "\n  query UserOwnerless($name: String!) {\n    workspaces(filter: { ownerless: true, name: { eq: $name } }) { totalCount nodes { id } }\n  }\n": types.UserOwnerlessDocument,
    "\n  query UserWorkspace($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      createdBy { ... on User { name } }\n      members(first: 100) { totalCount }\n      events(first: 100) { nodes { actorName actor { ... on User { name } } } }\n    }\n  }\n": types.UserWorkspaceDocument,
    "\n  query UserAll($filter: UserFilter!) { users(filter: $filter) { nodes { id } totalCount } }\n": types.UserAllDocument,
    "\n  mutation StateUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id displayName visibility deletionProtection } }\n  }\n": types.StateUpdateDocument,
    "\n  query StateRead($by: WorkspaceRef!) {\n    workspace(by: $by) { id state version builtIn visibility createdBy { __typename } myRole owners { id } }\n  }\n": types.StateReadDocument,
    "\n  query StateMember($by: WorkspaceRef!, $principal: PrincipalRef!) {\n    workspace(by: $by) { membership(principal: $principal) { id role } }\n  }\n": types.StateMemberDocument,
    "\n  mutation StateSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { state version } }\n  }\n": types.StateSuspendDocument,
    "\n  mutation StateResume($input: ResumeWorkspaceInput!) {\n    resumeWorkspace(input: $input) { workspace { state version } }\n  }\n": types.StateResumeDocument,
    "\n  mutation StateMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { myPreferences { favourite hidden isDefault } } }\n  }\n": types.StateMarkDocument,
    "\n  query StateMarked {\n    me { defaultWorkspace { id } }\n    favourites: workspaces(filter: { favourite: true }) { nodes { id } }\n    hidden: workspaces(filter: { hidden: true }) { nodes { id } }\n  }\n": types.StateMarkedDocument,
    "\n  mutation StateUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": types.StateUpdateMemberDocument,
    "\n  mutation StateRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n": types.StateRemoveMemberDocument,
    "\n  mutation StateLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.StateLeaveDocument,
    "\n  mutation StateTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { workspace { id } } }\n": types.StateTransferDocument,
    "\n  mutation StateRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.StateRevokeDocument,
    "\n  mutation StateCreateProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.StateCreateProjectDocument,
    "\n  query StateOwnerless($ownerless: Boolean!) {\n    workspaces(first: 100, filter: { builtIn: true, ownerless: $ownerless }) { nodes { name } }\n  }\n": types.StateOwnerlessDocument,
    "\n  fragment WorkspaceFields on Workspace {\n    id uuid name displayName description hosting instanceUrl builtIn state visibility deletionProtection version\n    myRole\n    createdBy { ... on User { id } }\n  }\n": types.WorkspaceFieldsFragmentDoc,
    "\n  mutation WorkspaceCreate($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n": types.WorkspaceCreateDocument,
    "\n  mutation WorkspaceUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n": types.WorkspaceUpdateDocument,
    "\n  query WorkspaceRead($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      ...WorkspaceFields\n      members(filter: { principalType: [EVERYONE] }) { nodes { id role principal { __typename } } }\n    }\n  }\n": types.WorkspaceReadDocument,
    "\n  query WorkspaceNodes($ids: [ID!]!) { nodes(ids: $ids) { id } }\n": types.WorkspaceNodesDocument,
    "\n  query AbilityMembers($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 20) {\n        nodes {\n          id\n          role\n          principal {\n            __typename\n            ... on User { id }\n          }\n          canUpdate { allowed code reason }\n          canRemove { allowed code reason }\n        }\n      }\n    }\n  }\n": types.AbilityMembersDocument,
    "\n  mutation AbilityShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n": types.AbilityShareDocument,
    "\n  query AccessOf($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) {\n      accessOf(user: $user) { role permissions sources { via role membership { id role } } }\n    }\n  }\n": types.AccessOfDocument,
    "\n  query AccessOfCaller($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [RESOURCE_READ, MEMBER_INVITE]) { permission allowed code requiredRole myRole }\n  }\n": types.AccessOfCallerDocument,
    "\n  query AccessOfWorkspace($by: WorkspaceRef!) { workspace(by: $by) { id } }\n": types.AccessOfWorkspaceDocument,
    "\n  query AccessOfWho { me { user { id } } }\n": types.AccessOfWhoDocument,
    "\n  query AddressMe { me { user { id email } platformAdmin } }\n": types.AddressMeDocument,
    "\n  query AddressUser($by: UserRef!) { user(by: $by) { id email } }\n": types.AddressUserDocument,
    "\n  query CallersRoles {\n    roles {\n      name\n      permissions\n    }\n  }\n": types.CallersRolesDocument,
    "\n  query CallersDeletion($id: ID!) {\n    deletion(id: $id) {\n      state\n    }\n  }\n": types.CallersDeletionDocument,
    "\n  query CredentialMine($by: WorkspaceRef!) {\n    workspace(by: $by) { id myRole myPermissions }\n  }\n": types.CredentialMineDocument,
    "\n  query CredentialEverywhere($elsewhere: WorkspaceRef!, $mate: UserRef!, $node: ID!, $project: ID!, $deletion: ID!) {\n    me {\n      user { memberships { nodes { workspace { id } } totalCount } }\n      tokens { nodes { id } totalCount }\n      token { id }\n      defaultWorkspace { id }\n      platformAdmin\n    }\n    workspaces { nodes { id } totalCount }\n    workspace(by: $elsewhere) { id }\n    builtIn: workspace(by: { name: \"default\" }) { id }\n    user(by: $mate) { id }\n    node(id: $node) { id }\n    nodes(ids: [$node, $project]) { id }\n    deletion(id: $deletion) { id }\n    deletions { nodes { id } totalCount }\n  }\n": types.CredentialEverywhereDocument,
    "\n  query CredentialAccess($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [WORKSPACE_READ, PROJECT_WRITE, MEMBER_UPDATE]) { permission allowed reason }\n  }\n": types.CredentialAccessDocument,
    "\n  query CredentialUsers { users { totalCount } }\n": types.CredentialUsersDocument,
    "\n  mutation CredentialProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n": types.CredentialProjectDocument,
    "\n  mutation CredentialUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n": types.CredentialUpdateMemberDocument,
    "\n  mutation CredentialRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.CredentialRevokeDocument,
    "\n  mutation CredentialMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": types.CredentialMarkDocument,
    "\n  query CredentialListed { me { tokens { nodes { id hint name } } } events(first: 100) { nodes { summary data } } }\n": types.CredentialListedDocument,
    "\n  mutation EndedSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.EndedSuspendDocument,
    "\n  query EndedState($id: ID!) { deletion(id: $id) { state } }\n": types.EndedStateDocument,
    "\n  mutation EscalationUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id workspace { events { nodes { type } } } } }\n  }\n": types.EscalationUpdateMemberDocument,
    "\n  mutation EscalationRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId }\n  }\n": types.EscalationRemoveMemberDocument,
    "\n  mutation EscalationLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.EscalationLeaveDocument,
    "\n  mutation EscalationPrefer($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n": types.EscalationPreferDocument,
    "\n  mutation EscalationProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n        resources {\n          nodes {\n            spec\n          }\n        }\n      }\n    }\n  }\n": types.EscalationProjectDocument,
    "\n  mutation EscalationRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n": types.EscalationRevokeDocument,
    "\n  query EscalationRecord($id: ID!) { deletion(id: $id) { state workspaceEvents(first: 1) { nodes { type } } } }\n": types.EscalationRecordDocument,
    "\n  query EscalationResources($id: ID!, $filter: ResourceFilter) {\n    workspace(by: { id: $id }) { resources(filter: $filter) { totalCount } }\n  }\n": types.EscalationResourcesDocument,
    "\n  query EscalationWorkspaces($filter: WorkspaceFilter) { workspaces(filter: $filter) { totalCount } }\n": types.EscalationWorkspacesDocument,
    "\n  query EscalationMembers($id: ID!, $search: String!) {\n    workspace(by: { id: $id }) { members(filter: { search: $search }) { totalCount } }\n  }\n": types.EscalationMembersDocument,
    "\n  query HiddenNames($private: ID!, $deleting: ID!, $gone: ID!) {\n    private: workspace(by: { id: $private }) {\n      id\n      name\n    }\n    deleting: workspace(by: { id: $deleting }) {\n      id\n      name\n    }\n    gone: deletion(id: $gone) {\n      id: workspaceId\n      name: workspaceName\n    }\n  }\n": types.HiddenNamesDocument,
    "\n  mutation HiddenDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": types.HiddenDeleteUserDocument,
    "\n  query HiddenState($id: ID!) {\n    workspace(by: { id: $id }) {\n      name\n      state\n    }\n  }\n": types.HiddenStateDocument,
    "\n  query HiddenLog {\n    events(first: 1) {\n      totalCount\n    }\n  }\n": types.HiddenLogDocument,
    "\n  mutation InvitedAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n": types.InvitedAcceptDocument,
    "\n  mutation InvitedDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n": types.InvitedDeclineDocument,
    "\n  query InvitedMine { me { invitations { nodes { id email } } invitationCount } }\n": types.InvitedMineDocument,
    "\n  query ClaimsMe { me { user { id name } groups } }\n": types.ClaimsMeDocument,
    "\n  query GroupsMe { me { user { id } groups groupsExpireAt } }\n": types.GroupsMeDocument,
    "\n  query GroupsRole($by: WorkspaceRef!) { workspace(by: $by) { myRole myMembership { id } } }\n": types.GroupsRoleDocument,
    "\n  query JwtMe { me { user { id name email } groups platformAdmin token { id } } }\n": types.JwtMeDocument,
    "\n  query JwtMembers($by: WorkspaceRef!, $filter: MemberFilter) {\n    workspace(by: $by) { members(filter: $filter) { nodes { principal { ... on User { id } } } } }\n  }\n": types.JwtMembersDocument,
    "\n  query JwtServerInfo { serverInfo { oidc { issuer audience clientId scopes } } }\n": types.JwtServerInfoDocument,
    "\n  mutation JwtSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.JwtSuspendDocument,
    "\n  mutation JwtResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": types.JwtResumeDocument,
    "\n  mutation JwtDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n": types.JwtDeleteDocument,
    "\n  query LimitedSelf($by: WorkspaceRef!, $self: UserRef!, $address: UserRef!) {\n    me { user { id email platformAdmin suspendedAt lastSeenAt memberships { nodes { id } } } }\n    user(by: $self) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: $address) { id }\n    workspace(by: $by) {\n      id\n      myRole\n      myMembership { id }\n      owners { id email platformAdmin memberships { totalCount } }\n      createdBy { ... on User { id email platformAdmin memberships { totalCount } } }\n    }\n  }\n": types.LimitedSelfDocument,
    "\n  query LimitedOthers($id: ID!, $email: EmailAddress!) {\n    user(by: { id: $id }) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: { email: $email }) { id }\n  }\n": types.LimitedOthersDocument,
    "\n  mutation LimitedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n": types.LimitedRevokeDocument,
    "\n  mutation LimitedLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n": types.LimitedLeaveDocument,
    "\n    subscription LossesWorkspaceEvents($id: ID!) {\n      workspaceEvents(workspace: { id: $id }) {\n        type\n      }\n    }\n  ": types.LossesWorkspaceEventsDocument,
    "\n    subscription LossesNodeChanges($id: ID!) {\n      nodeChanges(workspace: { id: $id }) {\n        action\n      }\n    }\n  ": types.LossesNodeChangesDocument,
    "\n    subscription LossesEvents {\n      events(types: [WORKSPACE_UPDATED]) {\n        type\n      }\n    }\n  ": types.LossesEventsDocument,
    "\n  subscription LossesLog {\n    events {\n      type\n      workspaceId\n    }\n  }\n": types.LossesLogDocument,
    "\n  mutation LossesTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner {\n        id\n      }\n    }\n  }\n": types.LossesTransferDocument,
    "\n  mutation MovedRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n      token { id name hint status createdAt expiresAt revokedAt workspace { id } owner { ... on User { id } } revokedBy { ... on User { id } } }\n    }\n  }\n": types.MovedRevokeDocument,
    "\n  mutation MovedResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id } } }\n": types.MovedResumeDocument,
    "\n  subscription MovedFollow($id: ID!) { deletionEvents(deletion: $id) { type } }\n": types.MovedFollowDocument,
    "\n  query MovedEvents($id: ID!) { deletion(id: $id) { workspaceEvents(filter: { types: [TOKEN_REVOKED] }) { nodes { subjectId } } } }\n": types.MovedEventsDocument,
    "\n  query ProviderMe { me { user { id name email } groups } }\n": types.ProviderMeDocument,
    "\n  query ProviderSeen($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) { myRole accessOf(user: $user) { sources { via role membership { id } } } }\n    workspaces(first: 100) { nodes { id } }\n  }\n": types.ProviderSeenDocument,
    "\n  mutation ProviderShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": types.ProviderShareDocument,
    "\n  query PayloadsTokens($id: ID!) { workspace(by: { id: $id }) { tokens(first: 100) { nodes { id } } } }\n": types.PayloadsTokensDocument,
    "\n  mutation PayloadsRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { revokedTokens { id name hint lastUsedIp } }\n  }\n": types.PayloadsRemoveDocument,
    "\n  mutation PayloadsAdd($input: AddMemberInput!) { addMember(input: $input) { __typename } }\n": types.PayloadsAddDocument,
    "\n  mutation PayloadsDelete($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletion { id } } }\n": types.PayloadsDeleteDocument,
    "\n  mutation PayloadsUpdate($input: UpdateResourceInput!, $with: Boolean!, $without: Boolean!) {\n    updateResource(input: $input) {\n      resource @include(if: $with) { id }\n      ... @skip(if: $without) { ...PayloadsUpdated }\n    }\n  }\n  fragment PayloadsUpdated on UpdateResourcePayload { again: resource { spec } }\n": types.PayloadsUpdateDocument,
    "\n  query PeopleMe { me { user { id uuid email } } }\n": types.PeopleMeDocument,
    "\n  query PeopleFind($id: ID!, $uuid: UUID!, $email: EmailAddress!, $node: ID!) {\n    id: user(by: { id: $id }) { id email }\n    uuid: user(by: { uuid: $uuid }) { id email }\n    email: user(by: { email: $email }) { id email }\n    node(id: $node) { id ... on User { email } }\n  }\n": types.PeopleFindDocument,
    "\n  query PeopleMembers($by: WorkspaceRef!, $principal: PrincipalRef!, $search: String!) {\n    workspace(by: $by) {\n      membership(principal: $principal) { principal { ... on User { id email } } }\n      members(first: 100) { nodes { principal { ... on User { id email } } } }\n      found: members(filter: { search: $search }) { totalCount }\n    }\n  }\n": types.PeopleMembersDocument,
    "\n  query PeopleIdentity($id: ID!) { user(by: { id: $id }) { id uuid email } }\n": types.PeopleIdentityDocument,
    "\n  query PermissionsSnapshot($id: ID!) {\n    events(first: 1) {\n      totalCount\n    }\n    users {\n      totalCount\n    }\n    workspaces {\n      totalCount\n    }\n    deletions {\n      totalCount\n    }\n    workspace(by: { id: $id }) {\n      version\n      state\n      members(first: 100) {\n        nodes {\n          id\n          role\n        }\n      }\n      tokens(first: 100) {\n        nodes {\n          id\n          status\n        }\n      }\n      projects(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n      resources(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n    }\n  }\n": types.PermissionsSnapshotDocument,
    "\n  mutation RaceSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n": types.RaceSuspendWorkspaceDocument,
    "\n  query RaceEvents($after: String) {\n    events(first: 100, after: $after) { nodes { type requestId } pageInfo { hasNextPage endCursor } }\n  }\n": types.RaceEventsDocument,
    "\n  mutation SessionRightsSuspendThenResume($suspend: SuspendUserInput!, $resume: ResumeUserInput!) {\n    suspendUser(input: $suspend) { user { id } }\n    resumeUser(input: $resume) { user { id } }\n  }\n": types.SessionRightsSuspendThenResumeDocument,
    "\n  mutation SessionRightsExpiry($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { expiresAt } } }\n": types.SessionRightsExpiryDocument,
    "\n  query SessionsMe {\n    me { user { id } platformAdmin sessions { id current createdAt expiresAt userAgent } }\n  }\n": types.SessionsMeDocument,
    "\n  query SessionsNode($id: ID!) { node(id: $id) { id } }\n": types.SessionsNodeDocument,
    "\n  query SessionsEvents($types: [EventType!]!) {\n    events(first: 100, filter: { types: $types }) { nodes { type subjectId summary } }\n  }\n": types.SessionsEventsDocument,
    "\n  mutation SessionsSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n": types.SessionsSuspendDocument,
    "\n  mutation SessionsResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n": types.SessionsResumeDocument,
    "\n  query SessionsDeletion($id: ID!) { deletion(id: $id) { state } }\n": types.SessionsDeletionDocument,
    "\n  subscription RightsWorkspace($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      workspaceId\n    }\n  }\n": types.RightsWorkspaceDocument,
    "\n  subscription RightsDeletion($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n    }\n  }\n": types.RightsDeletionDocument,
    "\n  subscription RightsDeletions {\n    deletions {\n      type\n      deletion {\n        workspaceId\n      }\n    }\n  }\n": types.RightsDeletionsDocument,
    "\n  subscription BoundFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n": types.BoundFollowDocument,
    "\n  subscription BoundFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n": types.BoundFollowAllDocument,
    "\n  query WatcherView($id: ID!) {\n    workspace(by: { id: $id }) {\n      id\n      uuid\n      name\n      displayName\n      state\n      visibility\n      version\n      myRole\n      myPermissions\n      myMembership {\n        id\n      }\n      owners {\n        id\n      }\n      members { totalCount nodes { id } }\n      tokens { totalCount nodes { id } }\n      projects { totalCount nodes { id } }\n      resources { totalCount nodes { id } }\n      events { totalCount nodes { type } }\n      resourceCounts {\n        count\n      }\n      deletion {\n        id\n      }\n    }\n    workspaces(first: 100) {\n      nodes {\n        id\n      }\n    }\n    deleting: workspaces(first: 100, filter: { state: [DELETING] }) {\n      nodes {\n        id\n        myRole\n      }\n    }\n  }\n": types.WatcherViewDocument,
    "\n  query WatcherWatch($id: ID!) {\n    deletion(id: $id) {\n      state\n      steps {\n        name\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n    node(id: $id) {\n      id\n    }\n    deletions(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.WatcherWatchDocument,
    "\n  subscription WatcherFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n": types.WatcherFollowDocument,
    "\n  subscription WatcherFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n": types.WatcherFollowAllDocument,
    "\n  query WatcherNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n    }\n  }\n": types.WatcherNodesDocument,
    "\n  mutation WatcherDemote($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        platformAdmin\n      }\n    }\n  }\n": types.WatcherDemoteDocument,
    "\n  subscription AllEvents($after: Cursor, $types: [EventType!]) {\n    events(after: $after, types: $types) {\n      id\n      cursor\n      type\n      workspaceId\n      ip\n    }\n  }\n": types.AllEventsDocument,
    "\n  query AllEventsLog {\n    events(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.AllEventsLogDocument,
    "\n  subscription StreamDeletionNow($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n      step\n      done\n      deletion {\n        state\n        done\n        steps {\n          name\n          state\n          done\n        }\n      }\n    }\n  }\n": types.StreamDeletionNowDocument,
    "\n  subscription StreamLiveWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n": types.StreamLiveWorkspaceDocument,
    "\n  subscription StreamRole($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      actor {\n        ... on User {\n          memberships {\n            nodes {\n              role\n              workspace {\n                displayName\n                myRole\n                events(first: 1) {\n                  nodes {\n                    type\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.StreamRoleDocument,
    "\n  mutation StreamRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n": types.StreamRenameDocument,
    "\n  mutation StreamPromote($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n": types.StreamPromoteDocument,
    "\n  query CursorLog {\n    events(first: 100) { nodes { id cursor type } edges { cursor } }\n  }\n": types.CursorLogDocument,
    "\n  subscription CursorDeletions($after: Cursor) {\n    deletions(after: $after) { id cursor type deletion { id } }\n  }\n": types.CursorDeletionsDocument,
    "\n  subscription CursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n": types.CursorDeletionDocument,
    "\n  subscription CursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n": types.CursorWorkspaceDocument,
    "\n  query CursorDeletionLog($id: ID!) {\n    deletion(id: $id) { events(first: 100) { nodes { id } } }\n  }\n": types.CursorDeletionLogDocument,
    "\n  subscription StreamDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      total\n      done\n    }\n  }\n": types.StreamDeletionDocument,
    "\n  subscription StreamDeletions($after: Cursor) {\n    deletions(after: $after) {\n      id\n      cursor\n      type\n      step\n      deletion {\n        id\n      }\n    }\n  }\n": types.StreamDeletionsDocument,
    "\n  subscription StreamWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n": types.StreamWorkspaceDocument,
    "\n  subscription NodeReadersEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n": types.NodeReadersEventsDocument,
    "\n  mutation NodeReadersRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.NodeReadersRenameDocument,
    "\n  mutation NodeChangesRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.NodeChangesRenameDocument,
    "\n  mutation NodeChangesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n": types.NodeChangesDeleteUserDocument,
    "\n  subscription NodeChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) {\n      cursor\n      action\n      id\n      node {\n        __typename\n        id\n      }\n    }\n  }\n": types.NodeChangesDocument,
    "\n  mutation NodeChangesRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n": types.NodeChangesRemoveDocument,
    "\n  subscription OneCursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n": types.OneCursorDeletionDocument,
    "\n  subscription OneCursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n": types.OneCursorWorkspaceDocument,
    "\n  subscription RetentionWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { cursor type }\n  }\n": types.RetentionWorkspaceDocument,
    "\n  subscription RetentionChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) { cursor id }\n  }\n": types.RetentionChangesDocument,
    "\n  subscription RetentionAll($after: Cursor) { events(after: $after) { cursor type } }\n": types.RetentionAllDocument,
    "\n  subscription RetentionDeletions($after: Cursor) { deletions(after: $after) { cursor type } }\n": types.RetentionDeletionsDocument,
    "\n  subscription RetentionDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { cursor type at message }\n  }\n": types.RetentionDeletionDocument,
    "\n  query RetentionNewest { events(first: 1) { nodes { cursor } } }\n": types.RetentionNewestDocument,
    "\n  mutation RetentionAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n": types.RetentionAcceptDocument,
    "\n  mutation RetentionRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { id } } }\n": types.RetentionRestoreDocument,
    "\n  mutation RetentionRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n": types.RetentionRevokeDocument,
    "\n  subscription SeamEvents($id: ID!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: { id: $id }, after: $after, types: $types) {\n      cursor\n    }\n  }\n": types.SeamEventsDocument,
    "\n  mutation SeamCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": types.SeamCreateProjectDocument,
    "\n  subscription SlowFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n": types.SlowFollowDocument,
    "\n  subscription SlowLog($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n": types.SlowLogDocument,
    "\n  subscription SlowResume($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      actor {\n        __typename\n      }\n    }\n  }\n": types.SlowResumeDocument,
    "\n  mutation StalledRename($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n": types.StalledRenameDocument,
    "\n  subscription TooSlowEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n": types.TooSlowEventsDocument,
    "\n  mutation FixtureProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": types.FixtureProjectDocument,
    "\n  query ProofHead {\n    events(first: 1) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.ProofHeadDocument,
    "\n  query ProofLog {\n    events(first: 100) {\n      nodes {\n        id\n        type\n        workspaceId\n        actorId\n        actorName\n        summary\n        tokenId\n        subjectId\n        requestId\n        ip\n        data\n      }\n    }\n  }\n": types.ProofLogDocument,
    "\n  mutation ClaimTasks($input: ClaimCleanupTasksInput!) {\n    claimCleanupTasks(input: $input) {\n      tasks {\n        id\n        deletion { id }\n        workspaceId\n        workspaceName\n        kind { name }\n        resourceId\n        resourceName\n        externalId\n        labels\n        state\n        attempt\n        leaseExpiresAt\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n": types.ClaimTasksDocument,
    "\n  mutation CompleteTask($input: CompleteCleanupTaskInput!) {\n    completeCleanupTask(input: $input) { task { id state attempt leaseExpiresAt } }\n  }\n": types.CompleteTaskDocument,
    "\n  mutation FailTask($input: FailCleanupTaskInput!) {\n    failCleanupTask(input: $input) { task { id state attempt nextAttemptAt lastError } }\n  }\n": types.FailTaskDocument,
    "\n  mutation RetryDeletion($input: RetryDeletionInput!) { retryDeletion(input: $input) { deletion { id state failed } } }\n": types.RetryDeletionDocument,
    "\n  mutation SkipStep($input: SkipDeletionStepInput!) { skipDeletionStep(input: $input) { deletion { id state skipped } } }\n": types.SkipStepDocument,
    "\n  query ExternalDeletion($id: ID!, $filter: CleanupTaskFilter) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      failed\n      skipped\n      remaining\n      lastError\n      canRetry\n      steps { name state total done failed skipped attempts nextAttemptAt lastError startedAt finishedAt }\n      tasks(first: 100, filter: $filter) {\n        totalCount\n        nodes { id state attempt resourceName leaseExpiresAt nextAttemptAt lastError }\n      }\n      events(first: 100) { nodes { type step message total done failed skipped resourceIds } }\n    }\n  }\n": types.ExternalDeletionDocument,
    "\n  mutation FullWorkspaceProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n": types.FullWorkspaceProjectDocument,
    "\n  mutation FullWorkspaceFavourite($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.FullWorkspaceFavouriteDocument,
    "\n  mutation FullWorkspaceShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.FullWorkspaceShareDocument,
    "\n  query DeletionRecord($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      events(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n  }\n": types.DeletionRecordDocument,
    "\n  mutation KeyedProject($input: CreateProjectInput!) { createProject(input: $input) { project { id name } } }\n": types.KeyedProjectDocument,
    "\n  mutation KeyedDeleteProject($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n": types.KeyedDeleteProjectDocument,
    "\n  mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n": types.InputsSuspendWorkspaceDocument,
    "\n  mutation InputsSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.InputsSuspendUserDocument,
    "\n  mutation CreateWorkspace($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) {\n      workspace {\n        id\n        uuid\n        name\n        displayName\n        version\n      }\n    }\n  }\n": types.CreateWorkspaceDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n": types.CreateUserDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id\n        expiresAt\n      }\n    }\n  }\n": types.CreateApiTokenDocument,
    "\n  mutation AddMember($input: AddMemberInput!) {\n    addMember(input: $input) {\n      membership {\n        id\n        role\n      }\n    }\n  }\n": types.AddMemberDocument,
    "\n  mutation InviteMembers($input: InviteMembersInput!) {\n    inviteMembers(input: $input) {\n      results { email invitation { id email state role delivery expiresAt } code link errorCode errorMessage }\n    }\n  }\n": types.InviteMembersDocument,
    "\n  mutation CreateServiceAccount($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) { serviceAccount { id name description workspace { id } } }\n  }\n": types.CreateServiceAccountDocument,
    "\n  mutation RegisterResourceKind($input: RegisterResourceKindInput!) {\n    registerResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n": types.RegisterResourceKindDocument,
    "\n  fragment ResourceKindFields on ResourceKind {\n    name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } builtIn\n  }\n": types.ResourceKindFieldsFragmentDoc,
    "\n  mutation UpdateResourceKind($input: UpdateResourceKindInput!) {\n    updateResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n": types.UpdateResourceKindDocument,
    "\n  mutation DeleteServiceAccount($input: DeleteServiceAccountInput!) {\n    deleteServiceAccount(input: $input) { deletedServiceAccountId }\n  }\n": types.DeleteServiceAccountDocument,
    "\n  mutation RotateApiToken($input: RotateApiTokenInput!) {\n    rotateApiToken(input: $input) { token { id status hint graceEndsAt expiresAt } secret }\n  }\n": types.RotateApiTokenDocument,
    "\n  mutation ExchangeToken($input: ExchangeTokenInput!) { exchangeToken(input: $input) { accessToken expiresAt } }\n": types.ExchangeTokenDocument,
    "\n  mutation SuspendApiToken($input: SuspendApiTokenInput!) { suspendApiToken(input: $input) { token { id status } } }\n": types.SuspendApiTokenDocument,
    "\n  mutation RegisterResources($input: RegisterResourcesInput!) {\n    registerResources(input: $input) {\n      resources {\n        id\n        name\n      }\n    }\n  }\n": types.RegisterResourcesDocument,
    "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        id\n        state\n        total\n      }\n    }\n  }\n": types.DeleteWorkspaceDocument,
    "\n  mutation PauseDeletions($input: PauseDeletionsInput!) {\n    pauseDeletions(input: $input) {\n      pausedAt\n    }\n  }\n": types.PauseDeletionsDocument,
    "\n  mutation ResumeDeletions($input: ResumeDeletionsInput!) {\n    resumeDeletions(input: $input) {\n      resumedAt\n    }\n  }\n": types.ResumeDeletionsDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n": types.UpdateUserDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      endedSessionId\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation CreateSignInLink($input: CreateSignInLinkInput!) {\n    createSignInLink(input: $input) {\n      link\n      expiresAt\n    }\n  }\n": types.CreateSignInLinkDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeInActivityTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').ChangeInActivityTestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRoleInActivityTest($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id } }\n  }\n"): typeof import('./graphql.ts').SetRoleInActivityTestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProtectInConsole($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').ProtectInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestedInConsole($name: String!) {\n    deletions(first: 1, filter: { workspaceName: { eq: $name } }) {\n      nodes { id policy reason state startsAt requestedAt }\n    }\n  }\n"): typeof import('./graphql.ts').RequestedInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SuspendForInvitations($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').SuspendForInvitationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInConsole($input: RevokeInvitationInput!) {\n    revokeInvitation(input: $input) { invitation { id } }\n  }\n"): typeof import('./graphql.ts').RevokeInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRoleInConsole($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role } }\n  }\n"): typeof import('./graphql.ts').SetRoleInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query MembersInConsole($workspace: WorkspaceRef!) {\n      workspace(by: $workspace) { members(first: 50) { nodes { role principal { ... on User { name } } } } }\n    }\n  "): typeof import('./graphql.ts').MembersInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessInConsole($workspace: WorkspaceRef!, $permissions: [Permission!]!) {\n    access(workspace: $workspace, permissions: $permissions) { permission allowed }\n  }\n"): typeof import('./graphql.ts').AccessInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KindsInConsole { resourceKinds { name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } } }\n"): typeof import('./graphql.ts').KindsInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateInConsole($id: ID!) { workspace(by: { id: $id }) { state suspendedReason } }\n"): typeof import('./graphql.ts').StateInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateProjectInConsole($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').CreateProjectInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProjectInConsole($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } } }\n"): typeof import('./graphql.ts').UpdateProjectInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateResourceInConsole($input: UpdateResourceInput!) { updateResource(input: $input) { resource { version } } }\n"): typeof import('./graphql.ts').UpdateResourceInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteResourceInConsole($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n"): typeof import('./graphql.ts').DeleteResourceInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResourceInConsole($id: ID!) {\n    node(id: $id) { ... on Resource { name labels spec externalId project { name } kind { name } } }\n  }\n"): typeof import('./graphql.ts').ResourceInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectInConsole($id: ID!) { node(id: $id) { ... on Project { name description } } }\n"): typeof import('./graphql.ts').ProjectInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeSettingsInTest($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').ChangeSettingsInTestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StoredSettings($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName description visibility deletionProtection state suspendedReason myRole\n      myPreferences { favourite hidden isDefault }\n    }\n  }\n"): typeof import('./graphql.ts').StoredSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserInConsole($by: UserRef!) { user(by: $by) { id name email platformAdmin suspendedAt } }\n"): typeof import('./graphql.ts').UserInConsoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KilledInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code } }\n  }\n"): typeof import('./graphql.ts').KilledInviteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KillPointsFind($name: String!) {\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').KillPointsFindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrialRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      displayName\n      members(first: 10) {\n        nodes {\n          role\n        }\n      }\n      resources(first: 10) {\n        nodes {\n          name\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TrialReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrialMe {\n    me {\n      platformAdmin\n    }\n  }\n"): typeof import('./graphql.ts').TrialMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrialFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TrialFindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedReplicasRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').KeyedReplicasRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').ReplicaAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').ReplicaDeclineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaRevokeInvitation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').ReplicaRevokeInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').ReplicaResendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReplicaInvitationEvents($types: [EventType!]) {\n    events(first: 100, filter: { types: $types }) { totalCount nodes { type subjectId } }\n  }\n"): typeof import('./graphql.ts').ReplicaInvitationEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaRemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) {\n      leftWorkspaceId\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaSuspendUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaResumeUser($input: ResumeUserInput!) {\n    resumeUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaResumeUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaRevokeApiToken($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaRevokeApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaUpdateWorkspace($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaUpdateWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaSetPreferences($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaSetPreferencesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaCreateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaUpdateProject($input: UpdateProjectInput!) {\n    updateProject(input: $input) {\n      project {\n        version\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaUpdateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplicaDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaDeleteProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReplicaWorkspaceEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaWorkspaceEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReplicaDeletionEvents($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaDeletionEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReplicaDeletions($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrialOwners($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 10, filter: { role: [OWNER] }) {\n        totalCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TrialOwnersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RacesRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n"): typeof import('./graphql.ts').RacesRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReplicaProjects($id: ID!, $after: String, $before: String, $first: Int, $last: Int) {\n    workspace(by: { id: $id }) {\n      projects(first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n        }\n        pageInfo {\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaProjectsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReplicaLastUsed($id: ID!) {\n    node(id: $id) {\n      ... on ApiToken {\n        lastUsedAt\n        lastUsedIp\n        lastUsedOperation\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplicaLastUsedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestartList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RestartListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestartToken { me { token { id lastUsedAt lastUsedIp lastUsedOperation } user { lastSeenAt } } }\n"): typeof import('./graphql.ts').RestartTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestartSelf { me { platformAdmin user { id email } } }\n"): typeof import('./graphql.ts').RestartSelfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').RestartSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestartResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').RestartResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestartLog { events(first: 100) { nodes { id type } totalCount } }\n"): typeof import('./graphql.ts').RestartLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RestartMembers($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      members(orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { principal { ... on User { name } ... on Group { name } } }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RestartMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KillCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').KillCreateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KillDeleteProject($input: DeleteProjectInput!) {\n    deleteProject(input: $input) {\n      deletedProjectId\n    }\n  }\n"): typeof import('./graphql.ts').KillDeleteProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KillRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').KillRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KillFind($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n    }\n    deletions(filter: { workspaceName: { eq: $name } }) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').KillFindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription KillFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').KillFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription KillFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').KillFollowAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StoreList($by: WorkspaceRef!, $first: Int!, $after: String) {\n    workspace(by: $by) {\n      name\n      resources(first: $first, after: $after, orderBy: [{ field: NAME, direction: ASC }]) {\n        nodes { name }\n        pageInfo { endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StoreListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BrakeRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      pausedAt\n      itemsPerSecond\n    }\n  }\n"): typeof import('./graphql.ts').BrakeReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BrakeRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      deletion {\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BrakeRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BrakeFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      message\n      total\n      done\n    }\n  }\n"): typeof import('./graphql.ts').BrakeFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BrakeFollowAll($after: Cursor) {\n    deletions(after: $after) {\n      type\n      deletion {\n        id\n        pausedAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BrakeFollowAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CleanupRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      done\n      total\n      lastError\n      steps {\n        name\n        state\n        done\n        total\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CleanupReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CleanupFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      done\n      deletion {\n        steps {\n          name\n          nextAttemptAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CleanupFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeletionCounts($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      steps { name total done }\n      events(first: 100) { nodes { type step total stepTotal } }\n    }\n  }\n"): typeof import('./graphql.ts').DeletionCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExternalNode($id: ID!) {\n    node(id: $id) { id ... on CleanupTask { resourceName deletion { id } } }\n  }\n"): typeof import('./graphql.ts').ExternalNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TaskLabels($id: ID!) { deletion(id: $id) { tasks(first: 10) { nodes { labels } } } }\n"): typeof import('./graphql.ts').TaskLabelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GraceRestore($input: RestoreWorkspaceInput!) {\n    restoreWorkspace(input: $input) {\n      workspace { id state suspendedReason }\n      deletion { id state canRestore finishedAt }\n    }\n  }\n"): typeof import('./graphql.ts').GraceRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraceRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      canRestore\n      done\n      workspaceEvents(first: 100) { totalCount nodes { type } }\n      events(first: 20) { nodes { type message } }\n    }\n  }\n"): typeof import('./graphql.ts').GraceReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraceStates($by: WorkspaceRef!, $states: [WorkspaceState!]!) {\n    workspace(by: $by) { state deletion { state } members { totalCount } }\n    workspaces(filter: { state: $states }) { nodes { id state } }\n  }\n"): typeof import('./graphql.ts').GraceStatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription GraceFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { type cursor deletion { state } }\n  }\n"): typeof import('./graphql.ts').GraceFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GraceSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').GraceSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraceOwnRecord($id: ID!) { deletion(id: $id) { state canRestore } }\n"): typeof import('./graphql.ts').GraceOwnRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GraceDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').GraceDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Impact($id: ID!) {\n    workspace(by: { id: $id }) {\n      deletionImpact {\n        etag\n        members\n        tokens\n        pendingInvitations\n        serviceAccounts\n        projects\n        resources { kind { name cleanup } count }\n        deletionProtection\n        builtIn\n        firstResources { id name }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ImpactDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImpactRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').ImpactRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImpactDeleteResource($input: DeleteResourceInput!) {\n    deleteResource(input: $input) { deletedResourceId }\n  }\n"): typeof import('./graphql.ts').ImpactDeleteResourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ManyFinished($states: [DeletionState!]!) {\n    deletions(filter: { state: $states }) {\n      totalCount\n    }\n  }\n"): typeof import('./graphql.ts').ManyFinishedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NameRead($name: String!) {\n    workspace(by: { name: $name }) {\n      id\n      state\n      deletion {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NameReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecordRead($id: ID!) {\n    deletion(id: $id) {\n      id\n      workspaceId\n      workspaceName\n      workspaceDisplayName\n      state\n      policy\n      reason\n      requestedBy {\n        ... on User {\n          id\n        }\n      }\n      requestedAt\n      startsAt\n      startedAt\n      finishedAt\n      total\n      done\n      remaining\n      itemsPerSecond\n      etaSeconds\n      lastError\n      steps {\n        name\n        order\n        state\n        total\n        done\n        attempts\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecordEvents($id: ID!, $after: String) {\n    deletion(id: $id) {\n      events(first: 4, after: $after) {\n        totalCount\n        nodes {\n          cursor\n          type\n          step\n          total\n          done\n          message\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n          actorName\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecordList($filter: DeletionFilter, $first: Int, $after: String) {\n    deletions(filter: $filter, first: $first, after: $after) {\n      totalCount\n      nodes {\n        id\n        state\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeletionRead($id: ID!) {\n    deletion(id: $id) {\n      state\n      policy\n      reason\n      total\n      done\n      workspaceId\n      steps {\n        name\n        label\n        order\n        state\n        total\n        done\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeletionReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletionProtect($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        deletionProtection\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeletionProtectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletionSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeletionSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StepsRead($id: ID!) {\n    deletion(id: $id) {\n      steps {\n        id\n        label\n        kind {\n          name\n          displayName\n        }\n        name\n        state\n        startedAt\n        finishedAt\n      }\n      events(first: 100) {\n        nodes {\n          type\n          at\n          step\n          stepLabel\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StepsReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StepsNode($id: ID!) {\n    node(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').StepsNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StepsFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      type\n      step\n      stepLabel\n      stepTotal\n      stepDone\n    }\n  }\n"): typeof import('./graphql.ts').StepsFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NginxAuthzSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').NginxAuthzSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthzSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').AuthzSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyedFeatures { serverInfo { features } }\n"): typeof import('./graphql.ts').KeyedFeaturesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n"): typeof import('./graphql.ts').KeyedRemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id } workspace { id } }\n  }\n"): typeof import('./graphql.ts').KeyedLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').KeyedRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedInvite($input: InviteMembersInput!) {\n    inviteMembers(input: $input) { results { email invitation { id } code link errorCode errorMessage } }\n  }\n"): typeof import('./graphql.ts').KeyedInviteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedRegister($input: RegisterResourcesInput!) { registerResources(input: $input) { resources { id } } }\n"): typeof import('./graphql.ts').KeyedRegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n"): typeof import('./graphql.ts').KeyedDeleteResourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedDeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) { deletion { id } workspace { id } }\n  }\n"): typeof import('./graphql.ts').KeyedDeleteWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JsonTextRead($id: ID!) {\n    workspace(by: { id: $id }) {\n      resources(first: 100, orderBy: [{ field: NAME }]) {\n        nodes {\n          name\n          externalId\n          labels\n          spec\n        }\n      }\n      events(first: 1) {\n        nodes {\n          data\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').JsonTextReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription JsonTextChanges($id: ID!) {\n    nodeChanges(workspace: { id: $id }) {\n      node {\n        ... on Resource {\n          name\n          labels\n          spec\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').JsonTextChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ValuesUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { labels spec } } }\n"): typeof import('./graphql.ts').ValuesUpdateResourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ValuesSince($at: DateTimeFilter!) { events(filter: { at: $at }) { totalCount } }\n"): typeof import('./graphql.ts').ValuesSinceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterWorkspaces($filter: WorkspaceFilter, $orderBy: [WorkspaceOrder!]) {\n    workspaces(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name displayName } totalCount }\n  }\n"): typeof import('./graphql.ts').FilterWorkspacesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FilterMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').FilterMarkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FilterUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n"): typeof import('./graphql.ts').FilterUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FilterSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').FilterSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HeavyProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').HeavyProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LongListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').LongListsProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterMembers($by: WorkspaceRef!, $filter: MemberFilter, $orderBy: [MemberOrder!]) {\n    workspace(by: $by) {\n      members(first: 100, filter: $filter, orderBy: $orderBy) {\n        nodes { role principal { __typename ... on User { name } ... on Group { group: name } } }\n        totalCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FilterMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterResources($by: WorkspaceRef!, $filter: ResourceFilter, $orderBy: [ResourceOrder!]) {\n    workspace(by: $by) { resources(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n"): typeof import('./graphql.ts').FilterResourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterUsers($filter: UserFilter!) { users(first: 100, filter: $filter) { nodes { name } totalCount } }\n"): typeof import('./graphql.ts').FilterUsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterDeletions($filter: DeletionFilter!) {\n    deletions(first: 100, filter: $filter) { nodes { workspaceName } totalCount }\n  }\n"): typeof import('./graphql.ts').FilterDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FilterShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { updatedAt } } }\n"): typeof import('./graphql.ts').FilterShareDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ListsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').ListsProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ListsUpdateResource($input: UpdateResourceInput!) { updateResource(input: $input) { resource { id } } }\n"): typeof import('./graphql.ts').ListsUpdateResourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ListsDeleteResource($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n"): typeof import('./graphql.ts').ListsDeleteResourceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ListsRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n"): typeof import('./graphql.ts').ListsRemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StatementsNested($first: Int!) {\n    workspaces(first: $first) {\n      nodes {\n        id\n        name\n        myRole\n        members(first: 5) { nodes { role principal { ... on User { id name } } } }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StatementsNestedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StatementsProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').StatementsProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilterTokens($by: WorkspaceRef!, $filter: TokenFilter!, $orderBy: [TokenOrder!]) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name hint } totalCount } }\n    me { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }\n  }\n"): typeof import('./graphql.ts').FilterTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventLog($by: WorkspaceRef!, $filter: EventFilter) {\n    workspace(by: $by) {\n      events(first: 100, filter: $filter) {\n        nodes {\n          cursor type at workspaceId actorId actorName summary tokenId subjectId requestId ip data\n          actor { ... on User { id name } }\n        }\n        totalCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EventLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventAll($workspaceId: ID, $filter: EventFilter) {\n    events(first: 100, workspaceId: $workspaceId, filter: $filter) { nodes { type workspaceId ip } totalCount }\n  }\n"): typeof import('./graphql.ts').EventAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EventUpdate($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').EventUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EventProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').EventProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EventLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').EventLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExchangeSuspend($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').ExchangeSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExchangeUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').ExchangeUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExchangeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').ExchangeRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExchangeEvents { events(first: 1) { totalCount } }\n"): typeof import('./graphql.ts').ExchangeEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').CodesRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').CodesResendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').CodesAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').CodesDeclineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CodesLook($code: String!) { invitation(code: $code) { workspaceDisplayName state } }\n"): typeof import('./graphql.ts').CodesLookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n"): typeof import('./graphql.ts').CodesRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').CodesUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').CodesSuspendUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').CodesDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CodesSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').CodesSuspendWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n"): typeof import('./graphql.ts').MailAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MailFeatures { serverInfo { features } }\n"): typeof import('./graphql.ts').MailFeaturesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailUser($input: CreateUserInput!) { createUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').MailUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n"): typeof import('./graphql.ts').MailTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').MailRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').MailSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailSuspendWorkspace($input: SuspendWorkspaceInput!) { suspendWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').MailSuspendWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').MailResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailResumeWorkspace($input: ResumeWorkspaceInput!) { resumeWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').MailResumeWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailRestoreWorkspace($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').MailRestoreWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MailUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').MailUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { code link invitation { id } } }\n"): typeof import('./graphql.ts').InvitationResendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id state respondedAt } } }\n"): typeof import('./graphql.ts').InvitationRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationAccept($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) { membership { id role workspace { id } grantedBy { ... on User { id } } } }\n  }\n"): typeof import('./graphql.ts').InvitationAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id state } } }\n"): typeof import('./graphql.ts').InvitationDeclineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationLook($code: String!) {\n    invitation(code: $code) {\n      workspace { id } workspaceDisplayName email role state delivery expiresAt invitedBy { __typename }\n    }\n  }\n"): typeof import('./graphql.ts').InvitationLookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationMine { me { invitations { nodes { id email workspaceDisplayName workspace { id } } } invitationCount } }\n"): typeof import('./graphql.ts').InvitationMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationList($id: ID!, $filter: InvitationFilter) {\n    workspace(by: { id: $id }) { invitations(filter: $filter) { nodes { id email state } } }\n  }\n"): typeof import('./graphql.ts').InvitationListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitationToken($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }\n"): typeof import('./graphql.ts').InvitationTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationExpired {\n    events(first: 100, filter: { types: [INVITATION_EXPIRED] }) { totalCount nodes { actorId workspaceId data } }\n  }\n"): typeof import('./graphql.ts').InvitationExpiredDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitationLog($id: ID!) { workspace(by: { id: $id }) { events(first: 100) { nodes { type summary data } } } }\n"): typeof import('./graphql.ts').InvitationLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LargeSenderMe { me { user { id } } }\n"): typeof import('./graphql.ts').LargeSenderMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeSenderDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').LargeSenderDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LargeSenderInvited($code: String!) { invitation(code: $code) { role } }\n"): typeof import('./graphql.ts').LargeSenderInvitedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeUserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n"): typeof import('./graphql.ts').LargeUserSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeUserRename($input: UpdateUserInput!) { updateUser(input: $input) { user { name } } }\n"): typeof import('./graphql.ts').LargeUserRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeUserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').LargeUserDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LimitsRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').LimitsRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LimitsResend($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').LimitsResendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MemberList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n"): typeof import('./graphql.ts').MemberListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n"): typeof import('./graphql.ts').MemberUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId revokedTokens { id name } workspace { id } }\n  }\n"): typeof import('./graphql.ts').MemberRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberLeave($input: LeaveWorkspaceInput!) {\n    leaveWorkspace(input: $input) { leftWorkspaceId revokedTokens { id name } }\n  }\n"): typeof import('./graphql.ts').MemberLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MemberTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n"): typeof import('./graphql.ts').MemberTransferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MemberRead($by: WorkspaceRef!) { workspace(by: $by) { id } }\n"): typeof import('./graphql.ts').MemberReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MemberMemberships($filter: UserFilter!) {\n    users(filter: $filter) {\n      nodes { id memberships(first: 1) { nodes { workspace { id } } pageInfo { hasNextPage endCursor } totalCount } }\n    }\n  }\n"): typeof import('./graphql.ts').MemberMembershipsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MemberRest($by: UserRef!, $after: String) {\n    user(by: $by) { memberships(after: $after) { nodes { workspace { id } } } }\n  }\n"): typeof import('./graphql.ts').MemberRestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnerList($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      myRole\n      members(first: 100) { nodes { id role principal { __typename ... on User { id } ... on Group { name } } } }\n    }\n  }\n"): typeof import('./graphql.ts').OwnerListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnerUpdate($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id role grantedBy { ... on User { id } } } }\n  }\n"): typeof import('./graphql.ts').OwnerUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnerRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId workspace { id } }\n  }\n"): typeof import('./graphql.ts').OwnerRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnerLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').OwnerLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnerTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner { id role }\n      previousOwner { role principal { ... on User { id } } }\n    }\n  }\n"): typeof import('./graphql.ts').OwnerTransferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnerSuspendUser($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').OwnerSuspendUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProjectCreate($input: CreateProjectInput!) {\n    createProject(input: $input) { project { id name description version workspace { id } createdAt updatedAt } }\n  }\n"): typeof import('./graphql.ts').ProjectCreateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProjectUpdate($input: UpdateProjectInput!) {\n    updateProject(input: $input) { project { id name description version } }\n  }\n"): typeof import('./graphql.ts').ProjectUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProjectDelete($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n"): typeof import('./graphql.ts').ProjectDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectList($by: WorkspaceRef!, $filter: ProjectFilter) {\n    workspace(by: $by) {\n      projects(first: 100, filter: $filter) {\n        nodes { id name description resources(first: 50) { nodes { name } totalCount } }\n        totalCount\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProjectListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectLoose($by: WorkspaceRef!, $filter: ResourceFilter!) {\n    workspace(by: $by) { resources(filter: $filter) { nodes { name project { id } } totalCount } }\n  }\n"): typeof import('./graphql.ts').ProjectLooseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResourceKindList { resourceKinds { ...ResourceKindFields } }\n"): typeof import('./graphql.ts').ResourceKindListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceKindRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }\n"): typeof import('./graphql.ts').ResourceKindRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceRegister($input: RegisterResourceInput!) {\n    registerResource(input: $input) { resource { ...ResourceFields } }\n  }\n"): typeof import('./graphql.ts').ResourceRegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ResourceFields on Resource {\n    id name externalId labels spec version kind { name } project { id } createdBy { ... on User { id } }\n  }\n"): typeof import('./graphql.ts').ResourceFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceRegisterMany($input: RegisterResourcesInput!) {\n    registerResources(input: $input) { resources { id name } }\n  }\n"): typeof import('./graphql.ts').ResourceRegisterManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) { resource { ...ResourceFields } }\n  }\n"): typeof import('./graphql.ts').ResourceUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceDelete($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }\n"): typeof import('./graphql.ts').ResourceDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResourceProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').ResourceProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResourceCounts($by: WorkspaceRef!, $filter: ResourceFilter) {\n    workspace(by: $by) {\n      resourceCounts { kind { name } count }\n      resources(first: 1) { totalCount }\n      counted: resources(first: 1, filter: $filter) { totalCount }\n    }\n  }\n"): typeof import('./graphql.ts').ResourceCountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ResourceKinds { resourceKinds { name displayName cleanup cleanupOrder builtIn } }\n"): typeof import('./graphql.ts').ResourceKindsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceAccountMe { me { user { id } serviceAccount { id name } groups platformAdmin token { owner { __typename } createdBy { __typename ... on User { id } } } } }\n"): typeof import('./graphql.ts').ServiceAccountMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceAccountSee($id: ID!) { workspace(by: { id: $id }) { id myRole members { nodes { principal { __typename ... on ServiceAccount { id name } } role } } } }\n"): typeof import('./graphql.ts').ServiceAccountSeeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ServiceAccountRemove($input: RemoveMemberInput!) { removeMember(input: $input) { revokedTokens { id } } }\n"): typeof import('./graphql.ts').ServiceAccountRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ServiceAccountTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { newOwner { id } } }\n"): typeof import('./graphql.ts').ServiceAccountTransferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ServiceAccountRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').ServiceAccountRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AccountRotate($input: RotateApiTokenInput!) { rotateApiToken(input: $input) { token { id } } }\n"): typeof import('./graphql.ts').AccountRotateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceAccountList($id: ID!) {\n    workspace(by: { id: $id }) { serviceAccounts { nodes { id tokens { nodes { id status } } } } events(first: 5) { nodes { type actor { __typename } actorName } } }\n  }\n"): typeof import('./graphql.ts').ServiceAccountListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceAccountUsers($search: String!) { users(filter: { search: $search }) { nodes { id } } }\n"): typeof import('./graphql.ts').ServiceAccountUsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ServiceAccountChanges($id: ID!) { nodeChanges(workspace: { id: $id }) { id action } }\n"): typeof import('./graphql.ts').ServiceAccountChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLifeResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id status } } }\n"): typeof import('./graphql.ts').TokenLifeResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLifeRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').TokenLifeRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TokenLifeTokens($filter: TokenFilter) { me { tokens(filter: $filter) { nodes { id status } } } }\n"): typeof import('./graphql.ts').TokenLifeTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TokenLifeEvents($types: [EventType!]) { events(filter: { types: $types }) { nodes { type subjectId workspaceId } } }\n"): typeof import('./graphql.ts').TokenLifeEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLimitsRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').TokenLimitsRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLimitsRemove($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n"): typeof import('./graphql.ts').TokenLimitsRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLimitsLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').TokenLimitsLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenLimitsDeleteUser($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').TokenLimitsDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenCreate($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id name description hint status role permissions expiresAt createdAt lastUsedAt revokedAt\n        workspace { id } owner { ... on User { id } } createdBy { ... on User { id } } revokedBy { __typename }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TokenCreateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TokenRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) { changed token { id status revokedAt revokedBy { ... on User { id } } } }\n  }\n"): typeof import('./graphql.ts').TokenRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TokenMine($filter: TokenFilter) { me { tokens(first: 100, filter: $filter) { nodes { id status } totalCount } } }\n"): typeof import('./graphql.ts').TokenMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TokenThere($by: WorkspaceRef!, $filter: TokenFilter) {\n    workspace(by: $by) { tokens(first: 100, filter: $filter) { nodes { id } totalCount } }\n  }\n"): typeof import('./graphql.ts').TokenThereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserRead($by: UserRef!) {\n    user(by: $by) {\n      id uuid name email platformAdmin suspendedAt lastSeenAt\n      memberships(first: 100) { nodes { role workspace { id } } }\n    }\n  }\n"): typeof import('./graphql.ts').UserReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserMe { me { user { id name platformAdmin } platformAdmin groups } }\n"): typeof import('./graphql.ts').UserMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UserUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id name email platformAdmin } }\n  }\n"): typeof import('./graphql.ts').UserUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UserSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { suspendedAt } } }\n"): typeof import('./graphql.ts').UserSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UserResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { suspendedAt } } }\n"): typeof import('./graphql.ts').UserResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UserDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').UserDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserOwnerless($name: String!) {\n    workspaces(filter: { ownerless: true, name: { eq: $name } }) { totalCount nodes { id } }\n  }\n"): typeof import('./graphql.ts').UserOwnerlessDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserWorkspace($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      createdBy { ... on User { name } }\n      members(first: 100) { totalCount }\n      events(first: 100) { nodes { actorName actor { ... on User { name } } } }\n    }\n  }\n"): typeof import('./graphql.ts').UserWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserAll($filter: UserFilter!) { users(filter: $filter) { nodes { id } totalCount } }\n"): typeof import('./graphql.ts').UserAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id displayName visibility deletionProtection } }\n  }\n"): typeof import('./graphql.ts').StateUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateRead($by: WorkspaceRef!) {\n    workspace(by: $by) { id state version builtIn visibility createdBy { __typename } myRole owners { id } }\n  }\n"): typeof import('./graphql.ts').StateReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateMember($by: WorkspaceRef!, $principal: PrincipalRef!) {\n    workspace(by: $by) { membership(principal: $principal) { id role } }\n  }\n"): typeof import('./graphql.ts').StateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateSuspend($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { state version } }\n  }\n"): typeof import('./graphql.ts').StateSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateResume($input: ResumeWorkspaceInput!) {\n    resumeWorkspace(input: $input) { workspace { state version } }\n  }\n"): typeof import('./graphql.ts').StateResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { myPreferences { favourite hidden isDefault } } }\n  }\n"): typeof import('./graphql.ts').StateMarkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateMarked {\n    me { defaultWorkspace { id } }\n    favourites: workspaces(filter: { favourite: true }) { nodes { id } }\n    hidden: workspaces(filter: { hidden: true }) { nodes { id } }\n  }\n"): typeof import('./graphql.ts').StateMarkedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').StateUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateRemoveMember($input: RemoveMemberInput!) { removeMember(input: $input) { removedMembershipId } }\n"): typeof import('./graphql.ts').StateRemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').StateLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateTransfer($input: TransferOwnershipInput!) { transferOwnership(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').StateTransferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').StateRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StateCreateProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').StateCreateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateOwnerless($ownerless: Boolean!) {\n    workspaces(first: 100, filter: { builtIn: true, ownerless: $ownerless }) { nodes { name } }\n  }\n"): typeof import('./graphql.ts').StateOwnerlessDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WorkspaceFields on Workspace {\n    id uuid name displayName description hosting instanceUrl builtIn state visibility deletionProtection version\n    myRole\n    createdBy { ... on User { id } }\n  }\n"): typeof import('./graphql.ts').WorkspaceFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WorkspaceCreate($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n"): typeof import('./graphql.ts').WorkspaceCreateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WorkspaceUpdate($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { ...WorkspaceFields } }\n  }\n"): typeof import('./graphql.ts').WorkspaceUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WorkspaceRead($by: WorkspaceRef!) {\n    workspace(by: $by) {\n      ...WorkspaceFields\n      members(filter: { principalType: [EVERYONE] }) { nodes { id role principal { __typename } } }\n    }\n  }\n"): typeof import('./graphql.ts').WorkspaceReadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WorkspaceNodes($ids: [ID!]!) { nodes(ids: $ids) { id } }\n"): typeof import('./graphql.ts').WorkspaceNodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AbilityMembers($id: ID!) {\n    workspace(by: { id: $id }) {\n      members(first: 20) {\n        nodes {\n          id\n          role\n          principal {\n            __typename\n            ... on User { id }\n          }\n          canUpdate { allowed code reason }\n          canRemove { allowed code reason }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AbilityMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AbilityShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').AbilityShareDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessOf($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) {\n      accessOf(user: $user) { role permissions sources { via role membership { id role } } }\n    }\n  }\n"): typeof import('./graphql.ts').AccessOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessOfCaller($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [RESOURCE_READ, MEMBER_INVITE]) { permission allowed code requiredRole myRole }\n  }\n"): typeof import('./graphql.ts').AccessOfCallerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessOfWorkspace($by: WorkspaceRef!) { workspace(by: $by) { id } }\n"): typeof import('./graphql.ts').AccessOfWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessOfWho { me { user { id } } }\n"): typeof import('./graphql.ts').AccessOfWhoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AddressMe { me { user { id email } platformAdmin } }\n"): typeof import('./graphql.ts').AddressMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AddressUser($by: UserRef!) { user(by: $by) { id email } }\n"): typeof import('./graphql.ts').AddressUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallersRoles {\n    roles {\n      name\n      permissions\n    }\n  }\n"): typeof import('./graphql.ts').CallersRolesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallersDeletion($id: ID!) {\n    deletion(id: $id) {\n      state\n    }\n  }\n"): typeof import('./graphql.ts').CallersDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CredentialMine($by: WorkspaceRef!) {\n    workspace(by: $by) { id myRole myPermissions }\n  }\n"): typeof import('./graphql.ts').CredentialMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CredentialEverywhere($elsewhere: WorkspaceRef!, $mate: UserRef!, $node: ID!, $project: ID!, $deletion: ID!) {\n    me {\n      user { memberships { nodes { workspace { id } } totalCount } }\n      tokens { nodes { id } totalCount }\n      token { id }\n      defaultWorkspace { id }\n      platformAdmin\n    }\n    workspaces { nodes { id } totalCount }\n    workspace(by: $elsewhere) { id }\n    builtIn: workspace(by: { name: \"default\" }) { id }\n    user(by: $mate) { id }\n    node(id: $node) { id }\n    nodes(ids: [$node, $project]) { id }\n    deletion(id: $deletion) { id }\n    deletions { nodes { id } totalCount }\n  }\n"): typeof import('./graphql.ts').CredentialEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CredentialAccess($workspace: WorkspaceRef!) {\n    access(workspace: $workspace, permissions: [WORKSPACE_READ, PROJECT_WRITE, MEMBER_UPDATE]) { permission allowed reason }\n  }\n"): typeof import('./graphql.ts').CredentialAccessDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CredentialUsers { users { totalCount } }\n"): typeof import('./graphql.ts').CredentialUsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CredentialProject($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }\n"): typeof import('./graphql.ts').CredentialProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CredentialUpdateMember($input: UpdateMemberInput!) { updateMember(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').CredentialUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CredentialRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').CredentialRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CredentialMark($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').CredentialMarkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CredentialListed { me { tokens { nodes { id hint name } } } events(first: 100) { nodes { summary data } } }\n"): typeof import('./graphql.ts').CredentialListedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndedSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').EndedSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EndedState($id: ID!) { deletion(id: $id) { state } }\n"): typeof import('./graphql.ts').EndedStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationUpdateMember($input: UpdateMemberInput!) {\n    updateMember(input: $input) { membership { id workspace { events { nodes { type } } } } }\n  }\n"): typeof import('./graphql.ts').EscalationUpdateMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationRemoveMember($input: RemoveMemberInput!) {\n    removeMember(input: $input) { removedMembershipId }\n  }\n"): typeof import('./graphql.ts').EscalationRemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').EscalationLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationPrefer($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').EscalationPreferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n        resources {\n          nodes {\n            spec\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EscalationProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EscalationRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n    }\n  }\n"): typeof import('./graphql.ts').EscalationRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EscalationRecord($id: ID!) { deletion(id: $id) { state workspaceEvents(first: 1) { nodes { type } } } }\n"): typeof import('./graphql.ts').EscalationRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EscalationResources($id: ID!, $filter: ResourceFilter) {\n    workspace(by: { id: $id }) { resources(filter: $filter) { totalCount } }\n  }\n"): typeof import('./graphql.ts').EscalationResourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EscalationWorkspaces($filter: WorkspaceFilter) { workspaces(filter: $filter) { totalCount } }\n"): typeof import('./graphql.ts').EscalationWorkspacesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EscalationMembers($id: ID!, $search: String!) {\n    workspace(by: { id: $id }) { members(filter: { search: $search }) { totalCount } }\n  }\n"): typeof import('./graphql.ts').EscalationMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HiddenNames($private: ID!, $deleting: ID!, $gone: ID!) {\n    private: workspace(by: { id: $private }) {\n      id\n      name\n    }\n    deleting: workspace(by: { id: $deleting }) {\n      id\n      name\n    }\n    gone: deletion(id: $gone) {\n      id: workspaceId\n      name: workspaceName\n    }\n  }\n"): typeof import('./graphql.ts').HiddenNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HiddenDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n"): typeof import('./graphql.ts').HiddenDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HiddenState($id: ID!) {\n    workspace(by: { id: $id }) {\n      name\n      state\n    }\n  }\n"): typeof import('./graphql.ts').HiddenStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HiddenLog {\n    events(first: 1) {\n      totalCount\n    }\n  }\n"): typeof import('./graphql.ts').HiddenLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitedAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { role } } }\n"): typeof import('./graphql.ts').InvitedAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InvitedDecline($input: DeclineInvitationInput!) { declineInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').InvitedDeclineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InvitedMine { me { invitations { nodes { id email } } invitationCount } }\n"): typeof import('./graphql.ts').InvitedMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ClaimsMe { me { user { id name } groups } }\n"): typeof import('./graphql.ts').ClaimsMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupsMe { me { user { id } groups groupsExpireAt } }\n"): typeof import('./graphql.ts').GroupsMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupsRole($by: WorkspaceRef!) { workspace(by: $by) { myRole myMembership { id } } }\n"): typeof import('./graphql.ts').GroupsRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JwtMe { me { user { id name email } groups platformAdmin token { id } } }\n"): typeof import('./graphql.ts').JwtMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JwtMembers($by: WorkspaceRef!, $filter: MemberFilter) {\n    workspace(by: $by) { members(filter: $filter) { nodes { principal { ... on User { id } } } } }\n  }\n"): typeof import('./graphql.ts').JwtMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JwtServerInfo { serverInfo { oidc { issuer audience clientId scopes } } }\n"): typeof import('./graphql.ts').JwtServerInfoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation JwtSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').JwtSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation JwtResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').JwtResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation JwtDelete($input: DeleteUserInput!) { deleteUser(input: $input) { deletedUserId } }\n"): typeof import('./graphql.ts').JwtDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LimitedSelf($by: WorkspaceRef!, $self: UserRef!, $address: UserRef!) {\n    me { user { id email platformAdmin suspendedAt lastSeenAt memberships { nodes { id } } } }\n    user(by: $self) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: $address) { id }\n    workspace(by: $by) {\n      id\n      myRole\n      myMembership { id }\n      owners { id email platformAdmin memberships { totalCount } }\n      createdBy { ... on User { id email platformAdmin memberships { totalCount } } }\n    }\n  }\n"): typeof import('./graphql.ts').LimitedSelfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LimitedOthers($id: ID!, $email: EmailAddress!) {\n    user(by: { id: $id }) { id email platformAdmin lastSeenAt memberships { totalCount } }\n    address: user(by: { email: $email }) { id }\n  }\n"): typeof import('./graphql.ts').LimitedOthersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LimitedRevoke($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { changed } }\n"): typeof import('./graphql.ts').LimitedRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LimitedLeave($input: LeaveWorkspaceInput!) { leaveWorkspace(input: $input) { leftWorkspaceId } }\n"): typeof import('./graphql.ts').LimitedLeaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    subscription LossesWorkspaceEvents($id: ID!) {\n      workspaceEvents(workspace: { id: $id }) {\n        type\n      }\n    }\n  "): typeof import('./graphql.ts').LossesWorkspaceEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    subscription LossesNodeChanges($id: ID!) {\n      nodeChanges(workspace: { id: $id }) {\n        action\n      }\n    }\n  "): typeof import('./graphql.ts').LossesNodeChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    subscription LossesEvents {\n      events(types: [WORKSPACE_UPDATED]) {\n        type\n      }\n    }\n  "): typeof import('./graphql.ts').LossesEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LossesLog {\n    events {\n      type\n      workspaceId\n    }\n  }\n"): typeof import('./graphql.ts').LossesLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LossesTransfer($input: TransferOwnershipInput!) {\n    transferOwnership(input: $input) {\n      newOwner {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').LossesTransferDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MovedRevoke($input: RevokeApiTokenInput!) {\n    revokeApiToken(input: $input) {\n      changed\n      token { id name hint status createdAt expiresAt revokedAt workspace { id } owner { ... on User { id } } revokedBy { ... on User { id } } }\n    }\n  }\n"): typeof import('./graphql.ts').MovedRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MovedResume($input: ResumeApiTokenInput!) { resumeApiToken(input: $input) { token { id } } }\n"): typeof import('./graphql.ts').MovedResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription MovedFollow($id: ID!) { deletionEvents(deletion: $id) { type } }\n"): typeof import('./graphql.ts').MovedFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MovedEvents($id: ID!) { deletion(id: $id) { workspaceEvents(filter: { types: [TOKEN_REVOKED] }) { nodes { subjectId } } } }\n"): typeof import('./graphql.ts').MovedEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProviderMe { me { user { id name email } groups } }\n"): typeof import('./graphql.ts').ProviderMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProviderSeen($by: WorkspaceRef!, $user: UserRef!) {\n    workspace(by: $by) { myRole accessOf(user: $user) { sources { via role membership { id } } } }\n    workspaces(first: 100) { nodes { id } }\n  }\n"): typeof import('./graphql.ts').ProviderSeenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProviderShare($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').ProviderShareDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PayloadsTokens($id: ID!) { workspace(by: { id: $id }) { tokens(first: 100) { nodes { id } } } }\n"): typeof import('./graphql.ts').PayloadsTokensDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayloadsRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) { revokedTokens { id name hint lastUsedIp } }\n  }\n"): typeof import('./graphql.ts').PayloadsRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayloadsAdd($input: AddMemberInput!) { addMember(input: $input) { __typename } }\n"): typeof import('./graphql.ts').PayloadsAddDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayloadsDelete($input: DeleteWorkspaceInput!) { deleteWorkspace(input: $input) { deletion { id } } }\n"): typeof import('./graphql.ts').PayloadsDeleteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayloadsUpdate($input: UpdateResourceInput!, $with: Boolean!, $without: Boolean!) {\n    updateResource(input: $input) {\n      resource @include(if: $with) { id }\n      ... @skip(if: $without) { ...PayloadsUpdated }\n    }\n  }\n  fragment PayloadsUpdated on UpdateResourcePayload { again: resource { spec } }\n"): typeof import('./graphql.ts').PayloadsUpdateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleMe { me { user { id uuid email } } }\n"): typeof import('./graphql.ts').PeopleMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleFind($id: ID!, $uuid: UUID!, $email: EmailAddress!, $node: ID!) {\n    id: user(by: { id: $id }) { id email }\n    uuid: user(by: { uuid: $uuid }) { id email }\n    email: user(by: { email: $email }) { id email }\n    node(id: $node) { id ... on User { email } }\n  }\n"): typeof import('./graphql.ts').PeopleFindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleMembers($by: WorkspaceRef!, $principal: PrincipalRef!, $search: String!) {\n    workspace(by: $by) {\n      membership(principal: $principal) { principal { ... on User { id email } } }\n      members(first: 100) { nodes { principal { ... on User { id email } } } }\n      found: members(filter: { search: $search }) { totalCount }\n    }\n  }\n"): typeof import('./graphql.ts').PeopleMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleIdentity($id: ID!) { user(by: { id: $id }) { id uuid email } }\n"): typeof import('./graphql.ts').PeopleIdentityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PermissionsSnapshot($id: ID!) {\n    events(first: 1) {\n      totalCount\n    }\n    users {\n      totalCount\n    }\n    workspaces {\n      totalCount\n    }\n    deletions {\n      totalCount\n    }\n    workspace(by: { id: $id }) {\n      version\n      state\n      members(first: 100) {\n        nodes {\n          id\n          role\n        }\n      }\n      tokens(first: 100) {\n        nodes {\n          id\n          status\n        }\n      }\n      projects(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n      resources(first: 100) {\n        nodes {\n          id\n          version\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PermissionsSnapshotDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RaceSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) { workspace { id } }\n  }\n"): typeof import('./graphql.ts').RaceSuspendWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RaceEvents($after: String) {\n    events(first: 100, after: $after) { nodes { type requestId } pageInfo { hasNextPage endCursor } }\n  }\n"): typeof import('./graphql.ts').RaceEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionRightsSuspendThenResume($suspend: SuspendUserInput!, $resume: ResumeUserInput!) {\n    suspendUser(input: $suspend) { user { id } }\n    resumeUser(input: $resume) { user { id } }\n  }\n"): typeof import('./graphql.ts').SessionRightsSuspendThenResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionRightsExpiry($input: CreateApiTokenInput!) { createApiToken(input: $input) { token { expiresAt } } }\n"): typeof import('./graphql.ts').SessionRightsExpiryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SessionsMe {\n    me { user { id } platformAdmin sessions { id current createdAt expiresAt userAgent } }\n  }\n"): typeof import('./graphql.ts').SessionsMeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SessionsNode($id: ID!) { node(id: $id) { id } }\n"): typeof import('./graphql.ts').SessionsNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SessionsEvents($types: [EventType!]!) {\n    events(first: 100, filter: { types: $types }) { nodes { type subjectId summary } }\n  }\n"): typeof import('./graphql.ts').SessionsEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionsSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').SessionsSuspendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SessionsResume($input: ResumeUserInput!) { resumeUser(input: $input) { user { id } } }\n"): typeof import('./graphql.ts').SessionsResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SessionsDeletion($id: ID!) { deletion(id: $id) { state } }\n"): typeof import('./graphql.ts').SessionsDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RightsWorkspace($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      workspaceId\n    }\n  }\n"): typeof import('./graphql.ts').RightsWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RightsDeletion($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n    }\n  }\n"): typeof import('./graphql.ts').RightsDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RightsDeletions {\n    deletions {\n      type\n      deletion {\n        workspaceId\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RightsDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BoundFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BoundFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BoundFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BoundFollowAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WatcherView($id: ID!) {\n    workspace(by: { id: $id }) {\n      id\n      uuid\n      name\n      displayName\n      state\n      visibility\n      version\n      myRole\n      myPermissions\n      myMembership {\n        id\n      }\n      owners {\n        id\n      }\n      members { totalCount nodes { id } }\n      tokens { totalCount nodes { id } }\n      projects { totalCount nodes { id } }\n      resources { totalCount nodes { id } }\n      events { totalCount nodes { type } }\n      resourceCounts {\n        count\n      }\n      deletion {\n        id\n      }\n    }\n    workspaces(first: 100) {\n      nodes {\n        id\n      }\n    }\n    deleting: workspaces(first: 100, filter: { state: [DELETING] }) {\n      nodes {\n        id\n        myRole\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatcherViewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WatcherWatch($id: ID!) {\n    deletion(id: $id) {\n      state\n      steps {\n        name\n      }\n      workspaceEvents(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n    node(id: $id) {\n      id\n    }\n    deletions(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatcherWatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatcherFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n      deletion {\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatcherFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatcherFollowAll {\n    deletions {\n      type\n      deletion {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatcherFollowAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WatcherNodes($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').WatcherNodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WatcherDemote($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        platformAdmin\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatcherDemoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AllEvents($after: Cursor, $types: [EventType!]) {\n    events(after: $after, types: $types) {\n      id\n      cursor\n      type\n      workspaceId\n      ip\n    }\n  }\n"): typeof import('./graphql.ts').AllEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AllEventsLog {\n    events(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AllEventsLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamDeletionNow($id: ID!) {\n    deletionEvents(deletion: $id) {\n      type\n      step\n      done\n      deletion {\n        state\n        done\n        steps {\n          name\n          state\n          done\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StreamDeletionNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamLiveWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n"): typeof import('./graphql.ts').StreamLiveWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamRole($id: ID!) {\n    workspaceEvents(workspace: { id: $id }) {\n      type\n      actor {\n        ... on User {\n          memberships {\n            nodes {\n              role\n              workspace {\n                displayName\n                myRole\n                events(first: 1) {\n                  nodes {\n                    type\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StreamRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StreamRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        version\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StreamRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StreamPromote($input: UpdateMemberInput!) {\n    updateMember(input: $input) {\n      membership {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StreamPromoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CursorLog {\n    events(first: 100) { nodes { id cursor type } edges { cursor } }\n  }\n"): typeof import('./graphql.ts').CursorLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CursorDeletions($after: Cursor) {\n    deletions(after: $after) { id cursor type deletion { id } }\n  }\n"): typeof import('./graphql.ts').CursorDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n"): typeof import('./graphql.ts').CursorDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n"): typeof import('./graphql.ts').CursorWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CursorDeletionLog($id: ID!) {\n    deletion(id: $id) { events(first: 100) { nodes { id } } }\n  }\n"): typeof import('./graphql.ts').CursorDeletionLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      id\n      cursor\n      type\n      at\n      step\n      message\n      total\n      done\n    }\n  }\n"): typeof import('./graphql.ts').StreamDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamDeletions($after: Cursor) {\n    deletions(after: $after) {\n      id\n      cursor\n      type\n      step\n      deletion {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StreamDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription StreamWorkspace($workspace: WorkspaceRef!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: $workspace, after: $after, types: $types) {\n      cursor\n      type\n      data\n    }\n  }\n"): typeof import('./graphql.ts').StreamWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NodeReadersEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').NodeReadersEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NodeReadersRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NodeReadersRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NodeChangesRename($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NodeChangesRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NodeChangesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input) {\n      deletedUserId\n    }\n  }\n"): typeof import('./graphql.ts').NodeChangesDeleteUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription NodeChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) {\n      cursor\n      action\n      id\n      node {\n        __typename\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NodeChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NodeChangesRemove($input: RemoveMemberInput!) {\n    removeMember(input: $input) {\n      removedMembershipId\n    }\n  }\n"): typeof import('./graphql.ts').NodeChangesRemoveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OneCursorDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { id cursor type }\n  }\n"): typeof import('./graphql.ts').OneCursorDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OneCursorWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { id cursor type }\n  }\n"): typeof import('./graphql.ts').OneCursorWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RetentionWorkspace($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) { cursor type }\n  }\n"): typeof import('./graphql.ts').RetentionWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RetentionChanges($id: ID!, $after: Cursor) {\n    nodeChanges(workspace: { id: $id }, after: $after) { cursor id }\n  }\n"): typeof import('./graphql.ts').RetentionChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RetentionAll($after: Cursor) { events(after: $after) { cursor type } }\n"): typeof import('./graphql.ts').RetentionAllDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RetentionDeletions($after: Cursor) { deletions(after: $after) { cursor type } }\n"): typeof import('./graphql.ts').RetentionDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RetentionDeletion($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) { cursor type at message }\n  }\n"): typeof import('./graphql.ts').RetentionDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RetentionNewest { events(first: 1) { nodes { cursor } } }\n"): typeof import('./graphql.ts').RetentionNewestDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetentionAccept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { membership { id } } }\n"): typeof import('./graphql.ts').RetentionAcceptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetentionRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { id } } }\n"): typeof import('./graphql.ts').RetentionRestoreDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetentionRevoke($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { id } } }\n"): typeof import('./graphql.ts').RetentionRevokeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SeamEvents($id: ID!, $after: Cursor, $types: [EventType!]) {\n    workspaceEvents(workspace: { id: $id }, after: $after, types: $types) {\n      cursor\n    }\n  }\n"): typeof import('./graphql.ts').SeamEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SeamCreateProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SeamCreateProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SlowFollow($id: ID!, $after: Cursor) {\n    deletionEvents(deletion: $id, after: $after) {\n      cursor\n      type\n    }\n  }\n"): typeof import('./graphql.ts').SlowFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SlowLog($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n"): typeof import('./graphql.ts').SlowLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SlowResume($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n      actor {\n        __typename\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SlowResumeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StalledRename($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }\n"): typeof import('./graphql.ts').StalledRenameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TooSlowEvents($id: ID!, $after: Cursor) {\n    workspaceEvents(workspace: { id: $id }, after: $after) {\n      cursor\n    }\n  }\n"): typeof import('./graphql.ts').TooSlowEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixtureProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FixtureProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProofHead {\n    events(first: 1) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProofHeadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProofLog {\n    events(first: 100) {\n      nodes {\n        id\n        type\n        workspaceId\n        actorId\n        actorName\n        summary\n        tokenId\n        subjectId\n        requestId\n        ip\n        data\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProofLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ClaimTasks($input: ClaimCleanupTasksInput!) {\n    claimCleanupTasks(input: $input) {\n      tasks {\n        id\n        deletion { id }\n        workspaceId\n        workspaceName\n        kind { name }\n        resourceId\n        resourceName\n        externalId\n        labels\n        state\n        attempt\n        leaseExpiresAt\n        nextAttemptAt\n        lastError\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ClaimTasksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteTask($input: CompleteCleanupTaskInput!) {\n    completeCleanupTask(input: $input) { task { id state attempt leaseExpiresAt } }\n  }\n"): typeof import('./graphql.ts').CompleteTaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FailTask($input: FailCleanupTaskInput!) {\n    failCleanupTask(input: $input) { task { id state attempt nextAttemptAt lastError } }\n  }\n"): typeof import('./graphql.ts').FailTaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryDeletion($input: RetryDeletionInput!) { retryDeletion(input: $input) { deletion { id state failed } } }\n"): typeof import('./graphql.ts').RetryDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SkipStep($input: SkipDeletionStepInput!) { skipDeletionStep(input: $input) { deletion { id state skipped } } }\n"): typeof import('./graphql.ts').SkipStepDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExternalDeletion($id: ID!, $filter: CleanupTaskFilter) {\n    deletion(id: $id) {\n      state\n      total\n      done\n      failed\n      skipped\n      remaining\n      lastError\n      canRetry\n      steps { name state total done failed skipped attempts nextAttemptAt lastError startedAt finishedAt }\n      tasks(first: 100, filter: $filter) {\n        totalCount\n        nodes { id state attempt resourceName leaseExpiresAt nextAttemptAt lastError }\n      }\n      events(first: 100) { nodes { type step message total done failed skipped resourceIds } }\n    }\n  }\n"): typeof import('./graphql.ts').ExternalDeletionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FullWorkspaceProject($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      project {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FullWorkspaceProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FullWorkspaceFavourite($input: SetWorkspacePreferencesInput!) {\n    setWorkspacePreferences(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FullWorkspaceFavouriteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FullWorkspaceShare($input: UpdateWorkspaceInput!) {\n    updateWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FullWorkspaceShareDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeletionRecord($id: ID!) {\n    deletion(id: $id) {\n      state\n      total\n      events(first: 100) {\n        nodes {\n          type\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeletionRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedProject($input: CreateProjectInput!) { createProject(input: $input) { project { id name } } }\n"): typeof import('./graphql.ts').KeyedProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedDeleteProject($input: DeleteProjectInput!) { deleteProject(input: $input) { deletedProjectId } }\n"): typeof import('./graphql.ts').KeyedDeleteProjectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InputsSuspendWorkspace($input: SuspendWorkspaceInput!) {\n    suspendWorkspace(input: $input) {\n      workspace {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').InputsSuspendWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InputsSuspendUser($input: SuspendUserInput!) {\n    suspendUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').InputsSuspendUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateWorkspace($input: CreateWorkspaceInput!) {\n    createWorkspace(input: $input) {\n      workspace {\n        id\n        uuid\n        name\n        displayName\n        version\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      user {\n        id\n        name\n        email\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      secret\n      token {\n        id\n        expiresAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddMember($input: AddMemberInput!) {\n    addMember(input: $input) {\n      membership {\n        id\n        role\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AddMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMembers($input: InviteMembersInput!) {\n    inviteMembers(input: $input) {\n      results { email invitation { id email state role delivery expiresAt } code link errorCode errorMessage }\n    }\n  }\n"): typeof import('./graphql.ts').InviteMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateServiceAccount($input: CreateServiceAccountInput!) {\n    createServiceAccount(input: $input) { serviceAccount { id name description workspace { id } } }\n  }\n"): typeof import('./graphql.ts').CreateServiceAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterResourceKind($input: RegisterResourceKindInput!) {\n    registerResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n"): typeof import('./graphql.ts').RegisterResourceKindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ResourceKindFields on ResourceKind {\n    name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } builtIn\n  }\n"): typeof import('./graphql.ts').ResourceKindFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateResourceKind($input: UpdateResourceKindInput!) {\n    updateResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }\n  }\n"): typeof import('./graphql.ts').UpdateResourceKindDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteServiceAccount($input: DeleteServiceAccountInput!) {\n    deleteServiceAccount(input: $input) { deletedServiceAccountId }\n  }\n"): typeof import('./graphql.ts').DeleteServiceAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateApiToken($input: RotateApiTokenInput!) {\n    rotateApiToken(input: $input) { token { id status hint graceEndsAt expiresAt } secret }\n  }\n"): typeof import('./graphql.ts').RotateApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExchangeToken($input: ExchangeTokenInput!) { exchangeToken(input: $input) { accessToken expiresAt } }\n"): typeof import('./graphql.ts').ExchangeTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SuspendApiToken($input: SuspendApiTokenInput!) { suspendApiToken(input: $input) { token { id status } } }\n"): typeof import('./graphql.ts').SuspendApiTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterResources($input: RegisterResourcesInput!) {\n    registerResources(input: $input) {\n      resources {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RegisterResourcesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {\n    deleteWorkspace(input: $input) {\n      deletion {\n        id\n        state\n        total\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeleteWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseDeletions($input: PauseDeletionsInput!) {\n    pauseDeletions(input: $input) {\n      pausedAt\n    }\n  }\n"): typeof import('./graphql.ts').PauseDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeDeletions($input: ResumeDeletionsInput!) {\n    resumeDeletions(input: $input) {\n      resumedAt\n    }\n  }\n"): typeof import('./graphql.ts').ResumeDeletionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UpdateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      endedSessionId\n    }\n  }\n"): typeof import('./graphql.ts').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateSignInLink($input: CreateSignInLinkInput!) {\n    createSignInLink(input: $input) {\n      link\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').CreateSignInLinkDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
