// A plan counts no more than a thousand rows of a step, so that `deleteWorkspace` answers soon, whatever a workspace
// holds. The process that carries a deletion out counts the rest before it removes the first row, in slices outside of
// any transaction. If it dies meanwhile, the next process starts the step again: nothing of a step is stored until all
// of it is counted.
import type { Lease } from '../background/lease.ts'
import type { Store } from '../store/store.ts'
import { lockLeased } from './lease.ts'
import { countOn } from './plan.ts'
import { change, findStep, type Step } from './record.ts'
import { MAX_PLANNED } from './steps/step.ts'

/** An index has the ids: counting this many takes about two milliseconds. */
const ROWS_AT_ONCE = 4000

/** Counts what the plan left uncounted, one slice at each call of `next`; it ends when the record has every count. */
export async function* countRest(store: Store, lease: Lease): AsyncGenerator<void, void> {
  const uncounted = await store.db
    .selectFrom('deletion_step')
    .innerJoin('deletion', 'deletion.id', 'deletion_step.deletion_id')
    .where('deletion_id', '=', lease.id)
    .where('deletion_step.state', '=', 'WAITING')
    .where('deletion_step.total', '=', MAX_PLANNED)
    .select(['position', 'name', 'workspace_id'])
    .execute()
  for (const { position, name, workspace_id } of uncounted) {
    let total = 0
    let behind = ''
    for (;;) {
      const counted = await countOn(store.db, name, workspace_id, behind, ROWS_AT_ONCE)
      if (!counted) break
      total += counted.count
      behind = counted.last
      if (counted.count < ROWS_AT_ONCE) {
        await setTotal(store, lease, position, total)
        break
      }
      yield
    }
    yield
  }
}

function setTotal(store: Store, lease: Lease, position: Step['position'], total: number): Promise<void> {
  return store.write(async (tx) => {
    const deletion = await lockLeased(tx, lease)
    if (deletion?.state !== 'RUNNING') return
    const step = await findStep(tx, lease.id, position)
    const more = total - step.total
    if (more <= 0) return
    await change(tx, { deletion, step }, {}, { step: { total }, deletion: { total: deletion.total + more } })
  })
}
