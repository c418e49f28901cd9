import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** The names of the fields that the operation selects of what this field answers. */
export function selectedFields(info: GraphQLResolveInfo): ReadonlySet<string> {
  return new Set(selectedOf(info.fieldNodes, info).map(({ name }) => name.value))
}

/** The fields that the operation selects in these places, also by fragments; without those that it leaves out. */
export function selectedOf(
  places: readonly { readonly selectionSet?: SelectionSetNode | undefined }[],
  { fragments, variableValues }: Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>,
): FieldNode[] {
  const fields: FieldNode[] = []
  const ifOf = (directive: GraphQLDirective, node: { readonly directives?: readonly DirectiveNode[] }) =>
    getDirectiveValues(directive, node, variableValues)?.['if']
  const add = (set: SelectionSetNode | undefined) => {
    for (const node of set?.selections ?? []) {
      if (ifOf(GraphQLSkipDirective, node) === true || ifOf(GraphQLIncludeDirective, node) === false) continue
      if (node.kind === Kind.FIELD) fields.push(node)
      else if (node.kind === Kind.INLINE_FRAGMENT) add(node.selectionSet)
      else add(fragments[node.name.value]?.selectionSet)
    }
  }
  for (const { selectionSet } of places) add(selectionSet)
  return fields
}
