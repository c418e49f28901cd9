// API tokens that were good, and why they are not any more. Each is made and ended through the API.
import { DELETE_USER, REMOVE_MEMBER, REVOKE_API_TOKEN } from '../crash/replicas/operations.ts'
import { graphql } from '../generated/gql.ts'
import type { CreateApiTokenInput } from '../generated/graphql.ts'
import {
  CREATE_API_TOKEN,
  CREATE_SERVICE_ACCOUNT,
  DELETE_SERVICE_ACCOUNT,
  DELETE_WORKSPACE,
  EXCHANGE_TOKEN,
  ROTATE_API_TOKEN,
  SUSPEND_API_TOKEN,
} from '../support/operations.ts'
import { type Person, run, seedWorkspace, signUp } from '../support/people.ts'
import { type Credentials, type TestServer, until } from '../support/server.ts'

const SUSPEND = graphql(`
  mutation EndedSuspend($input: SuspendUserInput!) { suspendUser(input: $input) { user { id } } }
`)
const STATE = graphql(`
  query EndedState($id: ID!) { deletion(id: $id) { state } }
`)

/** `advance` moves the clocks of the server and of the issuer. */
type Make = (server: TestServer, advance: (seconds: number) => void) => Promise<string>

const HOUR_S = 3600

async function newToken(server: TestServer, as: Credentials, more: Partial<CreateApiTokenInput> = {}) {
  const { createApiToken } = await run(server, CREATE_API_TOKEN, { input: { name: 'token', ...more } }, as)
  return { id: createApiToken.token.id, token: createApiToken.secret as string }
}

/** A token of its own workspace, of a member there. */
async function inWorkspace(server: TestServer) {
  const workspace = await seedWorkspace(server, { vic: 'VIEWER' })
  const here = { workspace: { id: workspace.id } }
  const vic = workspace.members['vic'] as Person
  const { token } = await newToken(server, vic, here)
  return { here, vic, owner: workspace.owner, token }
}

/** A new user's token, and what ends it. */
const endedBy =
  (end: (server: TestServer, token: { token: { id: string } }, owner: Person) => Promise<unknown>): Make =>
  async (server) => {
    const owner = await signUp(server)
    const { id, token } = await newToken(server, owner)
    await end(server, { token: { id } }, owner)
    return token
  }

export const ENDED_TOKENS: Readonly<Record<string, Make>> = {
  'a revoked token': endedBy((server, input, owner) => run(server, REVOKE_API_TOKEN, { input }, owner)),
  'a suspended token': endedBy((server, input, owner) => run(server, SUSPEND_API_TOKEN, { input }, owner)),
  'a token that was made with one that is revoked': async (server) => {
    const owner = await signUp(server)
    const maker = await newToken(server, owner)
    const { token } = await newToken(server, maker)
    await run(server, REVOKE_API_TOKEN, { input: { token: { id: maker.id } } }, owner)
    return token
  },
  'an expired token': async (server, advance) => {
    const { token } = await newToken(server, await signUp(server), { expiresIn: '1h' })
    advance(HOUR_S)
    return token
  },
  'the secret before a rotation without a grace': endedBy((server, input, owner) =>
    run(server, ROTATE_API_TOKEN, { input: { ...input, grace: '0s' } }, owner),
  ),
  'the secret before a rotation, after its grace': async (server, advance) => {
    const owner = await signUp(server)
    const { id, token } = await newToken(server, owner)
    await run(server, ROTATE_API_TOKEN, { input: { token: { id }, grace: '1h' } }, owner)
    advance(HOUR_S)
    return token
  },
  'a secret that was replaced by rotating again': async (server) => {
    const owner = await signUp(server)
    const { id } = await newToken(server, owner)
    const rotate = () => run(server, ROTATE_API_TOKEN, { input: { token: { id } } }, owner)
    const { rotateApiToken } = await rotate()
    await rotate()
    return rotateApiToken.secret as string
  },
  "a suspended user's token": endedBy((server, _input, { id }) =>
    run(server, SUSPEND, { input: { user: { id }, reason: 'away' } }),
  ),
  "a deleted user's token": endedBy((server, _input, { id }) => run(server, DELETE_USER, { input: { user: { id } } })),
  'a token of a workspace, of a member who was removed': async (server) => {
    const { here, vic, owner, token } = await inWorkspace(server)
    const member = { of: { ...here, principal: { user: vic.id } } }
    await run(server, REMOVE_MEMBER, { input: { member } }, owner)
    return token
  },
  'a token of a service account that was deleted': async (server) => {
    const { here, owner } = await inWorkspace(server)
    const account = { ...here, name: 'machine', role: 'VIEWER' as const }
    const { createServiceAccount } = await run(server, CREATE_SERVICE_ACCOUNT, { input: account }, owner)
    const { id } = createServiceAccount.serviceAccount
    const { token } = await newToken(server, owner, { serviceAccount: id })
    await run(server, DELETE_SERVICE_ACCOUNT, { input: { serviceAccount: id } }, owner)
    return token
  },
  'a token of a workspace that is being deleted': async (server) => {
    const { here, owner, token } = await inWorkspace(server)
    await run(server, DELETE_WORKSPACE, { input: { ...here, gracePeriod: '1d' } }, owner)
    return token
  },
  'a token of a workspace that was deleted': async (server) => {
    const { here, owner, token } = await inWorkspace(server)
    const { id } = (await run(server, DELETE_WORKSPACE, { input: here }, owner)).deleteWorkspace.deletion
    await until(async () => (await run(server, STATE, { id }, owner)).deletion?.state === 'SUCCEEDED')
    return token
  },
  'a JWT that this server has signed for another service': async (server) => {
    const input = { workspace: { name: 'default' }, audience: 'reports' }
    return (await run(server, EXCHANGE_TOKEN, { input })).exchangeToken.accessToken as string
  },
}
