import { initGraphQLTada } from 'gql.tada'
import type { introspection } from './generated/introspection.ts'

interface Croft {
  introspection: typeof introspection
  disableMasking: true
  scalars: {
    ID: string
    DateTime: string
    JSONObject: Record<string, unknown>
    EmailAddress: string
    URL: string
    UUID: string
    Duration: string
    Cursor: string
  }
}

const parse: initGraphQLTada<Croft> = initGraphQLTada<Croft>()

/** The texts of a document: its own, and those of the fragments that it spreads, each once. */
const textsOf = new WeakMap<object, ReadonlySet<string>>()

/**
 * A document with the types of its data and variables, derived from its text; `fragments` are those that it spreads.
 */
export const gql: initGraphQLTada<Croft> = Object.assign((text: string, fragments: readonly object[] = []) => {
  const document: { loc?: object } = parse(text, fragments as never)
  const texts = new Set([text, ...fragments.flatMap((fragment) => [...(textsOf.get(fragment) ?? [])])])
  textsOf.set(document, texts)
  // gql.tada leaves out the text of operations, which is what is sent
  document.loc = { source: { body: [...texts].join('\n') } }
  return document
}, parse) as typeof parse
