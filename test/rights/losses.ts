// Every way in which a caller loses a right while following a stream: by a mutation, or by the sign-in of a user.
import type { StoredEventType } from '../../src/events/catalogue/index.ts'
import {
  DELETE_USER,
  LEAVE,
  REMOVE_MEMBER,
  REVOKE_API_TOKEN,
  SUSPEND_USER,
  UPDATE_MEMBER,
  UPDATE_WORKSPACE,
} from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import type { ErrorCode } from '../generated/graphql.ts'
import {
  CREATE_SERVICE_ACCOUNT,
  DELETE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  END_SESSION,
  ROTATE_API_TOKEN,
  SUSPEND_API_TOKEN,
  UPDATE_USER,
} from '../support/operations.ts'
import { run, type SeededWorkspace, signUp, unique } from '../support/people.ts'
import { signInBrowser } from '../support/sessions.ts'
import {
  inHome,
  mintMany,
  newAdmin,
  newGroupMember,
  newMember,
  newToken,
  newWorkspace,
  type World,
} from './loss-scenes.ts'

const TRANSFER = graphql(`
  mutation LossesTransfer($input: TransferOwnershipInput!) {
    transferOwnership(input: $input) {
      newOwner {
        id
      }
    }
  }
`)

/** The secret of the token that opens a stream of a workspace, and how the token loses its right. */
interface Scene {
  /** `home` by default. */
  readonly workspace?: SeededWorkspace
  readonly token: string
  /** The cookie of a browser session that is used in place of the token; the token is then the session's secret. */
  readonly cookie?: string
  lose(): Promise<unknown>
}

export interface Loss {
  /** The subscriber of the stream. */
  readonly who: string
  readonly by: `Mutation.${string}` | 'sign-in'
  readonly event: StoredEventType
  /** The error that ends the stream; null if the stream does not need the lost right. */
  readonly code: ErrorCode | null
  /** `workspaceEvents` by default. */
  readonly stream?: 'workspaceEvents' | 'nodeChanges' | 'events'
  /** The subscribers whose other streams are authorized again, too. */
  readonly asks: 'nobody else' | 'its workspace' | 'everybody'
  scene(world: World): Promise<Scene>
}

