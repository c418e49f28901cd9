// All invalid fields of an input are reported at once, so that a form can show all of its errors.
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const LONG = 'x'.repeat(3000)
const NO_PROJECT = 'prj_01h455vb4pex5vsknk084sn02q'

const { registerResource } = await server.data(
  'mutation { registerResource(input: { workspace: { name: "default" }, resource: { kind: "job", name: "one" } }) { resource { id } } }',
)
const resource = registerResource.resource.id

const MUTATIONS: Record<string, [input: string, fields: string[]]> = {
  createWorkspace: [
    `name: "X", displayName: "${LONG}", description: "${LONG}", hosting: REMOTE`,
    ['name', 'displayName', 'description', 'instanceUrl'],
  ],
  updateWorkspace: [
    `workspace: { name: "default" }, displayName: null, visibility: null`,
    ['displayName', 'visibility'],
  ],
  createProject: [`workspace: { name: "default" }, name: "X", description: "${LONG}"`, ['name', 'description']],
  createApiToken: [
    `name: "", description: "${LONG}", permissions: [], expiresIn: "1s"`,
    ['name', 'description', 'permissions', 'expiresIn'],
  ],
  updateUser: ['user: { email: "nobody@example.com" }, name: null, platformAdmin: null', ['name', 'platformAdmin']],
  registerResourceKind: [
    `name: "X", displayName: "${LONG}", cleanup: WEBHOOK, cleanupOrder: -1, webhookUrl: "https://127.1/", ownerServiceAccount: "svc_01h455vb4pex5vsknk084sn02q"`,
    ['name', 'displayName', 'cleanupOrder', 'webhookUrl', 'ownerServiceAccount'],
  ],
  updateResourceKind: [
    `name: "job", displayName: null, cleanup: null, cleanupOrder: 1000001, webhookUrl: "http://a.example/", ownerServiceAccount: "x", rotateSecret: true`,
    ['displayName', 'cleanup', 'cleanupOrder', 'webhookUrl', 'ownerServiceAccount', 'rotateSecret'],
  ],
  registerResources: [
    `workspace: { name: "default" }, resources: [{ kind: "job", name: "" }, { kind: "x", name: "", externalId: "${LONG}" }, { kind: "", name: "a", project: "${NO_PROJECT}" }]`,
    [
      'resources.0.name',
      ...['resources.1.kind', 'resources.1.name', 'resources.1.externalId'],
      ...['resources.2.kind', 'resources.2.project'],
    ],
  ],
  registerResource: [
    `workspace: { name: "default" }, resource: { kind: "x", name: "", project: "${NO_PROJECT}", externalId: "${LONG}" }`,
    ['kind', 'name', 'project', 'externalId'],
  ],
  updateResource: [
    `resource: { id: "${resource}" }, project: "${NO_PROJECT}", externalId: "${LONG}", labels: null, spec: null`,
    ['project', 'externalId', 'labels', 'spec'],
  ],
}

describe('firm ground 16: an input with several faults', () => {
  test.each(Object.keys(MUTATIONS))('%s names every invalid field', async (mutation) => {
    const [input, fields] = MUTATIONS[mutation] as [string, string[]]
    const { body } = await server.gql(`mutation { ${mutation}(input: { ${input} }) { __typename } }`)
    const [error] = body.errors ?? []
    expect(error?.extensions.code).toBe('INVALID_INPUT')
    const named = error?.extensions['fields'] as { field: string; message: string }[]
    expect(named.map(({ field }) => field)).toEqual(fields)
    for (const { message } of named) expect(error?.message).toContain(message)
  })

  test('names at most twenty invalid fields', async () => {
    const resources = Array.from({ length: 40 }, () => '{ kind: "job", name: "" }').join(', ')
    const input = `workspace: { name: "default" }, resources: [${resources}]`
    const { body } = await server.gql(`mutation { registerResources(input: { ${input} }) { __typename } }`)
    expect(body.errors?.[0]?.extensions['fields']).toHaveLength(20)
  })
})
