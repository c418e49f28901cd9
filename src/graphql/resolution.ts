// How large answers are resolved: a few milliseconds at a time, so that other requests are served in between. Once the rows
// are there, graphql-js would resolve an answer of thousands of objects in one turn of the event loop. Here each field with
// objects, and each row that a loader hands over, waits in a queue behind the first few. Statements of loaders wait
// until no field does, so that each reads as many keys as it would without this.
import { defaultFieldResolver, type GraphQLSchema, getNamedType, isLeafType, isObjectType } from 'graphql'

/** An answer that costs less is resolved at once: it takes a few milliseconds. */
export const LARGE_COST = 500
const MAX_TURN_MS = 10
/** This many go on before the clock is checked, which costs less than a check after each. */
const GO_ON_TOGETHER = 8

/** The large answers that wait in this process. */
export class ResolutionQueue {
  readonly #waiting = new Set<Resolution>()
  #turnBeganAt: number | undefined
  #wentOn = 0
  #isRunning = false

  /** Whether the next step may go on at once. */
  admits(): boolean {
    return this.#wentOn++ < GO_ON_TOGETHER
  }

  /** Continues the waiting work of the resolution after the work that has already begun. */
  add(resolution: Resolution): void {
    this.#waiting.add(resolution)
    if (this.#isRunning) return
    this.#isRunning = true
    afterMicrotasks(() => this.#run())
  }

  #run(): void {
    if (this.#isTurnOver()) {
      setImmediate(() => this.#run())
      return
    }
    this.#wentOn = 0
    const [next] = this.#waiting
    if (next) {
      // it goes to the end of the line
      this.#waiting.delete(next)
      if (next.goOn(GO_ON_TOGETHER)) this.#waiting.add(next)
      afterMicrotasks(() => this.#run())
    } else {
      this.#isRunning = false
    }
  }

  /** Whether this turn of the event loop has lasted as long as it may, counted from the first call in it. */
  #isTurnOver(): boolean {
    const now = performance.now()
    if (this.#turnBeganAt !== undefined) return now - this.#turnBeganAt > MAX_TURN_MS
    this.#turnBeganAt = now
    setImmediate(() => {
      this.#turnBeganAt = undefined
    })
    return false
  }
}

type Step = () => void

/** What one large answer still has to do. */
export class Resolution {
  readonly #queue: ResolutionQueue
  readonly #fields: Step[] = []
  readonly #batches: Step[] = []

  constructor(queue: ResolutionQueue) {
    this.#queue = queue
  }

  /** Resolves a field when there is time for it. */
  resolve(resolver: () => unknown): unknown {
    return this.#queue.admits() ? resolver() : this.#turn().then(resolver)
  }

  /** Hands over the loaded value when there is time to process it. */
  deliver<T>(loaded: Promise<T>): Promise<T> {
    return loaded.then((found) => (this.#queue.admits() ? found : this.#turn().then(() => found)))
  }

  /** Sends the statement of a loader when no field waits. */
  send(batch: Step): void {
    this.#batches.push(batch)
    this.#queue.add(this)
  }

  /** Lets at most `most` fields go on, or sends one statement; returns whether anything is left. */
  goOn(most: number): boolean {
    const steps = this.#fields.length > 0 ? this.#fields.splice(0, most) : this.#batches.splice(0, 1)
    for (const step of steps) step()
    return this.#fields.length > 0 || this.#batches.length > 0
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#fields.push(resolve)
      this.#queue.add(this)
    })
  }
}

const resolved = Promise.resolve()

/** Calls back when everything has run that the current turn of the event loop has begun, as DataLoader does. */
export function afterMicrotasks(callback: () => void): void {
  void resolved.then(() => process.nextTick(callback))
}

/** The schema, with its fields that have objects resolved in turns where the answer is large. */
export function resolvedInTurns(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (isLeafType(getNamedType(field.type))) continue
      const { resolve = defaultFieldResolver } = field
      field.resolve = (parent, args, context: { readonly resolution: Resolution | null }, info) => {
        const resolver = () => resolve(parent, args, context, info)
        return context.resolution ? context.resolution.resolve(resolver) : resolver()
      }
    }
  }
  return schema
}
