// Finds the list fields of schema.graphql that are missing from a table of queries.
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { FIELDS, type SchemaField, schema } from '../support/schema.ts'

const isConnection = ({ field }: SchemaField) => getNamedType(field.type).name.endsWith('Connection')
const isList = ({ field }: SchemaField) =>
  isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type))

/** The fields, as `Type.field`, that return objects in pages. */
export const CONNECTION_FIELDS: readonly string[] = FIELDS.filter(isConnection).map(({ name }) => name)
/** The fields of queries that return objects in pages or as a whole list. */
export const LIST_FIELDS: readonly string[] = FIELDS.filter(
  (field) => !/^Mutation$|(Connection|Edge|Payload)$/.test(field.type.name) && (isConnection(field) || isList(field)),
).map(({ name }) => name)

/** The fields, as `Type.field`, that these queries select. */
export function selectedFields(queries: readonly string[]): Set<string> {
  const selected = new Set<string>()
  const types = new TypeInfo(schema)
  const visitor = visitWithTypeInfo(types, {
    Field: () => {
      selected.add(`${types.getParentType()?.name}.${types.getFieldDef()?.name}`)
    },
  })
  for (const query of queries) visit(parse(query), visitor)
  return selected
}
