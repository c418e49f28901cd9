import type { InvitationDelivery, RoleName } from '../generated/types.ts'
import { type Commands, cli, mutation, type Principal, principalRef, principalText } from './text.ts'

interface Invited {
  readonly emails: readonly string[]
  readonly role: RoleName
  readonly delivery: InvitationDelivery
  readonly expiresIn: string
  readonly message?: string
}

/** The principals to add, in the form that the API takes. */
type Added = { readonly email: string } | { readonly group: string } | { readonly serviceAccount: string }
const addedText = (principal: Added): string =>
  'group' in principal
    ? `group:${principal.group || 'NAME'}`
    : 'email' in principal
      ? principal.email || 'ADDRESS'
      : principal.serviceAccount || 'ID'

export const peopleCommands = {
  removeMember: (workspace: string, principal: Principal): Commands => ({
    cli: cli('members', 'remove', principalText(principal), '-w', workspace),
    curl: mutation(
      'removeMember',
      { member: { of: { workspace: { name: workspace }, principal: principalRef(principal) } } },
      'removedMembershipId',
    ),
  }),
  inviteMembers: (workspace: string, terms: Invited): Commands => {
    const { emails, role, delivery, expiresIn, message } = terms
    const options = [
      ['--role', role],
      ['--expires', expiresIn],
      delivery === 'LINK' ? ['--link'] : message ? ['--message', message] : [],
    ]
    const addresses = emails.length > 0 ? emails : ['ADDRESS']
    return {
      cli: cli('invitations', 'create', ...addresses, ...options.flat(), '-w', workspace),
      curl: mutation(
        'inviteMembers',
        { ...terms, emails: addresses, workspace: { name: workspace } },
        'results { email errorCode errorMessage }',
      ),
    }
  },
  revokeInvitation: (id: string): Commands => ({
    cli: cli('invitations', 'revoke', id),
    curl: mutation('revokeInvitation', { invitation: id }, 'invitation { id state }'),
  }),
  acceptInvitation: (id: string): Commands => ({
    cli: cli('invitations', 'accept', id),
    curl: mutation('acceptInvitation', { invitation: id }, 'membership { id role }'),
  }),
  addMember: (workspace: string, principal: Added, role: RoleName): Commands => ({
    cli: cli('members', 'add', addedText(principal), '--role', role, '-w', workspace),
    curl: mutation('addMember', { workspace: { name: workspace }, principal, role }, 'membership { id role }'),
  }),
  createServiceAccount: (
    workspace: string,
    account: { readonly name: string; readonly description?: string; readonly role?: RoleName },
  ): Commands => {
    const { name, description, role } = account
    const options = [description ? ['--description', description] : [], role ? ['--role', role] : []]
    return {
      cli: cli('service-accounts', 'create', name || 'NAME', ...options.flat(), '-w', workspace),
      curl: mutation(
        'createServiceAccount',
        { ...account, name: name || 'NAME', workspace: { name: workspace } },
        'serviceAccount { id name }',
      ),
    }
  },
  deleteServiceAccount: (id: string): Commands => ({
    cli: cli('service-accounts', 'delete', id),
    curl: mutation('deleteServiceAccount', { serviceAccount: id }, 'deletedServiceAccountId'),
  }),
  transferOwnership: (workspace: string, owner: Principal): Commands => ({
    cli: cli('workspaces', 'transfer', workspace, principalText(owner)),
    curl: mutation(
      'transferOwnership',
      { workspace: { name: workspace }, to: principalRef(owner) },
      'newOwner { id role }',
    ),
  }),
}
