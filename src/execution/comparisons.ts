// What graphql-js will have to compare to find fields that can not be merged: each with every other of its name, and
// what is in them likewise. Counting is linear where comparing is quadratic.
import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

const MAX_VISITS = 50_000
const MAX_LEVELS = 20

/** Comparisons that validating the document takes; Infinity where even counting them would take too long. */
export function comparisonsOf(
  { definitions }: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  let visits = 0
  let pairs = 0
  const within = (sets: readonly SelectionSetNode[], level: number): void => {
    const names = new Map<string, number>()
    const inner = new Map<string, SelectionSetNode[]>()
    const spreads = new Set<string>()
    const collect = (set: SelectionSetNode, seen: Set<string>): void => {
      for (const selection of set.selections) {
        if (++visits > MAX_VISITS) return
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet, seen)
        } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const name = selection.name.value
          spreads.add(name)
          if (seen.has(name)) continue
          seen.add(name)
          const fragment = fragments.get(name)
          if (fragment) collect(fragment.selectionSet, seen)
        } else {
          const name = (selection.alias ?? selection.name).value
          names.set(name, (names.get(name) ?? 0) + 1)
          const sets = inner.get(name)
          if (sets) sets.push(...setOf(selection))
          else inner.set(name, setOf(selection))
        }
      }
    }
    for (const set of sets) collect(set, new Set())
    for (const count of [...names.values(), spreads.size]) pairs += (count * (count - 1)) / 2
    // deeper there are only cycles, which validation refuses
    if (level < MAX_LEVELS) for (const merged of inner.values()) within(merged, level + 1)
  }
  for (const definition of definitions) {
    if ('selectionSet' in definition) within([definition.selectionSet], 1)
  }
  return visits > MAX_VISITS ? Number.POSITIVE_INFINITY : pairs
}

function setOf({ selectionSet }: FieldNode): SelectionSetNode[] {
  return selectionSet ? [selectionSet] : []
}