export const LOSSES: readonly Loss[] = [
  {
    who: 'whose role is lowered',
    by: 'Mutation.updateMember',
    event: 'member.role_changed',
    code: 'NOT_FOUND',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const input = { member: inHome(world, ann), role: 'EDITOR' } as const
      const lose = () => run(world.server, UPDATE_MEMBER, { input }, world.home.owner)
      return { token: ann.token, lose }
    },
  },
  {
    who: 'whose group has a lower role',
    by: 'Mutation.updateMember',
    event: 'member.role_changed',
    code: 'NOT_FOUND',
    asks: 'its workspace',
    scene: async (world) => {
      const { member, token } = await newGroupMember(world)
      const lose = () => run(world.server, UPDATE_MEMBER, { input: { member, role: 'EDITOR' } }, world.home.owner)
      return { token, lose }
    },
  },
  {
    who: 'who is removed',
    by: 'Mutation.removeMember',
    event: 'member.removed',
    code: 'NOT_FOUND',
    stream: 'nodeChanges',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const lose = () => run(world.server, REMOVE_MEMBER, { input: { member: inHome(world, ann) } }, world.home.owner)
      return { token: ann.token, lose }
    },
  },
  {
    who: 'whose group is removed',
    by: 'Mutation.removeMember',
    event: 'member.removed',
    code: 'NOT_FOUND',
    asks: 'its workspace',
    scene: async (world) => {
      const { member, token } = await newGroupMember(world)
      return { token, lose: () => run(world.server, REMOVE_MEMBER, { input: { member } }, world.home.owner) }
    },
  },
  {
    who: 'who leaves, by a token of the workspace,',
    by: 'Mutation.leaveWorkspace',
    event: 'member.left',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { token } = await newToken(world, ann, { workspace: { id: world.home.id } })
      return { token, lose: () => run(world.server, LEAVE, { input: { workspace: { id: world.home.id } } }, ann) }
    },
  },
  {
    who: 'who hands the workspace to another',
    by: 'Mutation.transferOwnership',
    event: 'ownership.transferred',
    code: null,
    asks: 'nobody else',
    scene: async (world) => {
      const { workspace, id, owner, ann } = await newWorkspace(world)
      const { token } = await newToken(world, owner)
      const input = { workspace: { id }, to: { user: ann.id } }
      return { workspace, token, lose: () => run(world.server, TRANSFER, { input }, owner) }
    },
  },
  {
    who: 'whose session is ended',
    by: 'Mutation.endSession',
    event: 'session.ended',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { id, cookie, secret } = await signInBrowser(world.server, ann)
      return { token: secret, cookie, lose: () => run(world.server, END_SESSION, { input: { session: id } }, ann) }
    },
  },
  {
    who: 'who is suspended, in a session',
    by: 'Mutation.suspendUser',
    event: 'user.suspended',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { cookie, secret } = await signInBrowser(world.server, ann)
      const input = { user: { id: ann.id }, reason: 'Under review' }
      return { token: secret, cookie, lose: () => run(world.server, SUSPEND_USER, { input }) }
    },
  },
  {
    who: 'whose token is revoked, in the session that it opened',
    by: 'Mutation.revokeApiToken',
    event: 'token.revoked',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { id, token } = await newToken(world, ann)
      const { cookie, secret } = await signInBrowser(world.server, { token })
      return {
        token: secret,
        cookie,
        lose: () => run(world.server, REVOKE_API_TOKEN, { input: { token: { id } } }, ann),
      }
    },
  },
  {
    who: 'who is suspended',
    by: 'Mutation.suspendUser',
    event: 'user.suspended',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const input = { user: { id: ann.id }, reason: 'Under review' }
      return { token: ann.token, lose: () => run(world.server, SUSPEND_USER, { input }) }
    },
  },
  {
    who: 'who is deleted',
    by: 'Mutation.deleteUser',
    event: 'user.deleted',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      return { token: ann.token, lose: () => run(world.server, DELETE_USER, { input: { user: { id: ann.id } } }) }
    },
  },
  {
    who: 'whose token was made by somebody who is deleted',
    by: 'Mutation.deleteUser',
    event: 'user.deleted',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const admin = await newAdmin(world)
      const { token } = await newToken(world, admin, { user: ann.id })
      return { token, lose: () => run(world.server, DELETE_USER, { input: { user: { id: admin.userId } } }) }
    },
  },
  {
    who: 'who is no longer a platform admin',
    by: 'Mutation.updateUser',
    event: 'user.updated',
    code: 'FORBIDDEN',
    stream: 'events',
    asks: 'nobody else',
    scene: async (world) => {
      const { userId, token } = await newAdmin(world)
      const input = { user: { id: userId }, platformAdmin: false }
      return { token, lose: () => run(world.server, UPDATE_USER, { input }) }
    },
  },
  {
    who: 'which is a service account that is deleted',
    by: 'Mutation.deleteServiceAccount',
    event: 'service_account.deleted',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const { server, home } = world
      const workspace = { id: home.id }
      const account = { workspace, name: unique('machine'), role: 'ADMIN' as const }
      const { id } = (await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, home.owner)).createServiceAccount
        .serviceAccount
      const { token } = await newToken(world, home.owner, { serviceAccount: id })
      const lose = () => run(server, DELETE_SERVICE_ACCOUNT, { input: { serviceAccount: id } }, home.owner)
      return { token, lose }
    },
  },
  {
    who: 'whose token is revoked',
    by: 'Mutation.revokeApiToken',
    event: 'token.revoked',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { id, token } = await newToken(world, ann)
      return { token, lose: () => run(world.server, REVOKE_API_TOKEN, { input: { token: { id } } }, ann) }
    },
  },
  {
    who: 'whose token is suspended',
    by: 'Mutation.suspendApiToken',
    event: 'token.suspended',
    code: 'UNAUTHENTICATED',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { id, token } = await newToken(world, ann)
      return { token, lose: () => run(world.server, SUSPEND_API_TOKEN, { input: { token: { id } } }, ann) }
    },
  },
  {
    who: 'whose token is rotated without a grace',
    by: 'Mutation.rotateApiToken',
    event: 'token.rotated',
    code: 'UNAUTHENTICATED',
    stream: 'nodeChanges',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const { id, token } = await newToken(world, ann)
      const lose = () => run(world.server, ROTATE_API_TOKEN, { input: { token: { id }, grace: '0s' } }, ann)
      return { token, lose }
    },
  },
  {
    who: 'whose token was made with one that is revoked',
    by: 'Mutation.revokeApiToken',
    event: 'token.revoked',
    code: 'UNAUTHENTICATED',
    stream: 'nodeChanges',
    asks: 'nobody else',
    scene: async (world) => {
      const ann = await newMember(world)
      const minter = await newToken(world, ann)
      const { token } = await newToken(world, await newToken(world, minter))
      const lose = () => run(world.server, REVOKE_API_TOKEN, { input: { token: { id: minter.id } } }, ann)
      return { token, lose }
    },
  },
  {
    who: 'whose token is one of 120 that were made with one that is revoked',
    by: 'Mutation.revokeApiToken',
    event: 'token.revoked',
    code: 'UNAUTHENTICATED',
    asks: 'everybody',
    scene: async (world) => {
      const ann = await newMember(world)
      const minter = await newToken(world, ann)
      const { token } = await newToken(world, minter)
      await mintMany(world, minter, await signUp(world.server), 119)
      const lose = () => run(world.server, REVOKE_API_TOKEN, { input: { token: { id: minter.id } } }, ann)
      return { token, lose }
    },
  },
  {
    who: 'who sees a shared workspace that becomes private',
    by: 'Mutation.updateWorkspace',
    event: 'workspace.updated',
    code: 'NOT_FOUND',
    stream: 'nodeChanges',
    asks: 'its workspace',
    scene: async (world) => {
      const share = (visibility: 'SHARED_READ' | 'PRIVATE') => {
        const input = { workspace: { id: world.home.id }, visibility }
        return run(world.server, UPDATE_WORKSPACE, { input }, world.home.owner)
      }
      await share('SHARED_READ')
      return { token: (await signUp(world.server)).token, lose: () => share('PRIVATE') }
    },
  },
  ...(['a personal token', 'a token of the workspace'] as const).map((what): Loss => {
    const isBound = what === 'a token of the workspace'
    return {
      who: `whose workspace is deleted, by ${what},`,
      by: 'Mutation.deleteWorkspace',
      event: 'deletion.started',
      code: isBound ? 'UNAUTHENTICATED' : 'NOT_FOUND',
      asks: 'its workspace',
      scene: async (world) => {
        const { workspace, id, owner, ann } = await newWorkspace(world)
        const { token } = isBound ? await newToken(world, ann, { workspace: { id } }) : ann
        const lose = () => run(world.server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)
        return { workspace, token, lose }
      },
    }
  }),
  {
    who: 'whose workspace is to be deleted later',
    by: 'Mutation.deleteWorkspace',
    event: 'deletion.scheduled',
    code: 'NOT_FOUND',
    asks: 'its workspace',
    scene: async (world) => {
      const { workspace, id, owner, ann } = await newWorkspace(world)
      const input = { workspace: { id }, gracePeriod: '1h' }
      return { workspace, token: ann.token, lose: () => run(world.server, DELETE_WORKSPACE, { input }, owner) }
    },
  },
  ...(['an API token', 'a JWT'] as const).map(
    (what): Loss => ({
      who: `who has left a group, by ${what},`,
      by: 'sign-in',
      event: 'group.membership_changed',
      code: 'NOT_FOUND',
      asks: 'nobody else',
      scene: async (world) => {
        const { claims, jwt, token } = await newGroupMember(world)
        const lose = async () => {
          const as = { token: await world.jwt({ ...claims, groups: ['another'] }) }
          await world.server.data('{ me { groups } }', {}, as)
        }
        return { token: what === 'a JWT' ? jwt : token, lose }
      },
    }),
  ),
]

