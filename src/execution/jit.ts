// Compiles queries with graphql-jit, but only those that it answers exactly as graphql-js does. It differs for variables
// inside input objects, defaults of non-null variables, @skip and @include on shared fragments, and names that every
// object inherits: it looks names up in plain objects.
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
import { measureDocument } from './limits.ts'

/** Compiling costs milliseconds, which a document that is sent only a few times does not win back. */
const RUNS_BEFORE_COMPILING = 9
/** Compiling that many blocks the event loop for some tens of milliseconds. */
const MAX_SELECTIONS = 80

interface Compilation {
  readonly allowed: boolean
  runs: number
}

/** Compiles queries that are repeated by callers who are signed in; anonymous callers must not cause that work. */
export function useJit(logger: Logger) {
  const compilations = new WeakMap<DocumentNode, Compilation>()
  return useGraphQlJit(
    {},
    {
      onError: (result) => logger.error({ errors: result.errors?.map(String) }, 'A query could not be compiled'),
      enableIf: ({ schema, document, contextValue }) => {
        if (!(contextValue as Context).principal) return false
        const compilation = compilations.get(document) ?? { allowed: isCompilable(schema, document), runs: 0 }
        compilations.set(document, compilation)
        compilation.runs++
        if (!compilation.allowed) return false
        if (compilation.runs === RUNS_BEFORE_COMPILING + 1) logger.debug({}, 'A query is compiled')
        return compilation.runs > RUNS_BEFORE_COMPILING
      },
    },
  )
}

/** Whether graphql-jit answers the document as graphql-js does, for any values of its variables. */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const [operation] = operations
  // compiled queries are cached by document: of two operations in it, the second would get the answer of the first
  if (!operation || operations.length > 1 || operation.operation !== 'query') return false
  if (measureDocument(document).selections > MAX_SELECTIONS) return false
  return hasLeafVariables(schema, operation) && isPlain(document)
}

/** Every variable is a scalar, an enum or a list of these, and none is non-null with a default. */
function hasLeafVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  return (operation.variableDefinitions ?? []).every(({ type, defaultValue }) => {
    const named = getNamedType(typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]))
    return isLeafType(named) && !(defaultValue && type.kind === Kind.NON_NULL_TYPE)
  })
}

/** No directive, no name that objects inherit (`constructor`), and every variable is the whole value of an argument. */
function isPlain(document: DocumentNode): boolean {
  let plain = true
  const stop = () => {
    plain = false
    return BREAK
  }
  visit(document, {
    Directive: stop,
    Name: ({ value }) => (value in Object.prototype ? stop() : undefined),
    Variable: (_node, _key, parent) => {
      const { kind } = parent as ASTNode
      return kind === Kind.ARGUMENT || kind === Kind.VARIABLE_DEFINITION ? undefined : stop()
    },
  })
  return plain
}
