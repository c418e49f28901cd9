// What a client learns of the API by introspection.
import { getIntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
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

test('firm ground 17: every type, field, argument, input field and enum value is described', async () => {
  const { body } = await server.gql(getIntrospectionQuery(), {}, { token: ADMIN_TOKEN })
  const { types } = (body.data as { __schema: { types: Type[] } }).__schema
  const own = types.filter(({ name }) => !name.startsWith('__'))
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
