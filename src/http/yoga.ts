// Yoga as the engine: its parser cache, its plugins, its life cycle. Its HTTP side is not used: the adapter costs three
// times what a small query does, and copies the context into a new object, which is then no `Context` any more.
import { type DocumentNode, execute, type GraphQLSchema, subscribe } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { Context } from '../graphql/context.ts'
import type { Logger } from './errors.ts'
import { useJit } from './jit.ts'

/** The phases of one operation, each with every plugin's hooks around it. */
export type Engine = ReturnType<typeof createEngine>

const CACHED_DOCUMENTS = 1000
const CACHED_DOCUMENT_CHARACTERS = 8192

export function createEngine(schema: GraphQLSchema, logger: Logger) {
  const yoga = createYoga<Context>({
    schema,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: {
      debug: (...parts: unknown[]) => logger.debug(parts.map(String).join(' ')),
      info: (...parts: unknown[]) => logger.info(parts.map(String).join(' ')),
      warn: (...parts: unknown[]) => logger.warn(parts.map(String).join(' ')),
      error: (...parts: unknown[]) => logger.error(parts.map(String).join(' ')),
    },
    parserAndValidationCache: {
      documentCache: recentDocuments(),
      // an attacker's errors are not worth memory
      errorCache: { get: () => undefined, set: () => undefined },
    },
    plugins: [useGraphQLJs, useJit(logger)],
  })
  return yoga.getEnveloped
}

/** The reference implementation in place of Yoga's own executor: its errors are those that the specification means. */
const useGraphQLJs: Plugin<Context> = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
}

/** The documents used last, by their text; long ones are parsed anew rather than kept. */
function recentDocuments() {
  const recent = new LRUCache<string, DocumentNode>({ max: CACHED_DOCUMENTS })
  return {
    get: (text: string): DocumentNode | undefined => recent.get(text),
    set: (text: string, document: DocumentNode): void => {
      if (text.length <= CACHED_DOCUMENT_CHARACTERS) recent.set(text, document)
    },
  }
}
