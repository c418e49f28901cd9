// Changes of nodes, as the event log tells them: each event changes a number of nodes, and each of these is a place of its
// own in the log, so that a client can go on behind any of them.
import type { Row } from '../../../db/schema.ts'
import { can } from '../../access/judge.ts'
import type { NodeChange } from '../../events/catalogue/changes.ts'
import { changesOf } from '../../events/catalogue/index.ts'
import { isInAuditLog } from '../../events/read.ts'
import type { Decision, StreamOptions } from '../../events/stream.ts'
import type { Context } from '../../graphql/context.ts'
import { couldRead, loadNode } from '../../graphql/node.ts'
import type { Db } from '../../store/database.ts'
import type { Place } from '../../store/event-cursor.ts'
import { eventsAfter } from './queries.ts'

/** One node that an event changed. `part` numbers the changes of the event, from 1. */
export interface LoggedChange extends NodeChange {
  readonly seq: number
  readonly event: Row<'event'>
  /** All changes of the event. */
  readonly siblings: readonly NodeChange[]
  readonly part: number
}

/** What `nodeChanges` reads: the changes behind `start`, in the order of the log. */
export function changesBehind(
  db: Db,
  workspaceId: string,
  start: Place,
): Pick<StreamOptions<LoggedChange>, 'after' | 'read' | 'pick'> {
  // the event at which a client stopped is read again where it has seen only some of its changes
  const isSeen = ({ seq, part }: LoggedChange) => seq === start.seq && part <= start.part
  return {
    after: start.part === 0 ? start.seq : start.seq - 1,
    read: (from, limit) => eventsAfter(db, workspaceId, null, from, limit),
    pick: (event) =>
      event.seq === start.seq ? changesIn(event).filter((change) => !isSeen(change)) : changesIn(event),
  }
}

/** Every stream of the workspace delivers the same changes of an event. */
const found = new WeakMap<Row<'event'>, readonly LoggedChange[]>()

function changesIn(event: Row<'event'>): readonly LoggedChange[] {
  const known = found.get(event)
  if (known) return known
  const siblings = isInAuditLog(event) ? changesOf(event) : []
  const changes = siblings.map((change, index) => ({ ...change, seq: event.seq, event, siblings, part: index + 1 }))
  found.set(event, changes)
  return changes
}

/**
 * A change is delivered to callers who may read the node, or could if it is gone, and who hold the permission that the
 * change needs in addition. The nodes of one event are read together.
 */
export async function decideChange(change: LoggedChange, workspaceId: string, context: Context): Promise<Decision> {
  const { action, id, needs, seq, siblings } = change
  const { load, signedIn } = context
  if (needs && !can(signedIn, await load.access.load(workspaceId), needs)) return 'skip'
  if (action === 'DELETED') return (await couldRead(id, workspaceId, change.event.at, context)) ? 'deliver' : 'skip'
  const isThere = ({ action }: NodeChange) => action !== 'DELETED'
  const nodes = load.once(`nodes of event ${seq}`, async () => {
    const there = siblings.filter(isThere)
    const rows = await Promise.all(there.map((sibling) => loadNode(sibling.id, context)))
    return new Set(there.flatMap((sibling, index) => (rows[index] ? sibling.id : [])))
  })
  return (await nodes).has(id) ? 'deliver' : 'skip'
}
