// Documents: this client's own, and those of its caller, which graphql-codegen, gql.tada or graphql-tag have made.

/** A document with the types of its data and variables, as graphql-codegen and gql.tada have them, too. */
export interface TypedDocument<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data
}

/** A text, or a document that was parsed from one. */
export type UntypedDocument = string | { readonly loc?: { readonly source: { readonly body: string } } | undefined }

/** A typed document that is its text. */
export type Document<Data, Variables> = string & TypedDocument<Data, Variables>

/** Gives a text its types. */
export const doc = <Data, Variables>(text: string): Document<Data, Variables> => text as Document<Data, Variables>

/** The text of a document: of a parsed one that from which it was parsed. */
export function textOf(document: unknown): string {
  const parsed = document as { loc?: { source?: { body?: string } } } | null
  const text = parsed?.loc?.source?.body ?? String(document)
  if (text.startsWith('[object'))
    throw new TypeError('The document has no text: give its text, or parse it with locations')
  return text
}

export type Operation = 'query' | 'mutation' | 'subscription'

/** What the first operation of a document is. */
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

/** What a text of `operations/`, which the generator has squeezed, is for. */
export interface Method {
  /** Of the operation, and of the method. */
  readonly name: string
  readonly operation: Operation | 'fragment'
  /** Where in the answer its result is: a query passes through one object that holds what it is for. */
  readonly path: readonly string[]
  readonly isList: boolean
}

/** A text with the fragments among these texts that it needs. */
export function withFragments(text: string, texts: readonly string[]): string {
  const parts = new Set([text])
  // what is added while the set is iterated is iterated, too
  for (const part of parts) {
    for (const [, name] of part.matchAll(/\.\.\.(?!on )(\w+)/g)) {
      parts.add(texts.find((each) => each.startsWith(`fragment ${name} `)) as string)
    }
  }
  return [...parts].join('')
}

export function methodOf(text: string): Method {
  const [, operation = '', name = ''] = /^(\w+) (\w+)/.exec(text) ?? []
  const [, root = '', inner] = /\{(\w+)(?:\([^)]*\))?(?:\{(?:\.\.\.on \w+\{)?(\w+)[({])?/.exec(text) ?? []
  const passes = operation === 'query' && inner && inner !== 'nodes'
  return {
    name,
    operation: operation as Operation | 'fragment',
    path: passes ? [root, inner] : [root],
    isList: text.includes('pageInfo{'),
  }
}
