// Everything that can be hidden, made once: a private workspace of others with all that it holds, one that is being
// deleted, one that is gone; and the callers to whom none of it exists.
import { afterAll } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { member, project, resource, type Stage, token, user } from '../support/inputs.ts'
import { ADD_MEMBER, CREATE_API_TOKEN, DELETE_WORKSPACE } from '../support/operations.ts'
import { type Person, run, signUp } from '../support/people.ts'
import type { TestServer } from '../support/server.ts'
import { deletedWorkspace, newWorkspace } from './callers.ts'
import type { Known, Thing } from './references.ts'

const NAMES = graphql(`
  query ConcealedNames($hidden: ID!, $doomed: ID!, $gone: ID!) {
    hidden: workspace(by: { id: $hidden }) {
      id
      name
    }
    doomed: workspace(by: { id: $doomed }) {
      id
      name
    }
    gone: deletion(id: $gone) {
      id: workspaceId
      name: workspaceName
    }
  }
`)

const DELETE_USER = graphql(`
  mutation ConcealedDeleteUser($input: DeleteUserInput!) {
    deleteUser(input: $input) {
      deletedUserId
    }
  }
`)

export interface Concealed {
  /** The owner of what is hidden; everybody has a workspace of their own. */
  readonly founder: Stage
  readonly outsider: Stage
  /** A viewer's token, in the outsider's workspace. */
  readonly viewerToken: string
  /** An admin of the workspace that is being deleted, no owner; the token is personal. */
  readonly former: Stage
  /** Stays DELETING until the tests are over. */
  readonly doomedId: string
  /** The former member's token of that workspace. */
  readonly deadSecret: string
  /** What exists and is hidden from the outsider and the former member. */
  readonly hidden: Readonly<Record<Thing, readonly Known[]>>
}

/** Makes it all. To be called before the tests of a file. */
export async function conceal(server: TestServer): Promise<Concealed> {
  const [owner, stranger, viewer, late] = await Promise.all([1, 2, 3, 4].map(() => signUp(server)))
  const founder = await settle(server, owner as Person)
  const outsider = await settle(server, stranger as Person)
  const former = await settle(server, late as Person)
  await join(outsider, viewer as Person, 'VIEWER')
  const doomed = { ...founder, workspaceId: await newWorkspace(server, founder) }
  const workspace = { id: doomed.workspaceId }
  const membership = await join(doomed, late as Person, 'ADMIN')
  const both = async (make: (stage: Stage) => Promise<string>) => [
    { id: await make(founder) },
    { id: await make(doomed) },
  ]
  const own = (await run(server, CREATE_API_TOKEN, { input: { name: 'here', workspace } }, former)).createApiToken
  const personal = (await run(server, CREATE_API_TOKEN, { input: { name: 'mine' } }, founder)).createApiToken
  const tombstone = { id: await user(founder) }
  await run(server, DELETE_USER, { input: { user: { id: tombstone.id } } })
  const inside = {
    user: [{ id: founder.actorId, email: `${owner?.name}@example.com` }, tombstone],
    membership: [...(await both(async (stage) => (await member(stage)).id)), membership],
    project: await both(project),
    resource: await both(resource),
    api_token: [...(await both(token)), own.token, personal.token],
  }
  afterAll(holdDeletions(server))
  const { deletion } = (await run(server, DELETE_WORKSPACE, { input: { workspace } }, founder)).deleteWorkspace
  const ids = { hidden: founder.workspaceId, doomed: workspace.id, gone: founder.deletionId }
  const names = await run(server, NAMES, ids)
  return {
    founder,
    outsider,
    viewerToken: viewer?.token as string,
    former,
    doomedId: workspace.id,
    deadSecret: own.secret as string,
    hidden: {
      ...inside,
      workspace: [names.hidden, names.doomed, names.gone] as Known[],
      deletion: [deletion, { id: founder.deletionId }],
    },
  }
}

/** Somebody with a workspace of their own and a deletion to watch. */
async function settle(server: TestServer, person: Person): Promise<Stage> {
  const workspaceId = await newWorkspace(server, person)
  const deletionId = await deletedWorkspace(server, person)
  return { server, workspaceId, token: person.token, actorId: person.id, deletionId }
}

async function join(stage: Stage, { id }: Person, role: 'ADMIN' | 'VIEWER'): Promise<Known> {
  const input = { workspace: { id: stage.workspaceId }, principal: { user: id }, role }
  return (await run(stage.server, ADD_MEMBER, { input }, stage)).addMember.membership
}

/** Keeps deletions where they are, until what it answers is called. */
export function holdDeletions(server: TestServer): () => void {
  const { pace } = server.app.services
  const yieldToRequests = pace.yieldToRequests.bind(pace)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  Object.assign(pace, { yieldToRequests: () => held.then(yieldToRequests) })
  return release
}
