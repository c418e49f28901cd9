// Predicts how many pairs of fields graphql-js compares when it validates that fields can be merged: each field with every
// other of the same response name, and likewise the fields inside them. Comparing is quadratic, counting is linear.
import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

const MAX_VISITED_SELECTIONS = 50_000
const MAX_LEVELS = 20

/** Comparisons that validating the document takes; Infinity if even counting them would take too long. */
export function countComparisons(
  { definitions }: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  let visited = 0
  let comparisons = 0
  const countLevel = (sets: readonly SelectionSetNode[], level: number): void => {
    const fieldsByName = new Map<string, number>()
    const setsByName = new Map<string, SelectionSetNode[]>()
    const spreadFragments = new Set<string>()
    const collect = (set: SelectionSetNode, expanded: Set<string>): void => {
      for (const selection of set.selections) {
        if (++visited > MAX_VISITED_SELECTIONS) return
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet, expanded)
        } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const name = selection.name.value
          spreadFragments.add(name)
          if (expanded.has(name)) continue
          expanded.add(name)
          const fragment = fragments.get(name)
          if (fragment) collect(fragment.selectionSet, expanded)
        } else {
          const name = (selection.alias ?? selection.name).value
          fieldsByName.set(name, (fieldsByName.get(name) ?? 0) + 1)
          const sets = setsByName.get(name)
          if (sets) sets.push(...selectionSetsOf(selection))
          else setsByName.set(name, selectionSetsOf(selection))
        }
      }
    }
    for (const set of sets) collect(set, new Set())
    for (const count of [...fieldsByName.values(), spreadFragments.size]) comparisons += (count * (count - 1)) / 2
    // only a fragment cycle goes deeper than this, and validation refuses cycles
    if (level < MAX_LEVELS) for (const merged of setsByName.values()) countLevel(merged, level + 1)
  }
  for (const definition of definitions) {
    if ('selectionSet' in definition) countLevel([definition.selectionSet], 1)
  }
  return visited > MAX_VISITED_SELECTIONS ? Number.POSITIVE_INFINITY : comparisons
}

function selectionSetsOf({ selectionSet }: FieldNode): SelectionSetNode[] {
  return selectionSet ? [selectionSet] : []
}
