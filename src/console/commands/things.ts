import type { CreateApiTokenInput, ResourceInput, UpdateResourceInput } from '../generated/types.ts'
import { api, type Commands, cli, mutation, option } from './text.ts'

/** The workspace flag of a command; for a personal token, which belongs to no workspace, `--personal`. */
const place = (workspace: string | undefined): string[] => (workspace ? ['-w', workspace] : ['--personal'])

/** A change of one token. Both the command line and the API take its id. */
const ofToken = (verb: 'suspend' | 'resume' | 'revoke' | 'rotate', id: string): Commands => ({
  cli: cli('tokens', verb, id),
  curl: mutation(
    `${verb}ApiToken`,
    { token: { id } },
    verb === 'rotate' ? 'token { id graceEndsAt } secret' : 'token { id status }',
  ),
})

interface NamedResource {
  readonly id: string
  readonly kind: { readonly name: string }
  readonly name: string
  readonly version: number
}
type ResourceChange = Partial<Pick<UpdateResourceInput, 'project' | 'externalId' | 'labels' | 'spec'>>

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
  resumeToken: (id: string): Commands => ofToken('resume', id),
  revokeToken: (id: string): Commands => ofToken('revoke', id),
  rotateToken: (id: string): Commands => ofToken('rotate', id),
  endSession: (session: string): Commands => ({
    cli: cli('sessions', 'end', session),
    curl: mutation('endSession', { session }, 'endedSessionId'),
  }),
  registerResource: (workspace: string, resource: ResourceInput): Commands => {
    const { kind, name, externalId, project, labels, spec } = resource
    const input = { workspace: { name: workspace }, resource }
    const options = [...option('--project', project), ...option('--external-id', externalId), '-w', workspace]
    return {
      cli:
        labels || spec
          ? api('registerResource', input, 'resource { id }')
          : cli('resources', 'register', `${kind}/${name}`, ...options),
      curl: mutation('registerResource', input, 'resource { id }'),
    }
  },
  updateResource: (workspace: string, resource: NamedResource, change: ResourceChange): Commands => {
    const { id, kind, name, version } = resource
    const input = { resource: { id }, ...change, expectedVersion: version }
    const options = [
      ...(change.project === undefined ? [] : ['--project', change.project ?? '']),
      ...(change.externalId === undefined ? [] : ['--external-id', change.externalId ?? '']),
    ]
    return {
      cli:
        change.labels || change.spec
          ? api('updateResource', input, 'resource { id version }')
          : cli(
              'resources',
              'update',
              `${kind.name}/${name}`,
              ...options,
              '--version',
              String(version),
              '-w',
              workspace,
            ),
      curl: mutation('updateResource', input, 'resource { id version }'),
    }
  },
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
