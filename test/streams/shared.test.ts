// Results that are the same for all subscribers of a document are computed once and sent to all; others are computed
// for each subscriber.
import SchemaBuilder from '@pothos/core'
import type { GraphQLObjectType } from 'graphql'
import { expect, test } from 'vitest'
import '../../src/graphql/guard.ts'
import '../../src/graphql/same-for-all.ts'
import { schema } from '../../src/modules/schema.ts'
import { beginning } from '../support/cursors.ts'
import { DELETE_WORKSPACE } from '../support/operations.ts'
import { run, seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { openStream } from './raw.ts'

const server = await startTestServer({ shared: true })

/** The fields of an object type that are declared to be the same for all. */
function shared(type: string): string[] {
  const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields())
  return fields.flatMap(({ name, extensions }) => (extensions['sameForAll'] ? [name] : []))
}

const root = 'e'
// biome-ignore lint/suspicious/noExplicitAny: the fields depend on the type
type Payload = any

test.each([
  ['Event', 'workspaceEvents(workspace: { id: $id }, after: $after)', 'actor { __typename }'],
  ['Event', 'events(after: $after)', 'actor { __typename }'],
  ['NodeChange', 'nodeChanges(workspace: { id: $id }, after: $after)', 'node { id }'],
  ['DeletionEvent', 'deletionEvents(deletion: $id, after: $after)', 'deletion { id }'],
])('each field of %s that is declared the same for all is so for subscribers of %s', async (type, field, own) => {
  const { id: workspace, owner } = await seedWorkspace(server)
  const after = beginning(server)
  let id = workspace
  if (type === 'DeletionEvent') {
    id = (await run(server, DELETE_WORKSPACE, { input: { workspace: { id } } }, owner)).deleteWorkspace.deletion.id
  }
  // only the platform admin may subscribe to all events
  const tokens = field.startsWith('events') ? [ADMIN_TOKEN, ADMIN_TOKEN] : [owner.token, ADMIN_TOKEN]
  const select = async (token: string, fields: string) => {
    const variables = field.includes('$id') ? '($id: ID!, $after: Cursor)' : '($after: Cursor)'
    const query = `subscription ${variables} { ${root}: ${field} { ${shared(type).join(' ')} ${fields} } }`
    const stream = await openStream(server, query, field.includes('$id') ? { id, after } : { after }, token)
    await until(() =>
      stream.payloads.some(({ data }: Payload) => data[root].workspaceId === workspace || type !== 'Event'),
    )
    stream.leave()
    return stream.payloads.map(({ data }: Payload) => data[root])
  }
  const withoutCursor = (results: Payload[]) => results.map(({ cursor: _, ...result }) => result)
  const key = (result: Payload) => JSON.stringify(result.id ?? result)
  const [one, two, sharedOne] = [
    await select(tokens[0] as string, own),
    await select(tokens[1] as string, own),
    await select(tokens[0] as string, ''),
  ].map((results) => new Map(withoutCursor(results).map((result) => [key({ id: result.id }), result])))
  let compared = 0
  for (const [at, result] of one ?? []) {
    const other = two?.get(at)
    const same = sharedOne?.get(at)
    if (!other || !same) continue
    const [name = ''] = own.split(' ')
    const { [name]: _, ...fields } = result
    const { [name]: __, ...otherFields } = other
    expect(otherFields).toEqual(fields)
    expect(same).toEqual(fields)
    compared++
  }
  expect(compared).toBeGreaterThan(0)
})

test('subscribers of one document get the same text of each event, those of another document their own', async () => {
  const { id, owner, members } = await seedWorkspace(server, { colleague: 'ADMIN' })
  const colleague = members['colleague']?.token as string
  const open = (fields: string, token: string) =>
    openStream(
      server,
      `subscription ($id: ID!) { e: workspaceEvents(workspace: { id: $id }) { ${fields} } }`,
      { id },
      token,
    )
  const streams = [
    await open('cursor type', owner.token),
    await open('cursor type', ADMIN_TOKEN),
    await open('cursor  type', owner.token),
    await open('cursor type actor { ... on User { platformAdmin } }', colleague),
    await open('cursor type actor { ... on User { platformAdmin } }', owner.token),
  ]
  await until(() => streams.every(({ text }) => text.startsWith(':')))
  await server.data(
    'mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { id } } }',
    { input: { workspace: { id }, displayName: 'Shared' } },
    owner,
  )
  await until(() => streams.every(({ payloads }) => payloads.length === 1))
  const [one, two, other, ofColleague, ofOwner] = streams.map(({ payloads }) => payloads[0].data.e)
  // a cursor is sealed anew each time, so equal cursors were made once
  expect(two).toEqual(one)
  expect(new Set([one, other, ofColleague, ofOwner].map(({ cursor }) => cursor)).size).toBe(4)
  // only the user may see whether the user is a platform admin
  expect([ofColleague.actor.platformAdmin, ofOwner.actor.platformAdmin]).toEqual([null, false])
  for (const stream of streams) stream.leave()
})

test.each([
  ['a rule', { auth: { signedIn: true } }],
  ['arguments', { args: { of: {} } }],
])('a field with %s cannot be declared the same for all', (_what, options) => {
  // biome-ignore lint/suspicious/noExplicitAny: the builder of the server has types for what is refused here
  const builder = new SchemaBuilder<any>({ plugins: ['sameForAll', 'guard'] } as any) as any
  builder.queryType({
    fields: (t: Payload) => {
      const args = 'args' in options ? { of: t.arg.string() } : {}
      return { field: t.string({ ...options, args, sameForAll: true, resolve: () => '' }) }
    },
  })
  expect(() => builder.toSchema()).toThrow('Query.field is not the same for all')
})
