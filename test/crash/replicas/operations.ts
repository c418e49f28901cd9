// Operations that the tests of replicas share. Typed from schema.graphql by `npm run codegen`.
import { graphql } from '../../generated/gql.ts'

export const UPDATE_MEMBER = graphql(`
  mutation ReplicaUpdateMember($input: UpdateMemberInput!) {
    updateMember(input: $input) {
      membership {
        id
      }
    }
  }
`)

export const REMOVE_MEMBER = graphql(`
  mutation ReplicaRemoveMember($input: RemoveMemberInput!) {
    removeMember(input: $input) {
      removedMembershipId
    }
  }
`)

export const LEAVE = graphql(`
  mutation ReplicaLeave($input: LeaveWorkspaceInput!) {
    leaveWorkspace(input: $input) {
      leftWorkspaceId
    }
  }
`)

export const SUSPEND_USER = graphql(`
  mutation ReplicaSuspendUser($input: SuspendUserInput!) {
    suspendUser(input: $input) {
      user {
        id
      }
    }
  }
`)

export const RESUME_USER = graphql(`
  mutation ReplicaResumeUser($input: ResumeUserInput!) {
    resumeUser(input: $input) {
      user {
        id
      }
    }
  }
`)

export const DELETE_USER = graphql(`
  mutation ReplicaDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedUserId
    }
  }
`)

export const REVOKE_API_TOKEN = graphql(`
  mutation ReplicaRevokeApiToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      changed
    }
  }
`)

export const UPDATE_WORKSPACE = graphql(`
  mutation ReplicaUpdateWorkspace($input: UpdateWorkspaceInput!) {
    updateWorkspace(input: $input) {
      workspace {
        version
      }
    }
  }
`)

export const SET_PREFERENCES = graphql(`
  mutation ReplicaSetPreferences($input: SetWorkspacePreferencesInput!) {
    setWorkspacePreferences(input: $input) {
      workspace {
        id
      }
    }
  }
`)

export const CREATE_PROJECT = graphql(`
  mutation ReplicaCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        id
      }
    }
  }
`)

export const UPDATE_PROJECT = graphql(`
  mutation ReplicaUpdateProject($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      project {
        version
      }
    }
  }
`)

export const DELETE_PROJECT = graphql(`
  mutation ReplicaDeleteProject($input: DeleteProjectInput!) {
    deleteProject(input: $input) {
      deletedProjectId
    }
  }
`)

export const WORKSPACE_EVENTS = graphql(`
  subscription ReplicaWorkspaceEvents($id: ID!, $after: Cursor) {
    workspaceEvents(workspace: { id: $id }, after: $after) {
      cursor
      type
    }
  }
`)

export const DELETION_EVENTS = graphql(`
  subscription ReplicaDeletionEvents($id: ID!, $after: Cursor) {
    deletionEvents(deletion: $id, after: $after) {
      cursor
      type
    }
  }
`)

export const DELETIONS = graphql(`
  subscription ReplicaDeletions($after: Cursor) {
    deletions(after: $after) {
      cursor
      type
    }
  }
`)
