// Subscriptions to the same events with the same document get the same text, if every field that it selects is the same for
// all (`graphql/same-for-all.ts`): the first stream executes an event, for nobody in particular, and the others send its text.
import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { ResultText } from './result-text.ts'

/**
 * Texts in memory together, and events to which they belong; streams get to an event at nearly the same time. Beside a
 * text are its bytes for each transport.
 */
const MAX_CHARACTERS = 1024 * 1024
const MAX_EVENTS = 500

const verdicts = new WeakMap<OperationDefinitionNode, boolean>()

/** Whether all subscribers of this operation get the same result of an event. */
export function isSameForAll(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  const known = verdicts.get(operation)
  if (known !== undefined) return known
  const verdict = judge(schema, document)
  verdicts.set(operation, verdict)
  return verdict
}

/** Every field is marked; a directive could depend on a variable. */
function judge(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let same = true
  const stop = () => {
    same = false
    return BREAK
  }
  const visitor = {
    Directive: stop,
    Field: () => {
      const field = types.getFieldDef()
      return field?.extensions['sameForAll'] || field?.name === '__typename' ? undefined : stop()
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return same
}

/** The results of the newest events, printed, by event and operation; the oldest go first. */
export class SharedResults {
  readonly #byEvent = new Map<object, Map<OperationDefinitionNode, ResultText>>()
  #characters = 0

  get(event: object, operation: OperationDefinitionNode): ResultText | undefined {
    return this.#byEvent.get(event)?.get(operation)
  }

  set(event: object, operation: OperationDefinitionNode, text: ResultText): void {
    const ofEvent = this.#byEvent.get(event) ?? new Map<OperationDefinitionNode, ResultText>()
    this.#byEvent.set(event, ofEvent.set(operation, text))
    this.#characters += text.json.length
    for (const [oldest, results] of this.#byEvent) {
      if (this.#characters <= MAX_CHARACTERS && this.#byEvent.size <= MAX_EVENTS) return
      this.#byEvent.delete(oldest)
      for (const dropped of results.values()) this.#characters -= dropped.json.length
    }
  }
}
