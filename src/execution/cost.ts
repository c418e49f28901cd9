// The static cost of an operation, in points, known before anything runs: about the number of objects in the largest
// answer that it can have, and more for what the database has to look for. It is found from the schema: connections are
// types with the extension `connection`, and a field or a scalar with the extension `cost` costs that much.
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { AppError } from '../errors.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../store/page.ts'

export const MAX_COST = 8000
const OBJECT_COST = 1
/** What an argument `filter` with a condition adds: the rows that it leaves out have to be read too. */
const FILTER_COST = 500
/** Reading the whole schema takes about ten milliseconds of processor time. The fields below these two cost nothing. */
const INTROSPECTION_COSTS: Readonly<Record<string, number>> = { __schema: 2000, __type: 200 }
/** How many items a plain list is taken to have if no argument says so. */
const PLAIN_LIST_ITEMS = 5

type Variables = Readonly<Record<string, unknown>>

/** What the schema says of a field's cost. */
interface FieldCost {
  /** The type of its objects; null if it has scalars or enums. */
  readonly objects: GraphQLCompositeType | null
  readonly isList: boolean
  /** The cost of one value, if it has no objects. */
  readonly value: number
}

const NO_ARGUMENTS: Variables = {}
const fieldCosts = new WeakMap<GraphQLField<unknown, unknown>, FieldCost>()
/** The costs of operations without variables, which are the same each time. */
const constantCosts = new WeakMap<OperationDefinitionNode, number>()

/** The error for an operation that costs more than MAX_COST. */
export function tooCostly(cost: number): AppError {
  const message = `The operation costs ${cost} points, which is more than ${MAX_COST}`
  return new AppError('QUERY_TOO_COMPLEX', message, { what: 'points', cost, limit: MAX_COST })
}

/** The cost of an operation of a valid document. A page size that does not fit costs as much as the largest page. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
): number {
  if (operation.variableDefinitions?.length) return computeCost(schema, document, operation, given)
  let cost = constantCosts.get(operation)
  if (cost === undefined) {
    cost = computeCost(schema, document, operation, given)
    constantCosts.set(operation, cost)
  }
  return cost
}

/** Takes time linear in the length of the document: a fragment is measured once for all places where it is spread. */
function computeCost(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
): number {
  const variables = variablesOf(operation, given)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  // by name and by the length of the lists in it
  const fragmentCosts = new Map<string, number>()

  /** `items` is the length of each list that is selected directly in the set. */
  const costOfSet = ({ selections }: SelectionSetNode, type: GraphQLCompositeType, items: number): number => {
    let total = 0
    for (const selection of selections) total += costOfSelection(selection, type, items)
    return total
  }

  const costOfSelection = (selection: SelectionNode, parent: GraphQLCompositeType, items: number): number => {
    if (isLeftOut(selection.directives, variables)) return 0
    if (selection.kind === Kind.FIELD) return costOfField(selection, parent, items)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return costOfFragment(selection.name.value, items)
    const { typeCondition, selectionSet } = selection
    return costOfSet(selectionSet, typeCondition ? compositeType(typeCondition.name.value) : parent, items)
  }

  const costOfFragment = (name: string, items: number): number => {
    const key = `${name} ${items}`
    const known = fragmentCosts.get(key)
    const fragment = fragments.get(name)
    if (known !== undefined || !fragment) return known ?? 0
    const cost = costOfSet(fragment.selectionSet, compositeType(fragment.typeCondition.name.value), items)
    fragmentCosts.set(key, cost)
    return cost
  }

  const costOfField = (node: FieldNode, parent: GraphQLCompositeType, items: number): number => {
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
    // `__typename`, `__schema` and `__type` are fields of no type
    if (!field) return INTROSPECTION_COSTS[node.name.value] ?? 0
    const { objects, isList, value } = costOfDeclaration(field)
    const args = field.args.length > 0 ? argumentsOf(field, node, variables) : NO_ARGUMENTS
    const filtering = hasCondition(args['filter']) ? FILTER_COST : 0
    const named = longestList(field, args)
    const length = isList ? (named ?? items) : 1
    if (!objects) return filtering + value * length
    const inside = (items: number) => (node.selectionSet ? costOfSet(node.selectionSet, objects, items) : 0)
    if (isConnection(objects)) {
      // the rows of the page are counted here, since they are read even if neither `nodes` nor `edges` is selected
      const size = pageSize(args)
      return filtering + OBJECT_COST + size * OBJECT_COST + inside(size)
    }
    if (isList) return filtering + length * ((isConnection(parent) ? 0 : OBJECT_COST) + inside(PLAIN_LIST_ITEMS))
    // a payload lists what the mutation was given
    return filtering + OBJECT_COST + inside(Math.max(PLAIN_LIST_ITEMS, named ?? 0))
  }

  const compositeType = (name: string) => schema.getType(name) as GraphQLCompositeType

  const root = schema.getRootType(operation.operation)
  return root ? costOfSet(operation.selectionSet, root, PLAIN_LIST_ITEMS) : 0
}

