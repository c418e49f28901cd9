import type { CreateApiTokenInput } from '../generated/types.ts'
import { type Commands, cli, mutation, option } from './text.ts'

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

export const thingCommands = {
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
}
