// A request of each mutation of the schema, whose statements are then explained.
import { serviceFor } from '../support/external.ts'
import { INPUTS, operationOf, variablesOf } from '../support/inputs.ts'
import type { SeededWorkspace } from '../support/people.ts'
import { FIELDS } from '../support/schema.ts'
import type { TestServer } from '../support/server.ts'

/** The mutations of the schema, by their names. */
export const MUTATIONS = FIELDS.filter(({ type }) => type.name === 'Mutation').map(
  (field) => [field.name, field] as const,
)
/** Only the person concerned may send these. */
const OF_ONESELF = ['leaveWorkspace', 'acceptInvitation', 'declineInvitation', 'endSession']

/** Creates what the mutation needs in the workspace; returns a function that sends it. */
export async function requestOf(
  server: TestServer,
  field: (typeof MUTATIONS)[number][1],
  { id, owner }: Pick<SeededWorkspace, 'id' | 'owner'>,
): Promise<() => Promise<unknown>> {
  const fixture = { server, workspaceId: id, token: owner.token, actorId: owner.id, deletionId: '' }
  const variables = await variablesOf(field, fixture)
  const asService = ['OWNER_SERVICE', 'TASK_OWNER'].includes(INPUTS[field.name]?.check as string)
  const asOwner = OF_ONESELF.includes(field.field.name)
  const as = asService ? await serviceFor(server, variables['input'] as object) : asOwner ? owner : {}
  return () => server.gql(operationOf(field), variables, as)
}
