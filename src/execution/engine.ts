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
/** Of all documents that are kept, with what they weigh when parsed. */
const CACHED_BYTES = 16 * 1024 * 1024
const BYTES_PER_TOKEN = 256

export function createEngine(schema: GraphQLSchema, logger: Logger) {
  const recent = new LRUCache<string, DocumentNode>({
    max: CACHED_DOCUMENTS,
    maxSize: CACHED_BYTES,
    sizeCalculation: (document, text) => text.length + (document.tokenCount ?? text.length) * BYTES_PER_TOKEN,
  })
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
      // what has only been parsed is not worth it either: see `keep`
      documentCache: { get: (text) => recent.get(text), set: () => undefined },
      // an attacker's errors are not worth memory
      errorCache: { get: () => undefined, set: () => undefined },
    },
    plugins: [useGraphQLJs, useJit(logger)],
  })
  return {
    enveloped: yoga.getEnveloped,
    /** Keeps a valid document for when it comes again; long ones are parsed anew. */
    keep: (text: string, document: DocumentNode): void => {
      if (text.length <= CACHED_DOCUMENT_CHARACTERS && !recent.has(text)) recent.set(text, document)
    },
  }
}

/** The reference implementation in place of Yoga's own executor: its errors are those that the specification means. */
const useGraphQLJs: Plugin<Context> = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
}
