import type { Config } from '../config/config.ts'
import type { Tx } from '../store/database.ts'
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
  /** Runs `fn` in a transaction, as `Store.write` does: `fn` must be repeatable. */
  write: Store['write']
}

/** The command of a mutation field. */
export function commandOf(
  mutation: string,
  caller: Caller,
  { store, config, publicUrl }: { store: Store; config: Config; publicUrl: () => string },
): Command {
  return {
    mutation,
    caller,
    config,
    publicUrl: publicUrl().replace(/\/$/, ''),
    sealer: store.sealer,
    now: () => store.now(),
    write: <T>(fn: (tx: Tx) => Promise<T>) => store.write(fn),
  }
}