/** The mutations that take no right away from anybody. */
export const TAKE_NOTHING: readonly `Mutation.${string}`[] = [
  'Mutation.createWorkspace',
  'Mutation.setWorkspacePreferences',
  'Mutation.addMember',
  'Mutation.createUser',
  'Mutation.createSignInLink',
  'Mutation.inviteMembers',
  'Mutation.resendInvitation',
  'Mutation.revokeInvitation',
  'Mutation.acceptInvitation',
  'Mutation.declineInvitation',
  'Mutation.resumeUser',
  'Mutation.createApiToken',
  'Mutation.resumeApiToken',
  'Mutation.exchangeToken',
  'Mutation.createServiceAccount',
  'Mutation.createProject',
  'Mutation.updateProject',
  'Mutation.deleteProject',
  'Mutation.registerResourceKind',
  'Mutation.updateResourceKind',
  'Mutation.registerResource',
  'Mutation.registerResources',
  'Mutation.updateResource',
  'Mutation.deleteResource',
  'Mutation.suspendWorkspace',
  'Mutation.resumeWorkspace',
  'Mutation.retryDeletion',
  'Mutation.skipDeletionStep',
  'Mutation.claimCleanupTasks',
  'Mutation.completeCleanupTask',
  'Mutation.failCleanupTask',
  'Mutation.pauseDeletions',
  'Mutation.resumeDeletions',
  'Mutation.restoreWorkspace',
]
