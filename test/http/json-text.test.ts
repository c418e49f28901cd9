// Labels, specs and the data of events go into a response as the text that the database holds: they arrive as they were
// sent, over each transport, and no text is mistaken for the placeholder of another.
import { afterEach, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { REGISTER_RESOURCES } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { follow, TRANSPORTS, untilSubscribers } from '../support/subscriptions.ts'

const READ = graphql(`
  query JsonTextRead($id: ID!) {
    workspace(by: { id: $id }) {
      resources(first: 100, orderBy: [{ field: NAME }]) {
        nodes {
          name
          externalId
          labels
          spec
        }
      }
      events(first: 1) {
        nodes {
          data
        }
      }
    }
  }
`)
const CHANGES = graphql(`
  subscription JsonTextChanges($id: ID!) {
    nodeChanges(workspace: { id: $id }) {
      node {
        ... on Resource {
          name
          labels
          spec
        }
      }
    }
  }
`)

const server = await startTestServer({ shared: true })
afterEach(() => untilSubscribers(server, 0))

/** Objects that a mistake in quoting, escaping or replacing would change. */
const OBJECTS = [
  {},
  { a: '"', b: '\\', c: '\n\u2028', d: '</script>' },
  { $1: '$&', '$`': "$'", $0: '$$' },
  { nested: { list: [1, 2.5, -0.125, null, true, { deep: '}{' }] }, 'é ü 😀': 'é ü 😀' },
  { json: '"json 00000000-0000-0000-0000-000000000000 0"' },
]
const registered = async () => {
  const { id, owner } = await seedWorkspace(server)
  const resources = OBJECTS.map((spec, index) => ({
    kind: 'job',
    name: `${index}-${unique('job')}`,
    externalId: '"json 0"',
    labels: { index: String(index), ...OBJECTS[OBJECTS.length - 1 - index] },
    spec,
  }))
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, owner)
  return { id, owner, resources }
}

test('objects arrive as they were sent, even in concurrent requests', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, registered))
  const answers = await Promise.all(all.flatMap(({ id }) => [run(server, READ, { id }), run(server, READ, { id })]))
  for (const [index, answer] of answers.entries()) {
    const { resources } = all[Math.floor(index / 2)] as (typeof all)[number]
    const expected = resources.map(({ name, externalId, labels, spec }) => ({ name, externalId, labels, spec }))
    expect(answer.workspace?.resources.nodes).toEqual(expected)
    expect(answer.workspace?.events?.nodes[0]?.data).toMatchObject({ kinds: ['job'] })
  }
})

test.each(TRANSPORTS)('objects arrive as they were sent over %s', async (transport) => {
  const { id, owner } = await seedWorkspace(server)
  const streams = [owner, { token: ADMIN_TOKEN }].map((as) => follow(transport, server, CHANGES, { id }, as))
  await untilSubscribers(server, 2)
  const resources = OBJECTS.map((spec) => ({ kind: 'job', name: unique('job'), labels: spec, spec }))
  await run(server, REGISTER_RESOURCES, { input: { workspace: { id }, resources } }, owner)
  for (const stream of streams) {
    await until(() => stream.seen.length > resources.length)
    expect(stream.seen.slice(0, resources.length).map(({ nodeChanges }) => nodeChanges.node)).toEqual(
      resources.map(({ name, labels, spec }) => ({ name, labels, spec })),
    )
    stream.leave()
  }
})
