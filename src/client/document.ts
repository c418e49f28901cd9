// Documents: this client's own, and those of its caller, which graphql-codegen, gql.tada or graphql-tag have made.

/** A document with the types of its data and variables, as graphql-codegen and gql.tada have them, too. */
export interface TypedDocument<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data
}

/** A text, or a document that was parsed from one. One with types takes the variables that these say. */
export type UntypedDocument =
  | string
  | { readonly loc?: { readonly source: { readonly body: string } } | undefined; readonly __apiType?: undefined }

/** A typed document that is its text. */
export type Document<Data, Variables> = string & TypedDocument<Data, Variables>

/** Gives a text its types. */
export const doc = <Data, Variables>(text: string): Document<Data, Variables> => text as Document<Data, Variables>

/** The text of a document: of a parsed one that from which it was parsed. */
export function textOf(document: unknown): string {
  const text = (document as { loc?: { source?: { body?: string } } }).loc?.source?.body ?? String(document)
  if (text.startsWith('[')) throw new TypeError('The document has no text: parse with locations')
  return text
}

export type Operation = 'query' | 'mutation' | 'subscription'

/** What the first operation of a document is, for callers who choose between `query` and `subscribe`. */
export function operationOf(text: string): Operation {
  const bare = text.replace(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, '')
  let depth = 0
  for (const [token] of bare.matchAll(/[{}()]|\bfragment\s+\w+\s+on\s+\w+|\b(?:query|mutation|subscription)\b/g)) {
    if (token === '{' || token === '(') depth++
    else if (token === '}' || token === ')') depth--
    else if (depth === 0 && !token.startsWith('fragment')) return token as Operation
  }
  return 'query'
}

/** A text with the fragments among these that it needs. */
export function withFragments(text: string, all: readonly { readonly name: string; readonly text: string }[]): string {
  const parts = new Set([text])
  // what is added while the set is iterated is iterated, too
  for (const part of parts) {
    for (const [, name] of part.matchAll(/\.\.\.(?!on )(\w+)/g)) {
      parts.add(all.find((each) => each.name === name)?.text ?? '')
    }
  }
  return [...parts].join('')
}

/** What a line of the generated texts stands for. */
export interface Method {
  /** As it is sent, without its fragments. */
  readonly text: string
  /** Of the operation, and of the method. */
  readonly name: string
  readonly operation: Operation | 'fragment'
  /** The fields of a mutation's input that are references, as in `arguments.ts`. */
  readonly references: string
  /** Where in the answer its result is: a query passes through one object that holds what it is for. */
  readonly path: readonly string[]
  readonly isList: boolean
}

/**
 * A line of the generated texts: `query name(…){…}`, or `!name references{selection}` for a mutation, all of which pass
 * their input on.
 */
export function methodOf(line: string): Method {
  const [, mutation, references = '', selection = ''] = /^!(\w+)(.*?)(\{.*)/.exec(line) ?? []
  const input = mutation?.replace(/^./, (first) => first.toUpperCase())
  const text = mutation ? `mutation ${mutation}($input:${input}Input!){${mutation}(input:$input)${selection}}` : line
  const [, operation, name = ''] = /^(\w+) (\w+)/.exec(text) ?? []
  const [, root = '', inner] = /\{(\w+)(?:\([^)]*\))?(?:\{(?:\.\.\.on \w+\{)?(\w+)[({])?/.exec(text) ?? []
  const passes = operation === 'query' && inner && inner !== 'nodes'
  return {
    name,
    operation: operation as Method['operation'],
    references,
    text,
    path: passes ? [root, inner] : [root],
    isList: text.includes('pageInfo{'),
  }
}
