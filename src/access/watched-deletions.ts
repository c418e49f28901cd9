import { sql } from 'kysely'
import { allOf, type Condition } from '../store/filter.ts'
import { boundWorkspace, type Principal } from './principal.ts'

/** Whether the caller watches `deletion`: it requested it, was an owner then, or is a platform admin. */
export function watches(principal: Principal): Condition {
  if (principal.watchesDeletion !== null) return sql<boolean>`deletion.id = ${principal.watchesDeletion}`
  const bound = boundWorkspace(principal)
  const here = bound === null ? allOf([]) : sql<boolean>`deletion.workspace_id = ${bound}`
  if (principal.platformAdmin) return here
  const watching = sql<boolean>`exists (
    select 1 from deletion_watcher as watcher
    where watcher.deletion_id = deletion.id and watcher.user_id = ${principal.id}
  )`
  return allOf([here, watching])
}

/** Whether the list of watched deletions is read from all deletions, and not from the caller's own. */
export const seesAllDeletions = (principal: Principal): boolean =>
  principal.platformAdmin || principal.watchesDeletion !== null
