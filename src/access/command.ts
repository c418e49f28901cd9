import type { Config } from '../config/config.ts'
import { AppError } from '../errors.ts'
import type { Tx } from '../store/database.ts'
import { claimKey, type IdempotencyKey, keepOutcome } from '../store/idempotency.ts'
import type { Sealer } from '../store/sealer.ts'
import type { Store } from '../store/store.ts'
import type { Caller } from './principal.ts'

/** One mutation that is being carried out: which one, for whom, and the only way in which its action may write. */
export interface Command {
  /** The name of the mutation field. */
  readonly mutation: string
  readonly caller: Caller
  readonly config: Config
  /** The address at which clients reach the server, without a slash at its end. */
  readonly publicUrl: string
  readonly sealer: Sealer
  /** This instant, RFC 3339 in UTC. */
  now(): string
  /** Runs `fn` in a transaction, as `Store.write` does: `fn` must be repeatable. Throws if the key of the mutation is taken. */
  write: Store['write']
}

/** A mutation that is carried out only once, however often it is requested with this key. */
export interface KeyedMutation {
  readonly key: IdempotencyKey
  /** What is stored, encrypted, of the transaction's answer: the fields of the payload except secrets. */
  kept(answer: unknown): string
}

/** The command of a mutation field. */
export function commandOf(
  mutation: string,
  caller: Caller,
  { store, config, publicUrl }: { store: Store; config: Config; publicUrl: () => string },
  keyed: KeyedMutation | null,
): Command {
  return {
    mutation,
    caller,
    config,
    publicUrl: publicUrl().replace(/\/$/, ''),
    sealer: store.sealer,
    now: () => store.now(),
    write: <T>(fn: (tx: Tx) => Promise<T>) => store.write(keyed ? withKey(keyed, store, fn) : fn),
  }
}

/** The transaction with its key: both are committed, or neither. */
function withKey<T>({ key, kept }: KeyedMutation, store: Store, fn: (tx: Tx) => Promise<T>): (tx: Tx) => Promise<T> {
  return async (tx) => {
    // a client sees this only if the other request's answer has expired in the meantime
    if (!(await claimKey(tx, key, store.now()))) throw new AppError('UNAVAILABLE', 'The key was in use: try again')
    const answer = await fn(tx)
    await keepOutcome(tx, key.id, kept(answer))
    return answer
  }
}
