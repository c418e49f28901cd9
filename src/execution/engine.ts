// Yoga as the execution engine: its plugins and its life cycle of one operation, with a cache of parsed documents. Its HTTP
// side is not used: Yoga's request adapter costs three times what a small query does, and it copies the context into a
// plain object, which is then no longer a `Context`.
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { LRUCache } from 'lru-cache'
import type { Context } from '../graphql/context.ts'
import type { Logger } from './errors.ts'
import { useJit } from './jit.ts'
import { SharedResults } from './shared-results.ts'

export type Engine = ReturnType<typeof createEngine>

/** The phases of one operation (parse, validate, execute, ...), each with the hooks of every plugin around it. */
export type Phases = ReturnType<Engine['enveloped']>

const MAX_CACHED_DOCUMENTS = 1000
const MAX_CACHED_DOCUMENT_CHARACTERS = 8192
/** Limits the memory of all cached documents, parsed. */
const MAX_CACHE_BYTES = 16 * 1024 * 1024
const BYTES_PER_TOKEN = 256

/** Builds the engine for a schema. Errors leave it as they are; `errors.ts` translates and masks them. */
export function createEngine(schema: GraphQLSchema, logger: Logger) {
  const documentCache = new LRUCache<string, DocumentNode>({
    max: MAX_CACHED_DOCUMENTS,
    maxSize: MAX_CACHE_BYTES,
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
      // `keepValid` fills the cache: a document that has only been parsed may still be invalid
      documentCache: { get: (text) => documentCache.get(text), set: () => undefined },
      // caching errors would let anyone fill the memory
      errorCache: { get: () => undefined, set: () => undefined },
    },
    plugins: [useGraphQLJs, useJit(logger)],
  })
  const valid = new WeakSet<DocumentNode>()
  return {
    enveloped: yoga.getEnveloped,
    sharedResults: new SharedResults(),
    /** Whether the document was found valid before. */
    isKnownToBeValid: (document: DocumentNode): boolean => valid.has(document),
    /** Keeps a valid document, so that the same text is neither parsed nor validated again; long texts are never kept. */
    keepValid: (text: string, document: DocumentNode): void => {
      if (text.length > MAX_CACHED_DOCUMENT_CHARACTERS) return
      documentCache.set(text, document)
      valid.add(document)
    },
  }
}

/** Replaces Yoga's executor by the reference implementation, whose errors are those of the specification. */
const useGraphQLJs: Plugin<Context> = {
  onExecute: ({ setExecuteFn }) => setExecuteFn(execute),
}
