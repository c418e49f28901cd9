// Documents: the client's own ones, and those of its caller, made by graphql-codegen, gql.tada or graphql-tag.

/** A document with the types of its data and variables, compatible with graphql-codegen and gql.tada. */
export interface TypedDocument<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data
}

/** A text, or a document parsed from one. A document with types takes the variables of these types. */
export type UntypedDocument =
  | string
  | { readonly loc?: { readonly source: { readonly body: string } } | undefined; readonly __apiType?: undefined }

/** A typed document in the form of its text. */
export type Document<Data, Variables> = string & TypedDocument<Data, Variables>

/** Gives a text its types. */
export const doc = <Data, Variables>(text: string): Document<Data, Variables> => text as Document<Data, Variables>

/** The text of a document; for a parsed one, the text from which it was parsed. */
export function textOf(document: unknown): string {
  const text = (document as { loc?: { source?: { body?: string } } }).loc?.source?.body ?? String(document)
  if (text.startsWith('[')) throw new TypeError('The document has no text: parse with locations')
  return text
}

export type Operation = 'query' | 'mutation' | 'subscription'

/** The type of the first operation of a document, for callers who choose between `query` and `subscribe`. */
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

/** A text with those of the given fragments that it needs. */
export function withFragments(text: string, all: readonly { readonly name: string; readonly text: string }[]): string {
  const parts = new Set([text])
  // the loop also visits what is added to the set meanwhile
  for (const part of parts) {
    for (const [, name] of part.matchAll(/\.\.\.(?!on )(\w+)/g)) {
      parts.add(all.find((each) => each.name === name)?.text ?? '')
    }
  }
  return [...parts].join('')
}

/** The content of one line of the generated texts. */
export interface Method {
  /** The text that is sent, without its fragments. */
  readonly text: string
  /** The name of the operation, and of the method. */
  readonly name: string
  readonly operation: Operation | 'fragment'
  /** The fields of a mutation's input that are references, as in `arguments.ts`. */
  readonly references: string
  /** The path of the result in the answer: a query may pass through one object that contains the result. */
  readonly path: readonly string[]
  readonly isList: boolean
}

/**
 * Parses a line of the generated texts: `query name(…){…}`, or `!name references{selection}` for a mutation, which
 * always passes its input on.
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
