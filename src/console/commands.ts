// What an action is called on the command line, and as a request: "Copy as CLI / curl".
import { base } from './data/session.ts'
import type { CreateApiTokenInput, InvitationDelivery, RoleName } from './generated/types.ts'

export interface Commands {
  readonly cli: string
  readonly curl: string
}

/** In single quotes of a POSIX shell, where it needs some. */
const quoted = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** A request with the token from the environment, so that none is in a history of commands. */
export function curl(query: string, variables: object): string {
  const body = JSON.stringify({ query, variables })
  return [
    `curl ${quoted(`${location.origin}${base}/graphql`)}`,
    `-H "Authorization: Bearer $CROFT_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(body)}`,
  ].join(' \\\n  ')
}

export const cli = (...words: readonly string[]): string => ['croft', ...words.map(quoted)].join(' ')

export const mutation = (field: string, input: object, selection: string): string => {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`
  return curl(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input })
}

interface Principal {
  readonly __typename: string
  readonly id?: string
  readonly email?: string | null
  readonly name?: string
}
/** As the command line takes a principal. */
const principalText = ({ __typename, id, email, name }: Principal): string =>
  __typename === 'Group' ? `group:${name}` : __typename === 'Everyone' ? 'everyone' : (email ?? id ?? '')
/** As the API takes one. */
function principalRef({ __typename, id, name }: Principal): object {
  if (__typename === 'Group') return { group: name }
  if (__typename === 'Everyone') return { everyone: true }
  return __typename === 'User' ? { user: id } : { serviceAccount: id }
}

interface Invited {
  readonly emails: readonly string[]
  readonly role: RoleName
  readonly delivery: InvitationDelivery
  readonly expiresIn: string
  readonly message?: string
}

/** Who is added, as the API takes them. */
type Added = { readonly email: string } | { readonly group: string } | { readonly serviceAccount: string }
const addedText = (principal: Added): string =>
  'group' in principal
    ? `group:${principal.group || 'NAME'}`
    : 'email' in principal
      ? principal.email || 'ADDRESS'
      : principal.serviceAccount || 'ID'
const option = (name: string, value: string | null | undefined): string[] => (value ? [name, value] : [])
/** In which workspace a command works: in none with a personal token. */
const place = (workspace: string | undefined): string[] => (workspace ? ['-w', workspace] : ['--personal'])

/** A change of one token, which both sides name by its id. */
const ofToken = (verb: 'suspend' | 'resume' | 'revoke' | 'rotate', id: string): Commands => ({
  cli: cli('tokens', verb, id),
  curl: mutation(
    `${verb}ApiToken`,
    { token: { id } },
    verb === 'rotate' ? 'token { id graceEndsAt } secret' : 'token { id status }',
  ),
})

export const commands = {
  createToken: (input: CreateApiTokenInput, workspace: string | undefined): Commands => ({
    cli: cli(
      'tokens',
      'create',
      input.name || 'NAME',
      ...option('--role', input.role?.toLowerCase()),
      ...option('--permission', input.permissions?.join(',')),
      ...option('--expires', input.expiresIn),
      ...option('--service-account', input.serviceAccount),
      ...(input.platformAdmin ? ['--platform-admin'] : place(workspace)),
    ),
    curl: mutation('createApiToken', { ...input, name: input.name || 'NAME' }, 'token { id } secret'),
  }),
  suspendToken: (id: string): Commands => ofToken('suspend', id),
  revokeToken: (id: string): Commands => ofToken('revoke', id),
  rotateToken: (id: string): Commands => ofToken('rotate', id),
  endSession: (session: string): Commands => ({
    cli: cli('sessions', 'end', session),
    curl: mutation('endSession', { session }, 'endedSessionId'),
  }),
  registerResource: (workspace: string, kind: string, name: string, externalId: string): Commands => ({
    cli: cli(
      'resources',
      'register',
      `${kind}/${name || 'NAME'}`,
      ...option('--external-id', externalId),
      '-w',
      workspace,
    ),
    curl: mutation(
      'registerResource',
      {
        workspace: { name: workspace },
        resource: { kind, name: name || 'NAME', ...(externalId && { externalId }) },
      },
      'resource { id }',
    ),
  }),
  deleteResource: (workspace: string, kind: string, name: string, id: string): Commands => ({
    cli: cli('resources', 'delete', `${kind}/${name}`, '-w', workspace),
    curl: mutation('deleteResource', { resource: { id } }, 'deletedResourceId'),
  }),
  createProject: (workspace: string, name: string, description: string): Commands => ({
    cli: cli('projects', 'create', name || 'NAME', ...option('--description', description), '-w', workspace),
    curl: mutation(
      'createProject',
      { workspace: { name: workspace }, name: name || 'NAME', ...(description && { description }) },
      'project { id name }',
    ),
  }),
  updateProject: (workspace: string, name: string, id: string, description: string): Commands => ({
    cli: cli('projects', 'update', name, '--description', description, '-w', workspace),
    curl: mutation('updateProject', { project: { id }, description: description || null }, 'project { id version }'),
  }),
  deleteProject: (workspace: string, name: string, id: string): Commands => ({
    cli: cli('projects', 'delete', name, '-w', workspace),
    curl: mutation('deleteProject', { project: { id } }, 'deletedProjectId'),
  }),
  createWorkspace: (displayName: string): Commands => ({
    cli: cli('workspaces', 'create', '--display-name', displayName || 'NAME'),
    curl: mutation('createWorkspace', { displayName: displayName || 'NAME' }, 'workspace { id name }'),
  }),
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
}
