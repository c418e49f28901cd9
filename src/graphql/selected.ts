import {
  type DirectiveNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** The fields that the operation selects of what this field answers, also by fragments; without those it leaves out. */
export function selectedFields({ fieldNodes, fragments, variableValues }: GraphQLResolveInfo): ReadonlySet<string> {
  const names = new Set<string>()
  const ifOf = (directive: GraphQLDirective, node: { readonly directives?: readonly DirectiveNode[] }) =>
    getDirectiveValues(directive, node, variableValues)?.['if']
  const add = (set: SelectionSetNode | undefined) => {
    for (const node of set?.selections ?? []) {
      if (ifOf(GraphQLSkipDirective, node) === true || ifOf(GraphQLIncludeDirective, node) === false) continue
      if (node.kind === Kind.FIELD) names.add(node.name.value)
      else if (node.kind === Kind.INLINE_FRAGMENT) add(node.selectionSet)
      else add(fragments[node.name.value]?.selectionSet)
    }
  }
  for (const node of fieldNodes) add(node.selectionSet)
  return names
}
