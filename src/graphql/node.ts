import { type Kind, kindOf } from '../store/id.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'

/** What every kind of node tells of itself: its GraphQL type, and its row if the caller may know of it. */
interface NodeType {
  typename: string
  load(id: string, context: Context): Promise<{ id: string } | null>
}
const types = new Map<Kind, NodeType>()

/** Global object identification (Relay): an id of any type, looked up by what its prefix says. */
export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  fields: (t) => ({ id: t.exposeID('id') }),
  resolveType: ({ id }) => types.get(kindOf(id))?.typename,
})

/** Makes a type reachable through `node`. `load` answers null for what the caller may not know of. */
export function nodeType(kind: Kind, typename: string, load: NodeType['load']): void {
  types.set(kind, { typename, load })
}

/** Null where there is none or the caller may not know of it. INVALID_INPUT for what is no id. */
export async function loadNode(id: string, context: Context): Promise<{ id: string } | null> {
  const type = types.get(kindOf(id))
  return type ? type.load(id, context) : null
}
