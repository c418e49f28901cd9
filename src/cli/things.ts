// The things that commands are about, apart from workspaces: how each is listed to pick from, and how a text becomes
// the reference that the API takes.
import type { DeletionState, InvitationFieldsFragment, Methods, TokenFieldsFragment } from '../client/index.ts'
import type { Session } from './connect.ts'
import { hidden } from './hidden.ts'
import { nameOf } from './people.ts'
import { CHOICES, type Thing } from './pick.ts'

type Input<Mutation extends keyof Methods> = NonNullable<Parameters<Methods[Mutation]>[0]>

const asIs = (_session: Session, text: string): string => text

/** The id of a deletion, or, for the name of a workspace, of its latest deletion. */
export function deletionIn(...states: readonly DeletionState[]): Thing<string> {
  return {
    argument: 'deletion',
    question: 'Which deletion?',
    choices: async ({ client }) => {
      const filter = states.length > 0 ? { state: [...states] } : {}
      const found = await client.deletions({ filter }).take(CHOICES)
      return found.map(({ id, workspaceName, state }) => ({ value: id, label: `${workspaceName} ${state}, ${id}` }))
    },
    refer: async ({ client }, ref) => {
      if (ref.startsWith('del_')) return ref
      const filter = { workspaceName: { eq: ref.replace(/^name:/, '') } }
      const [found] = await client.deletions({ filter }).take(1)
      if (!found) throw hidden(`deletion of a workspace ${ref}`)
      return found.id
    },
  }
}

/** A step of a deletion that has neither succeeded nor been skipped. */
export const stepOf = (deletion: string): Thing<string> => ({
  argument: 'step',
  question: 'Which step?',
  choices: async ({ client }) => {
    const found = await client.deletion({ id: deletion })
    if (!found) throw hidden(`deletion ${deletion}`)
    const open = found.steps.filter(({ state }) => state !== 'SUCCEEDED' && state !== 'SKIPPED')
    return open.map(({ name, state, done, total }) => ({ value: name, label: `${name} ${state}, ${done} of ${total}` }))
  },
  refer: asIs,
})

/** A user who belongs to the workspace. */
export const userIn = (workspace: string): Thing<string> => ({
  argument: 'who',
  question: 'Which member?',
  choices: async ({ client }) => {
    const members = await client.members({ workspace, filter: { principalType: ['USER'] } }).take(CHOICES)
    return members.flatMap(({ principal, role }) =>
      principal.__typename === 'User' ? [{ value: principal.id, label: `${nameOf(principal)} ${role}` }] : [],
    )
  },
  refer: asIs,
})

/** A membership, by its own id or by its member. */
export const MEMBER: Thing<Input<'updateMember'>['member']> = {
  argument: 'who',
  question: 'Which member?',
  choices: async ({ client, workspace }) => {
    const members = await client.members({ workspace: workspace() }).take(CHOICES)
    return members.map(({ id, principal, role }) => ({ value: id, label: `${nameOf(principal)} ${role}` }))
  },
  refer: ({ workspace }, who) => (who.startsWith('mem_') ? who : { of: { workspace: workspace(), principal: who } }),
}

/** An invitation of the workspace that can still be accepted. */
export const INVITATION: Thing<string> = {
  argument: 'id',
  question: 'Which invitation?',
  choices: async ({ client, workspace }) =>
    (await client.invitations({ workspace: workspace(), filter: { state: ['PENDING'] } }).take(CHOICES)).map(
      invitation,
    ),
  refer: asIs,
}

/** An invitation to the caller, by its id or its code. */
export const MY_INVITATION: Thing<Input<'acceptInvitation'>> = {
  argument: 'invitation',
  question: 'Which invitation?',
  choices: async ({ client }) => (await client.myInvitations().take(CHOICES)).map(invitation),
  refer: (_session, text) => (text.startsWith('inv_') ? { invitation: text } : { code: text }),
}

const invitation = ({ id, email, role, workspaceDisplayName }: InvitationFieldsFragment) => ({
  value: id,
  label: `${email} ${role}, ${workspaceDisplayName}`,
})

/** A token by its id, or by its name among those of the workspace, or among the caller's personal ones. */
export const tokenOf = (personal: true | undefined): Thing<Input<'rotateApiToken'>['token']> => ({
  argument: 'token',
  question: 'Which token?',
  choices: async ({ client, workspace }) => {
    const filter = { active: true }
    const listing = personal ? client.myTokens({ filter }) : client.tokens({ workspace: workspace(), filter })
    return (await listing.take(CHOICES)).map(token)
  },
  refer: ({ workspace }, text) =>
    text.startsWith('tok_') ? { id: text } : { named: { name: text, ...(personal ? {} : { workspace: workspace() }) } },
})

const token = ({ id, name, owner, status, hint }: TokenFieldsFragment) => ({
  value: id,
  label: `${name} of ${nameOf(owner)}, ${status}, …${hint}`,
})

/** A project by its id, or by its name in the workspace. */
export const PROJECT: Thing<Input<'deleteProject'>['project']> = {
  argument: 'project',
  question: 'Which project?',
  choices: async ({ client, workspace }) => {
    const projects = await client.projects({ workspace: workspace() }).take(CHOICES)
    return projects.map(({ id, name }) => ({ value: id, label: name }))
  },
  refer: ({ workspace }, ref) =>
    ref.startsWith('prj_') ? { id: ref } : { named: { workspace: workspace(), name: ref } },
}

/** A user; only platform admins can list users. */
export const USER: Thing<Input<'updateUser'>['user']> = {
  argument: 'user',
  question: 'Which user?',
  choices: async ({ client }) => {
    const users = await client.users().take(CHOICES)
    return users.map(({ id, name, email }) => ({ value: id, label: email ? `${name} <${email}>` : name }))
  },
  refer: asIs,
}