function costOfDeclaration(field: GraphQLField<unknown, unknown>): FieldCost {
  let cost = fieldCosts.get(field)
  if (!cost) {
    const type = getNamedType(field.type)
    const isList = isListType(getNullableType(field.type))
    const value = declaredCost(field) + declaredCost(type)
    cost = { objects: isLeafType(type) ? null : type, isList, value }
    fieldCosts.set(field, cost)
  }
  return cost
}

/** The variables that the operation declares, with their defaults. */
function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables): Variables {
  // without a prototype, so that no name is found that was not given
  const variables: Record<string, unknown> = Object.create(null)
  for (const { variable, defaultValue } of variableDefinitions) {
    const name = variable.name.value
    if (Object.hasOwn(given, name)) variables[name] = given[name]
    else if (defaultValue) variables[name] = valueFromASTUntyped(defaultValue)
  }
  return variables
}

/** The arguments of a field, with variables and defaults filled in. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables): Variables {
  const args: Record<string, unknown> = {}
  for (const { name, defaultValue } of field.args) args[name] = defaultValue
  for (const { name, value: valueNode } of node.arguments ?? []) {
    const value = valueFromASTUntyped(valueNode, variables)
    if (value !== undefined) args[name.value] = value
  }
  return args
}

/** Whether `@skip` or `@include` leaves the selection out. */
function isLeftOut(directives: readonly DirectiveNode[] | undefined, variables: Variables): boolean {
  if (!directives?.length) return false
  return directives.some(({ name, arguments: [condition] = [] }) => {
    const value = condition && valueFromASTUntyped(condition.value, variables)
    return (name.value === 'skip' && value === true) || (name.value === 'include' && value === false)
  })
}

/** The rows of a page. A size that will be refused counts as the largest. */
function pageSize({ first, last }: Variables): number {
  const both = typeof first === 'number' && typeof last === 'number'
  const size = first ?? last ?? DEFAULT_PAGE_SIZE
  const valid = typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= MAX_PAGE_SIZE && !both
  return valid ? size : MAX_PAGE_SIZE
}

/** Whether a filter narrows the list; `{}` and null do not. */
function hasCondition(filter: unknown): boolean {
  if (filter === undefined || filter === null) return false
  // a field whose variable is not given is left out of an input object
  return typeof filter !== 'object' || Object.values(filter).some((value) => value !== undefined)
}

/**
 * The length of the longest list that a required argument is or holds, such as `nodes(ids:)` or `input: { resources }`: the
 * answer has an item for each. Null if no required argument takes a list.
 */
function longestList(field: GraphQLField<unknown, unknown>, args: Variables): number | null {
  let longest: number | null = null
  const consider = (value: unknown) => {
    // a single value stands for a list of one
    const length = Array.isArray(value) ? value.length : Number(value !== undefined && value !== null)
    longest = Math.max(longest ?? 0, length)
  }
  for (const { name, type } of field.args) {
    if (!isNonNullType(type)) continue
    const value = args[name]
    if (isListType(type.ofType)) consider(value)
    if (!isInputObjectType(type.ofType) || typeof value !== 'object' || value === null) continue
    for (const inner of Object.values(type.ofType.getFields())) {
      if (isListType(getNullableType(inner.type))) consider((value as Variables)[inner.name])
    }
  }
  return longest
}

function isConnection({ extensions }: GraphQLCompositeType): boolean {
  return extensions['connection'] === true
}

function declaredCost({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): number {
  return (extensions['cost'] as number | undefined) ?? 0
}
