// What a client learns of the API by introspection.
import { getIntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
import { authOf, codesOf, FIELDS, type SchemaField } from '../support/schema.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

interface Described {
  readonly name: string
  readonly description: string | null
}
interface Type extends Described {
  readonly fields: readonly (Described & { readonly args: readonly Described[] })[] | null
  readonly inputFields: readonly Described[] | null
  readonly enumValues: readonly Described[] | null
}

const server = await startTestServer({ shared: true })
const { body } = await server.gql(getIntrospectionQuery(), {}, { token: ADMIN_TOKEN })
const { types } = (body.data as { __schema: { types: Type[] } }).__schema
const own = types.filter(({ name }) => !name.startsWith('__'))

test('firm ground 17: every type, field, argument, input field and enum value is described', () => {
  const all = own.flatMap((type) => [
    { at: type.name, description: type.description },
    ...(type.fields ?? []).flatMap((field) =>
      [field, ...field.args].map(({ name, description }) => ({
        at: `${type.name}.${field.name} ${name}`,
        description,
      })),
    ),
    ...[...(type.inputFields ?? []), ...(type.enumValues ?? [])].map(({ name, description }) => ({
      at: `${type.name}.${name}`,
      description,
    })),
  ])
  expect(all.filter(({ description }) => !description).map(({ at }) => at)).toEqual([])
  expect(all.length).toBeGreaterThan(700)
})

/** How the description of a guarded field ends, after its `@auth` and `@errors` in schema.graphql. */
function endingOf(field: SchemaField): string {
  const { platformAdmin, role, permission } = authOf(field) ?? {}
  const needs = platformAdmin ? 'For platform admins.' : role ? `Needs ${role} (${permission}).` : 'Needs a sign-in.'
  const codes = codesOf(field).filter((code) => code !== 'UNAUTHENTICATED')
  return codes.length > 0 ? ` ${needs} Errors: ${codes.join(', ')}.` : ` ${needs}`
}

test('firm ground 14: the description of a guarded field ends with the required rights and its error codes', () => {
  const descriptions = new Map(
    own.flatMap((type) => (type.fields ?? []).map((field) => [`${type.name}.${field.name}`, field.description])),
  )
  const guarded = FIELDS.filter((field) => authOf(field))
  const ending = guarded.map((field) => [field.name, endingOf(field)] as const)
  expect(ending.filter(([name, end]) => !descriptions.get(name)?.endsWith(end))).toEqual([])
  expect(guarded.length).toBeGreaterThan(50)
  const others = FIELDS.filter((field) => !authOf(field)).map(({ name }) => descriptions.get(name) ?? '')
  expect(others.filter((text) => /Needs [A-Z]+ \(|For platform admins\.$|Needs a sign-in\.$/.test(text))).toEqual([])
})
