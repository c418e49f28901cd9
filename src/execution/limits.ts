// How much a document may ask for, counted before validation: some of its rules compare every field with every other,
// so a document of a few hundred tokens can keep them busy for minutes. Each fragment is measured once.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { AppError } from '../errors.ts'
import { comparisonsOf } from './comparisons.ts'

export const MAX_TOKENS = 2000
export const MAX_DEPTH = 12
const MAX_INTROSPECTION_DEPTH = 20
const MAX_ALIASES = 30
/** Fields, with each fragment counted wherever it is spread. */
const MAX_SELECTIONS = 5000
/** A hundred fields of one name make as many; they take validation some 20 ms. */
const MAX_COMPARISONS = 5000

interface Measure {
  depth: number
  /** As `depth`, of what lies within `__schema` and `__type`. */
  introspectionDepth: number
  aliases: number
  selections: number
}

export interface Measured {
  /** QUERY_TOO_COMPLEX with the limit that the document breaks; null within them all. */
  readonly violation: AppError | null
  /** Fields of the whole document, fragments expanded. */
  readonly selections: number
  introspects(operation: OperationDefinitionNode): boolean
}

const NOTHING: Measure = { depth: 0, introspectionDepth: 0, aliases: 0, selections: 0 }
const known = new WeakMap<DocumentNode, Measured>()

/** Measures a document, each only once. */
export function measure(document: DocumentNode): Measured {
  const found = known.get(document)
  if (found) return found
  const measured = measureAnew(document)
  known.set(document, measured)
  return measured
}

/** What a document breaks that is too long, or nested too deep, to be parsed. */
export function tooComplex(what: string, limit: number): AppError {
  return new AppError('QUERY_TOO_COMPLEX', `The document has more than ${limit} ${what}`, { what, limit })
}

/** What a document breaks whose fields repeat each other too often. */
export function tooManyComparisons(): AppError {
  return tooComplex('comparisons of repeated fields', MAX_COMPARISONS)
}

function measureAnew(document: DocumentNode): Measured {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const measureSet = measurer(fragments)
  // fragments that nothing spreads count too: validation does not leave them out
  const all = new Map(
    document.definitions.flatMap((definition) =>
      'selectionSet' in definition ? [[definition, ofDefinition(definition, measureSet)] as const] : [],
    ),
  )
  const most = [...all.values()].reduce(larger, NOTHING)
  return {
    violation:
      violationOf(most) ?? (comparisonsOf(document, fragments) > MAX_COMPARISONS ? tooManyComparisons() : null),
    selections: most.selections,
    introspects: (operation) => (all.get(operation)?.introspectionDepth ?? 0) > 0,
  }
}

/** A fragment on `__Type` has the depth of introspection, wherever it is spread. */
function ofDefinition(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  measureSet: (set: SelectionSetNode) => Measure,
): Measure {
  const measured = measureSet(definition.selectionSet)
  if (definition.kind !== Kind.FRAGMENT_DEFINITION || !definition.typeCondition.name.value.startsWith('__')) {
    return measured
  }
  return { ...measured, depth: 0, introspectionDepth: Math.max(measured.depth, measured.introspectionDepth) }
}

function violationOf({ depth, introspectionDepth, aliases, selections }: Measure): AppError | null {
  if (depth > MAX_DEPTH) return tooComplex('levels', MAX_DEPTH)
  if (introspectionDepth > MAX_INTROSPECTION_DEPTH) return tooComplex('levels', MAX_INTROSPECTION_DEPTH)
  if (aliases > MAX_ALIASES) return tooComplex('aliases', MAX_ALIASES)
  if (selections > MAX_SELECTIONS) return tooComplex('fields', MAX_SELECTIONS)
  return null
}

function measurer(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Measure {
  const byFragment = new Map<string, Measure>()
  const ofFragment = (name: string): Measure => {
    const found = byFragment.get(name)
    const fragment = fragments.get(name)
    if (found || !fragment) return found ?? NOTHING
    // while it is being measured a cycle finds nothing here; validation refuses the cycle
    byFragment.set(name, NOTHING)
    const measured = ofSet(fragment.selectionSet)
    byFragment.set(name, measured)
    return measured
  }
  const ofSet = (set: SelectionSetNode): Measure => {
    let sum = NOTHING
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        sum = join(sum, ofFragment(selection.name.value))
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        sum = join(sum, ofSet(selection.selectionSet))
      } else {
        const inner = selection.selectionSet ? ofSet(selection.selectionSet) : NOTHING
        const name = selection.name.value
        const introspects = name === '__schema' || name === '__type'
        sum = join(sum, {
          depth: introspects ? 0 : inner.depth + 1,
          introspectionDepth: introspects
            ? Math.max(inner.depth, inner.introspectionDepth) + 1
            : inner.introspectionDepth && inner.introspectionDepth + 1,
          aliases: inner.aliases + (selection.alias ? 1 : 0),
          selections: inner.selections + 1,
        })
      }
    }
    return sum
  }
  return ofSet
}

function join(a: Measure, b: Measure): Measure {
  return { ...larger(a, b), aliases: a.aliases + b.aliases, selections: a.selections + b.selections }
}

function larger(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: Math.max(a.aliases, b.aliases),
    selections: Math.max(a.selections, b.selections),
  }
}
