// How much a document may ask for. It is measured before validation, because some validation rules compare every field
// with every other: a document of a few hundred tokens could keep them busy for minutes. Each fragment is measured once,
// and each document once, however often it is sent.
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { AppError } from '../errors.ts'
import { countComparisons } from './comparisons.ts'

export const MAX_TOKENS = 2000
export const MAX_DEPTH = 12
const MAX_INTROSPECTION_DEPTH = 20
const MAX_ALIASES = 30
/** Fields, a fragment's once for each place where it is spread. */
const MAX_SELECTIONS = 5000
/** About as many as for a hundred fields of the same name; validation compares them in about 20 ms. */
const MAX_COMPARISONS = 5000

interface Size {
  /** Levels of fields, without those inside `__schema` and `__type`. */
  depth: number
  /** Levels of fields inside `__schema` and `__type`. */
  introspectionDepth: number
  aliases: number
  selections: number
}

export interface DocumentMeasure {
  /** QUERY_TOO_COMPLEX with the limit that the document exceeds; null if it exceeds none. */
  readonly violation: AppError | null
  /** Fields of the largest definition, with its fragments expanded. */
  readonly selections: number
  /** Whether the operation selects `__schema` or `__type`, directly or through fragments. */
  introspects(operation: OperationDefinitionNode): boolean
}

const EMPTY: Size = { depth: 0, introspectionDepth: 0, aliases: 0, selections: 0 }
const measures = new WeakMap<DocumentNode, DocumentMeasure>()

/** Measures a document in time linear in its length; the measure of a document is kept as long as the document. */
export function measureDocument(document: DocumentNode): DocumentMeasure {
  let measure = measures.get(document)
  if (!measure) {
    measure = computeMeasure(document)
    measures.set(document, measure)
  }
  return measure
}

/** The error for a document that exceeds a limit. */
export function tooComplex(what: string, limit: number): AppError {
  return new AppError('QUERY_TOO_COMPLEX', `The document has more than ${limit} ${what}`, { what, limit })
}

/** The error for a document that repeats fields too often. */
export function tooManyComparisons(): AppError {
  return tooComplex('comparisons of repeated fields', MAX_COMPARISONS)
}

function computeMeasure(document: DocumentNode): DocumentMeasure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const sizeOfSet = selectionSetSizer(fragments)
  // unused fragments count too, because validation looks at them as well
  const sizes = new Map(
    document.definitions.flatMap((definition) =>
      'selectionSet' in definition ? [[definition, definitionSize(definition, sizeOfSet)] as const] : [],
    ),
  )
  const largest = [...sizes.values()].reduce(maximum, EMPTY)
  return {
    violation:
      exceededLimit(largest) ?? (countComparisons(document, fragments) > MAX_COMPARISONS ? tooManyComparisons() : null),
    selections: largest.selections,
    introspects: (operation) => (sizes.get(operation)?.introspectionDepth ?? 0) > 0,
  }
}

/** The depth of a fragment on an introspection type counts as introspection, wherever the fragment is spread. */
function definitionSize(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  sizeOfSet: (set: SelectionSetNode) => Size,
): Size {
  const size = sizeOfSet(definition.selectionSet)
  if (definition.kind !== Kind.FRAGMENT_DEFINITION || !definition.typeCondition.name.value.startsWith('__')) return size
  return { ...size, depth: 0, introspectionDepth: Math.max(size.depth, size.introspectionDepth) }
}

function exceededLimit({ depth, introspectionDepth, aliases, selections }: Size): AppError | null {
  if (depth > MAX_DEPTH) return tooComplex('levels', MAX_DEPTH)
  if (introspectionDepth > MAX_INTROSPECTION_DEPTH) return tooComplex('levels', MAX_INTROSPECTION_DEPTH)
  if (aliases > MAX_ALIASES) return tooComplex('aliases', MAX_ALIASES)
  if (selections > MAX_SELECTIONS) return tooComplex('fields', MAX_SELECTIONS)
  return null
}

/** A function that sizes selection sets of one document and remembers the size of each fragment. */
function selectionSetSizer(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Size {
  const fragmentSizes = new Map<string, Size>()
  const sizeOfFragment = (name: string): Size => {
    const known = fragmentSizes.get(name)
    const fragment = fragments.get(name)
    if (known || !fragment) return known ?? EMPTY
    // ends the recursion of a fragment cycle, which validation refuses afterwards
    fragmentSizes.set(name, EMPTY)
    const size = sizeOfSet(fragment.selectionSet)
    fragmentSizes.set(name, size)
    return size
  }
  const sizeOfSet = (set: SelectionSetNode): Size => {
    let total = EMPTY
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        total = sum(total, sizeOfFragment(selection.name.value))
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        total = sum(total, sizeOfSet(selection.selectionSet))
      } else {
        const inner = selection.selectionSet ? sizeOfSet(selection.selectionSet) : EMPTY
        const name = selection.name.value
        const introspects = name === '__schema' || name === '__type'
        total = sum(total, {
          depth: introspects ? 0 : inner.depth + 1,
          introspectionDepth: introspects
            ? Math.max(inner.depth, inner.introspectionDepth) + 1
            : inner.introspectionDepth && inner.introspectionDepth + 1,
          aliases: inner.aliases + (selection.alias ? 1 : 0),
          selections: inner.selections + 1,
        })
      }
    }
    return total
  }
  return sizeOfSet
}

/** The size of two selections side by side. */
function sum(a: Size, b: Size): Size {
  return { ...maximum(a, b), aliases: a.aliases + b.aliases, selections: a.selections + b.selections }
}

function maximum(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: Math.max(a.aliases, b.aliases),
    selections: Math.max(a.selections, b.selections),
  }
}
