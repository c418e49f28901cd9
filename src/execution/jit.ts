// Compiles queries with graphql-jit, but only those that it answers exactly as graphql-js does. The two differ for
// variables inside input objects (but for a required one as the only field of a reference such as `by: { id: $id }`),
// defaults of non-null variables, @skip and @include on shared fragments, and names that every object inherits, since
// graphql-jit looks names up in plain objects.
import { useGraphQlJit } from '@envelop/graphql-jit'
import {
  type ASTNode,
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isLeafType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Context } from '../graphql/context.ts'
import type { Logger } from './errors.ts'
import { measureDocument } from './limits.ts'

/** Compiling costs milliseconds, which a document that is sent only a few times does not win back. */
const RUNS_BEFORE_COMPILING = 9
/** Compiling that many blocks the event loop for some tens of milliseconds. */
const MAX_SELECTIONS = 80

interface Compilation {
  runs: number
  /** Looked at when the document has run often enough. */
  allowed?: boolean
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
        const compilation: Compilation = compilations.get(document) ?? { runs: 0 }
        compilations.set(document, compilation)
        compilation.runs++
        if (compilation.runs <= RUNS_BEFORE_COMPILING) return false
        compilation.allowed ??= isCompilable(schema, document)
        if (compilation.allowed && compilation.runs === RUNS_BEFORE_COMPILING + 1)
          logger.debug({}, 'A query is compiled')
        return compilation.allowed
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
  return hasLeafVariables(schema, operation) && isPlain(schema, document, operation)
}

/** Every variable is a scalar, an enum or a list of these, and none is non-null with a default. */
function hasLeafVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  return (operation.variableDefinitions ?? []).every(({ type, defaultValue }) => {
    const named = getNamedType(typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]))
    return isLeafType(named) && !(defaultValue && type.kind === Kind.NON_NULL_TYPE)
  })
}

/**
 * No directive, no name that objects inherit (`constructor`), and every variable is the whole value of an argument, or a
 * required one is that of a @oneOf type: such an object has no field that could be left out or have a default.
 */
function isPlain(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const required = new Set(
    operation.variableDefinitions?.flatMap(({ type, variable }) =>
      type.kind === Kind.NON_NULL_TYPE ? variable.name.value : [],
    ),
  )
  const types = new TypeInfo(schema)
  let plain = true
  const stop = () => {
    plain = false
    return BREAK
  }
  const visitor = {
    Directive: stop,
    Name: ({ value }: NameNode) => (value in Object.prototype ? stop() : undefined),
    Variable: ({ name }: VariableNode, _key: unknown, parent: unknown) => {
      const { kind } = parent as ASTNode
      if (kind === Kind.ARGUMENT || kind === Kind.VARIABLE_DEFINITION) return undefined
      const object = getNamedType(types.getParentInputType())
      const isReference = kind === Kind.OBJECT_FIELD && isInputObjectType(object) && object.isOneOf
      return isReference && required.has(name.value) ? undefined : stop()
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return plain
}
