import { RequestCache } from '@pothos/plugin-scope-auth'
import type { Row } from '../../db/schema.ts'
import { createLoaders, type Loaders, type LoaderTurns } from '../access/loaders.ts'
import type { Caller, Principal } from '../access/principal.ts'
import type { Authenticator, Credential } from '../auth/authenticate.ts'
import type { Pace } from '../background/pace.ts'
import type { Config } from '../config/config.ts'
import { AppError } from '../errors.ts'
import type { EventHub } from '../events/hub.ts'
import type { IdempotencyKey } from '../store/idempotency.ts'
import type { Turns } from '../store/slices.ts'
import type { Store } from '../store/store.ts'
import type { OpenStreams } from './open-streams.ts'
import { afterMicrotasks, Resolution, type ResolutionQueue } from './resolution.ts'
import { RequestTurns, type TurnQueue } from './turns.ts'

/** What the whole server shares; built once in `app.ts`. */
export interface Services {
  readonly config: Config
  readonly store: Store
  readonly hub: EventHub
  readonly pace: Pace
  /** The slices of reads that look at many rows. */
  readonly turnQueue: TurnQueue
  /** What is left to resolve of large answers. */
  readonly resolutionQueue: ResolutionQueue
  /** How many streams each credential has open. */
  readonly openStreams: OpenStreams
  /** Reads the credential again: the same caller as of now, or the error that refuses it. */
  readonly authenticate: Authenticator
  /** Aborted when the server begins to stop: no stream is opened any more. */
  readonly stopping: AbortSignal
  readonly publicUrl: () => string
}

/** One request, or one event of a stream. */
export class Context implements Services {
  readonly config: Config
  readonly store: Store
  readonly hub: EventHub
  readonly pace: Pace
  readonly turnQueue: TurnQueue
  readonly resolutionQueue: ResolutionQueue
  readonly openStreams: OpenStreams
  readonly authenticate: Services['authenticate']
  readonly stopping: AbortSignal
  readonly publicUrl: () => string
  readonly requestId: string
  readonly ip: string | null
  readonly #credential: Credential
  principal: Principal | null
  load: Loaders
  /** The key of a mutation that is carried out only once. */
  idempotencyKey: IdempotencyKey | null = null
  /** Set for an answer that is resolved in turns. */
  resolution: Resolution | null = null
  #turns: Turns | undefined
  #isStream = false

  constructor(
    services: Services,
    request: { requestId: string; ip: string | null; credential: Credential; principal: Principal | null },
  ) {
    this.config = services.config
    this.store = services.store
    this.hub = services.hub
    this.pace = services.pace
    this.turnQueue = services.turnQueue
    this.resolutionQueue = services.resolutionQueue
    this.openStreams = services.openStreams
    this.authenticate = services.authenticate
    this.stopping = services.stopping
    this.publicUrl = services.publicUrl
    this.requestId = request.requestId
    this.ip = request.ip
    this.#credential = request.credential
    this.principal = request.principal
    this.load = this.#newLoaders(this.principal?.row)
  }

  /** The caller; UNAUTHENTICATED for an anonymous one. */
  get caller(): Caller {
    return { principal: this.signedIn, requestId: this.requestId, ip: this.ip }
  }

  /** The same request without its caller, for results that do not depend on the caller; it has read nothing yet. */
  forNobody(): Context {
    const { requestId, ip } = this
    return new Context(this, { requestId, ip, credential: {}, principal: null })
  }

  /** The principal; UNAUTHENTICATED where there is none. */
  get signedIn(): Principal {
    if (!this.principal) throw new AppError('UNAUTHENTICATED', 'Sign in first')
    return this.principal
  }

  /** The turns of this request, or of this event of a stream. */
  get turns(): Turns {
    // `Pace` counts the request that opens a stream, but not what its events resolve
    this.#turns ??= new RequestTurns(this.turnQueue, this.store.readSlice, this.signedIn.id, !this.#isStream)
    return this.#turns
  }

  /** The answer is large: it is resolved in turns from here on. */
  resolveInTurns(): void {
    this.resolution = new Resolution(this.resolutionQueue)
  }

  /**
   * Reads the caller again, and forgets all that was read for it. UNAUTHENTICATED if the credential is no longer valid.
   */
  async authenticateAgain(): Promise<void> {
    const principal = await this.authenticate(this.#credential, { again: true })
    if (!principal) throw new AppError('UNAUTHENTICATED', 'Sign in first')
    this.principal = principal
    this.forget()
  }

  /** Begins the next event of a stream: it resolves the state at that moment, for the caller as it was read last. */
  startEvent(): void {
    this.#turns = undefined
    this.#isStream = true
    this.forget()
  }

  /** Forgets every row that was read, and what was made of them. */
  forget(): void {
    this.load = this.#newLoaders()
    // without this a stream would be judged by its first event
    forgetScopes(this)
  }

  #newLoaders(justRead: Row<'user'> | null = null): Loaders {
    const turns: LoaderTurns = {
      send: (batch) => (this.resolution ? this.resolution.send(batch) : afterMicrotasks(batch)),
      deliver: (loaded) => (this.resolution ? this.resolution.deliver(loaded) : loaded),
    }
    return createLoaders(this.store.db, this.principal, turns, justRead)
  }
}

/**
 * Releases what the guard keeps of a request that has been answered. It sits in a WeakMap, whose values V8's minor collector
 * takes for reachable: every row that the request has read would survive it.
 */
export function forgetScopes(context: Context): void {
  RequestCache.clearForContext(context as never)
}
