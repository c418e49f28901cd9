// From the text of a request to a valid document and the operation in it. Every failure is a RequestError, and names the
// place in the document where there is one.
import { type DocumentNode, type GraphQLError, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'
import { AppError } from '../errors.ts'
import type { Phases } from './engine.ts'
import { publicError, type Status, statusOf } from './errors.ts'
import { MAX_DEPTH, MAX_TOKENS, tooComplex, tooManyComparisons } from './limits.ts'
import { RequestError, requestError } from './outcome.ts'

/** The GraphQL-over-HTTP audit wants 200 for a syntax error, unlike for a body that is not JSON. */
const SYNTAX_ERROR: Status = [200, 400]
/** How graphql-js says that it stopped at `maxTokens`. */
const TOKEN_LIMIT_MESSAGE = /tokens\. Parsing aborted\.$/
/** How graphql-js says that it stopped comparing fields. */
const COMPARISON_LIMIT_MESSAGE = 'Validation aborted.'

/** Parses a document of at most MAX_TOKENS tokens; GRAPHQL_PARSE_FAILED with the place of a syntax error. */
export function parseDocument({ parse }: Phases, text: string, requestId: string): DocumentNode {
  return limitRecursion(requestId, () => {
    try {
      return parse(text, { maxTokens: MAX_TOKENS })
    } catch (error) {
      const { name, message, locations } = error as GraphQLError
      if (name !== 'GraphQLError') throw error
      if (TOKEN_LIMIT_MESSAGE.test(message)) throw requestError(requestId, tooComplex('tokens', MAX_TOKENS))
      throw new RequestError([publicError('GRAPHQL_PARSE_FAILED', message, requestId, { locations })], SYNTAX_ERROR)
    }
  })
}

/** Validates a document by the rules of the specification; GRAPHQL_VALIDATION_FAILED with every problem at once. */
export function validateDocument(
  { validate, schema }: Phases,
  document: DocumentNode,
  requestId: string,
  hideSuggestions: boolean,
): void {
  const problems: readonly GraphQLError[] = limitRecursion(requestId, () =>
    validate(schema, document, undefined, { hideSuggestions }),
  )
  if (problems.length === 0) return
  // a second line of defence: `limits.ts` has counted the comparisons before
  if (problems.some(({ message }) => message === COMPARISON_LIMIT_MESSAGE)) {
    throw requestError(requestId, tooManyComparisons())
  }
  const errors = problems.map(({ message, locations }) =>
    publicError('GRAPHQL_VALIDATION_FAILED', message, requestId, { locations }),
  )
  throw new RequestError(errors, statusOf('GRAPHQL_VALIDATION_FAILED'))
}

/**
 * GRAPHQL_VALIDATION_FAILED for a subscription whose field may be left out by `@skip` or `@include`, also in a fragment: there
 * would be nothing to subscribe to. The specification forbids it since September 2025. Must come before the validation, which
 * graphql-js breaks off where it meets such a variable.
 */
export function assertWholeSubscriptions({ definitions }: DocumentNode, requestId: string): void {
  const seen = new Set<string>()
  const selectionsOf = ({ selections }: SelectionSetNode): SelectionNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection
      if (selection.kind === Kind.INLINE_FRAGMENT) return [selection, ...selectionsOf(selection.selectionSet)]
      const name = selection.name.value
      const fragment = definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name)
      if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || seen.has(name)) return selection
      seen.add(name)
      return [selection, ...selectionsOf(fragment.selectionSet)]
    })
  for (const operation of definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'subscription') continue
    const isConditional = selectionsOf(operation.selectionSet).some(({ directives = [] }) =>
      directives.some(({ name }) => name.value === 'skip' || name.value === 'include'),
    )
    if (!isConditional) continue
    const message = 'The field of a subscription takes neither @skip nor @include'
    throw requestError(requestId, new AppError('GRAPHQL_VALIDATION_FAILED', message))
  }
}

/** Why a valid document has no operation to run. */
export function missingOperation(document: DocumentNode, name: string | null): AppError {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length
  const message =
    operations === 0
      ? 'The document has no operation'
      : name === null
        ? 'Say which operation to run'
        : `There is no operation ${name}`
  return new AppError('GRAPHQL_VALIDATION_FAILED', message)
}

/** Parsing and validating are recursive: a document that overflows the stack has too many levels. */
function limitRecursion<T>(requestId: string, step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (error instanceof RangeError) throw requestError(requestId, tooComplex('levels', MAX_DEPTH))
    throw error
  }
}
