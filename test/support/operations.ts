// Operations that many tests use. `npm run codegen` types them from schema.graphql.
import { graphql } from '../generated/gql.ts'

export const CREATE_WORKSPACE = graphql(`
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
`)

export const CREATE_USER = graphql(`
  mutation CreateUser($input: CreateUserInput!) {
    createUser(input: $input) {
      user {
        id
        name
        email
      }
    }
  }
`)

export const CREATE_API_TOKEN = graphql(`
  mutation CreateApiToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      secret
      token {
        id
        expiresAt
      }
    }
  }
`)

export const ADD_MEMBER = graphql(`
  mutation AddMember($input: AddMemberInput!) {
    addMember(input: $input) {
      membership {
        id
        role
      }
    }
  }
`)

export const INVITE_MEMBERS = graphql(`
  mutation InviteMembers($input: InviteMembersInput!) {
    inviteMembers(input: $input) {
      results { email invitation { id email state role delivery expiresAt } code link errorCode errorMessage }
    }
  }
`)

export const CREATE_SERVICE_ACCOUNT = graphql(`
  mutation CreateServiceAccount($input: CreateServiceAccountInput!) {
    createServiceAccount(input: $input) { serviceAccount { id name description workspace { id } } }
  }
`)

export const REGISTER_KIND = graphql(`
  mutation RegisterResourceKind($input: RegisterResourceKindInput!) {
    registerResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }
  }
`)
graphql(`
  fragment ResourceKindFields on ResourceKind {
    name displayName cleanup cleanupOrder webhookUrl ownerServiceAccount { id } builtIn
  }
`)

export const UPDATE_KIND = graphql(`
  mutation UpdateResourceKind($input: UpdateResourceKindInput!) {
    updateResourceKind(input: $input) { kind { ...ResourceKindFields } webhookSecret }
  }
`)

export const DELETE_SERVICE_ACCOUNT = graphql(`
  mutation DeleteServiceAccount($input: DeleteServiceAccountInput!) {
    deleteServiceAccount(input: $input) { deletedServiceAccountId }
  }
`)

export const ROTATE_API_TOKEN = graphql(`
  mutation RotateApiToken($input: RotateApiTokenInput!) {
    rotateApiToken(input: $input) { token { id status hint graceEndsAt expiresAt } secret }
  }
`)

export const EXCHANGE_TOKEN = graphql(`
  mutation ExchangeToken($input: ExchangeTokenInput!) { exchangeToken(input: $input) { accessToken expiresAt } }
`)

export const SUSPEND_API_TOKEN = graphql(`
  mutation SuspendApiToken($input: SuspendApiTokenInput!) { suspendApiToken(input: $input) { token { id status } } }
`)

export const REGISTER_RESOURCES = graphql(`
  mutation RegisterResources($input: RegisterResourcesInput!) {
    registerResources(input: $input) {
      resources {
        id
        name
      }
    }
  }
`)

export const DELETE_WORKSPACE = graphql(`
  mutation DeleteWorkspace($input: DeleteWorkspaceInput!) {
    deleteWorkspace(input: $input) {
      deletion {
        id
        state
        total
      }
    }
  }
`)

export const PAUSE_DELETIONS = graphql(`
  mutation PauseDeletions($input: PauseDeletionsInput!) {
    pauseDeletions(input: $input) {
      pausedAt
    }
  }
`)

export const RESUME_DELETIONS = graphql(`
  mutation ResumeDeletions($input: ResumeDeletionsInput!) {
    resumeDeletions(input: $input) {
      resumedAt
    }
  }
`)

export const UPDATE_USER = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      user {
        id
      }
    }
  }
`)

export const END_SESSION = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      endedSessionId
    }
  }
`)

export const CREATE_SIGN_IN_LINK = graphql(`
  mutation CreateSignInLink($input: CreateSignInLinkInput!) {
    createSignInLink(input: $input) {
      link
      expiresAt
    }
  }
`)
