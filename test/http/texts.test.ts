// Texts that are shown to people: an invisible text, or one that is not valid Unicode, is refused in every field.
import { describe, expect, test } from 'vitest'
import { seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const here = { id: (await seedWorkspace(server)).id }
const user = { id: (await signUp(server)).id }

const INVISIBLE = [
  ...['\u200b', '\u2060', '\u3164', '\u115f\u1160', '\uffa0', '\u200d', '\u200c\u200d', '\u00ad', '\u034f', '\ufe0f'],
  ...['\u{e0041}\u{e007f}', '\u2800', '\u200b \u2060', '\u180e', '\u2064', '\ufeff\u200b'],
]
const MALFORMED = ['\ud800', 'a\udc00', '\udc00\ud800', 'a\ud83d']
const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
const VISIBLE = [
  ...[FAMILY, '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645', 'Jo\u0308rg', 'a\u200bb', '\u{1f600}', '\u2060x'],
  ...['\u0915\u094d\u200d\u0937', '\u2764\ufe0f', '\u0301'],
]

interface TextField {
  mutation: string
  field: string
  input: (text: string) => object | Promise<object>
  /** The place of the text in the payload; without it the payload's own type name is selected. */
  shown?: string
}
const job = () => ({ kind: 'job', name: unique('job') })
const aWorkspace = async () => ({ id: (await seedWorkspace(server)).id })

/** Every input field whose text is shown to people. */
const FIELDS: readonly TextField[] = [
  {
    mutation: 'createWorkspace',
    field: 'displayName',
    input: (displayName) => ({ name: unique('w'), displayName }),
    shown: 'workspace.displayName',
  },
  {
    mutation: 'createWorkspace',
    field: 'description',
    input: (description) => ({ name: unique('w'), description }),
    shown: 'workspace.description',
  },
  {
    mutation: 'updateWorkspace',
    field: 'displayName',
    input: (displayName) => ({ workspace: here, displayName }),
    shown: 'workspace.displayName',
  },
  {
    mutation: 'updateWorkspace',
    field: 'description',
    input: (description) => ({ workspace: here, description }),
    shown: 'workspace.description',
  },
  {
    mutation: 'suspendWorkspace',
    field: 'reason',
    input: async (reason) => ({ workspace: await aWorkspace(), reason }),
  },
  {
    mutation: 'deleteWorkspace',
    field: 'reason',
    input: async (reason) => ({ workspace: await aWorkspace(), reason }),
    shown: 'deletion.reason',
  },
  { mutation: 'addMember', field: 'group', input: (group) => ({ workspace: here, principal: { group } }) },
  {
    mutation: 'createProject',
    field: 'description',
    input: (description) => ({ workspace: here, name: unique('p'), description }),
    shown: 'project.description',
  },
  { mutation: 'createUser', field: 'name', input: (name) => ({ name }), shown: 'user.name' },
  { mutation: 'updateUser', field: 'name', input: (name) => ({ user, name }), shown: 'user.name' },
  { mutation: 'suspendUser', field: 'reason', input: (reason) => ({ user, reason }) },
  {
    mutation: 'createApiToken',
    field: 'name',
    // each token has its own owner: an owner has at most 100 tokens
    input: async (name) => ({ name, user: (await signUp(server)).id }),
    shown: 'token.name',
  },
  {
    mutation: 'createApiToken',
    field: 'description',
    input: async (description) => ({ name: 'x', description, user: (await signUp(server)).id }),
    shown: 'token.description',
  },
  {
    mutation: 'registerResource',
    field: 'name',
    input: (name) => ({ workspace: here, resource: { kind: 'job', name } }),
    shown: 'resource.name',
  },
  {
    mutation: 'registerResource',
    field: 'externalId',
    input: (externalId) => ({ workspace: here, resource: { ...job(), externalId } }),
    shown: 'resource.externalId',
  },
]

/** Sends the text; returns the extensions of the error, or the text as the payload shows it. */
async function send({ mutation, input, shown }: TextField, text: string) {
  const path = shown?.split('.') ?? ['__typename']
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  const document = `mutation($input: ${type}) { ${mutation}(input: $input) { ${path.join(' { ')} ${'}'.repeat(path.length)} }`
  const { body } = await server.gql(document, { input: await input(text) })
  const error = body.errors?.[0]?.extensions as Record<string, unknown> | undefined
  let found = body.data?.[mutation]
  for (const key of path) found = found?.[key]
  return { error, shown: shown ? found : text }
}

describe('firm ground 12: a text that is invisible or not valid Unicode is refused; joiners and marks stay', () => {
  test.each(FIELDS.map((field) => [`${field.mutation} ${field.field}`, field] as const))('%s', async (_name, field) => {
    for (const text of [...INVISIBLE, ...MALFORMED]) {
      const { error } = await send(field, text)
      expect([JSON.stringify(text), error]).toMatchObject([
        JSON.stringify(text),
        { code: 'INVALID_INPUT', field: field.field },
      ])
    }
    for (const text of VISIBLE) expect(await send(field, text)).toEqual({ error: undefined, shown: text })
  })
})
