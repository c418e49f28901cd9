// Compiled queries, only where compiling changes nothing but the speed. graphql-jit treats variables inside input
// objects, defaults of non-null variables, and @skip and @include on shared fragments otherwise than graphql-js does.
import { useGraphQlJit } from '@envelop/graphql-jit'
import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql'
import type { Context } from '../graphql/context.ts'
import type { Logger } from './errors.ts'
import { measure } from './limits.ts'

/** Compiling costs milliseconds: a document that is sent once does not get them back. */
const RUNS_BEFORE_COMPILING = 9
/** Some tens of milliseconds: the event loop is held for as long. */
const MAX_SELECTIONS = 80

interface History {
  compiles: boolean
  runs: number
}

/** Compiles queries that come again, of callers who are signed in: others must not make the server work. */
export function useJit(logger: Logger) {
  const histories = new WeakMap<DocumentNode, History>()
  return useGraphQlJit(
    {},
    {
      onError: (result) => logger.error({ errors: result.errors?.map(String) }, 'A query could not be compiled'),
      enableIf: ({ schema, document, contextValue }) => {
        if (!(contextValue as Context).principal) return false
        const history = histories.get(document) ?? { compiles: isSafe(schema, document), runs: 0 }
        histories.set(document, history)
        history.runs++
        if (history.compiles && history.runs === RUNS_BEFORE_COMPILING + 1) logger.debug({}, 'A query is compiled')
        return history.compiles && history.runs > RUNS_BEFORE_COMPILING
      },
    },
  )
}

/** Whether graphql-jit answers the document as graphql-js does, whatever its variables. */
export function isSafe(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const [operation] = operations
  // the compiled query is kept by document: with two operations in it the second would be answered as the first
  if (!operation || operations.length > 1 || operation.operation !== 'query') return false
  if (measure(document).selections > MAX_SELECTIONS) return false
  return hasPlainVariables(schema, operation) && usesAreWhole(document)
}

function hasPlainVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  return (operation.variableDefinitions ?? []).every(({ type, defaultValue }) => {
    const named = getNamedType(typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]))
    return isLeafType(named) && !(defaultValue && type.kind === Kind.NON_NULL_TYPE)
  })
}

/** Every variable stands as a whole argument of a field, and there is no directive. */
function usesAreWhole(document: DocumentNode): boolean {
  let whole = true
  const refuse = () => {
    whole = false
    return BREAK
  }
  visit(document, {
    Directive: refuse,
    Variable: (_node, _key, parent) => {
      const { kind } = parent as ASTNode
      return kind === Kind.ARGUMENT || kind === Kind.VARIABLE_DEFINITION ? undefined : refuse()
    },
  })
  return whole
}
