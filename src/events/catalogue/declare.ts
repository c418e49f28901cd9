// How an event is declared, once: its data, its sentence, the nodes that it changes, whose rights it may take
// away, and who reads it. `data` holds ids, names and roles before and after; of labels and specs only the keys that changed;
// never a secret.
import { type ChangesOf, changesNothing } from './changes.ts'
import { nobody, type RightsOf } from './rights.ts'

interface Declaration<Data> {
  /** What follows the actor's name in the event's summary. */
  readonly sentence: (data: Data) => string
  readonly changes: ChangesOf<Data>
  readonly takesRightsOf: RightsOf<Data>
  /** False for events that only the live stream of one deletion shows. */
  readonly inAuditLog: boolean
}

export interface StoredEvent<Data> extends Declaration<Data> {
  readonly stored: true
}
export interface UnstoredEvent<Data> extends Declaration<Data> {
  readonly stored: false
}

/** An event that `append` writes to the log. */
export function event<Data>(
  declaration: Pick<Declaration<Data>, 'sentence' | 'changes' | 'takesRightsOf'> & { inAuditLog?: false },
): StoredEvent<Data> {
  return { inAuditLog: true, ...declaration, stored: true }
}

/** An event that is made for one subscriber and never written to the log: `append` does not accept its type. */
export function unstoredEvent<Data>({ sentence }: Pick<Declaration<Data>, 'sentence'>): UnstoredEvent<Data> {
  return { sentence, changes: changesNothing, takesRightsOf: nobody, inAuditLog: false, stored: false }
}
