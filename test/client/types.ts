// What the types of the client allow, and what they refuse. Nothing runs: `npm run check` compiles this file, and a line
// that should be refused and is not is an error.

import { gql } from '../../src/client/gql.ts'
import { type Client, type CroftError, createClient, type Page, type Stream } from '../../src/client/index.ts'
import { CREATE_WORKSPACE } from '../support/operations.ts'

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
const isTrue = <_ extends true>(): void => {}

export async function methods(croft: Client): Promise<void> {
  // an input is given as it is, and the payload is what is answered
  const { workspace } = await croft.createWorkspace({ name: 'team', hosting: 'LOCAL' })
  isTrue<Same<typeof workspace.myRole, 'ADMIN' | 'EDITOR' | 'OWNER' | 'VIEWER' | null>>()
  // @ts-expect-error there is no such hosting
  await croft.createWorkspace({ name: 'team', hosting: 'CLOUD' })
  // @ts-expect-error there is no such field
  await croft.createWorkspace({ title: 'team' })
  // @ts-expect-error an input that is required is given
  await croft.createProject()
  // @ts-expect-error its name is required, too
  await croft.createProject({ workspace: 'team' })

  // a node may not be there
  const found = await croft.workspace({ by: { name: 'team' } })
  // @ts-expect-error it may be null
  found.name
  isTrue<Same<NonNullable<typeof found>['state'], typeof workspace.state>>()

  // one principal at a time
  await croft.addMember({ workspace: 'team', principal: { email: 'ann@example.com' } })
  // @ts-expect-error a reference names one thing
  await croft.addMember({ workspace: 'team', principal: { email: 'ann@example.com', user: 'user_1' } })
  const { membership } = await croft.addMember({ workspace: 'team', principal: 'group:staff' })
  if (membership.principal.__typename === 'User') membership.principal.email
  // @ts-expect-error a group has no address
  if (membership.principal.__typename === 'Group') membership.principal.email
}

export async function defaultWorkspace(croft: Client): Promise<void> {
  await croft.workspace()
  await croft.createProject({ name: 'docs' })
  await croft.members().take(3)
  await croft.registerResources({ resources: [{ kind: 'job', name: 'nightly' }] })
  // @ts-expect-error a deletion names its workspace
  await croft.deleteWorkspace({})
  // @ts-expect-error and so does leaving
  await croft.leaveWorkspace({})
  // @ts-expect-error and handing over
  await croft.transferOwnership({ to: 'ann@example.com' })
  // @ts-expect-error and suspending
  await croft.suspendWorkspace({ reason: 'unpaid' })
  // @ts-expect-error a project that is deleted has its workspace in its name
  await croft.deleteProject({ project: { named: { name: 'docs' } } })
  await croft.updateProject({ project: { named: { name: 'docs' } } })
}

export async function lists(croft: Client): Promise<void> {
  const page = await croft.workspaces({ filter: { state: ['ACTIVE'] }, orderBy: [{ field: 'NAME' }] })
  isTrue<typeof page extends Page<{ name: string }> ? true : false>()
  for await (const { role } of croft.members({ workspace: 'team' }))
    isTrue<Same<typeof role, 'ADMIN' | 'EDITOR' | 'OWNER' | 'VIEWER'>>()
  // @ts-expect-error what members are ordered by
  croft.members({ workspace: 'team', orderBy: [{ field: 'DISPLAY_NAME' }] })
  // @ts-expect-error a filter is of its list
  croft.workspaces({ filter: { kind: ['job'] } })
}

export async function streams(croft: Client): Promise<void> {
  const stream = croft.deletionEvents({ deletion: 'del_1' }, { onGap: ({ code }: CroftError) => code })
  isTrue<typeof stream extends Stream<{ done: number; deletion: { state: string } }> ? true : false>()
  // @ts-expect-error a stream is iterated, not awaited
  ;(await stream).type
  // @ts-expect-error it takes the id of the deletion
  croft.deletionEvents({ deletion: { name: 'team' } })
  // @ts-expect-error options of requests are not those of streams
  croft.deletionEvents({ deletion: 'del_1' }, { idempotencyKey: 'mine' })
}

export async function documents(croft: Client): Promise<void> {
  const { createWorkspace } = await croft.query(CREATE_WORKSPACE, { input: { name: 'team' } })
  isTrue<Same<typeof createWorkspace.workspace.version, number>>()
  // @ts-expect-error the document says which variables it takes
  await croft.query(CREATE_WORKSPACE, { input: { title: 'team' } })
  // @ts-expect-error and that it takes some
  await croft.query(CREATE_WORKSPACE)
  const { me } = await croft.query<{ me: { groups: string[] } }>('{ me { groups } }')
  isTrue<Same<typeof me.groups, string[]>>()
}

export function errors(error: CroftError): void {
  if (error.is('FORBIDDEN'))
    isTrue<Same<typeof error.details.myRole, 'ADMIN' | 'EDITOR' | 'OWNER' | 'VIEWER' | null | undefined>>()
  if (error.is('NETWORK', 'TIMEOUT')) isTrue<Same<typeof error.code, 'NETWORK' | 'TIMEOUT'>>()
  // @ts-expect-error there is no such code
  error.is('OUT_OF_ORDER')
}

// @ts-expect-error a server is needed
createClient({ token: 'croft_x' })

const OWNER = gql(`fragment Owner on User { name email }`)
const TEAM = gql(
  `query Team($by: WorkspaceRef!) { workspace(by: $by) { id createdAt state owners { ...Owner } myRole } }`,
  [OWNER],
)

export async function ownDocuments(croft: Client): Promise<void> {
  const { workspace } = await croft.query(TEAM, { by: { name: 'team' } })
  isTrue<Same<NonNullable<typeof workspace>['createdAt'], string>>()
  isTrue<Same<NonNullable<typeof workspace>['myRole'], 'ADMIN' | 'EDITOR' | 'OWNER' | 'VIEWER' | null>>()
  isTrue<Same<NonNullable<typeof workspace>['owners'][number], { name: string; email: string | null }>>()
  // @ts-expect-error it takes a workspace
  await croft.query(TEAM)
  // @ts-expect-error a reference is an object
  await croft.query(TEAM, { by: 'team' })
  // @ts-expect-error there is no such field
  workspace?.colour
  const events = croft.subscribe(gql(`subscription { deletions { cursor message } }`))
  for await (const { deletions } of events) isTrue<Same<typeof deletions, { cursor: string; message: string }>>()
}
