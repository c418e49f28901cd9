import { useEffect, useState } from 'react'
import type { EventFilter, EventRowFragment } from '../../generated/types.ts'
import { isListed } from './event-filter.ts'

/**
 * Counts the new events that belong to the shown list but are not in it yet. `clear` resets the count once they are
 * shown.
 */
export function useEventArrivals(filter: EventFilter, rows: readonly EventRowFragment[]) {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set())
  const key = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list, whose count starts at zero
  useEffect(() => setArrived(new Set()), [key])
  return {
    waiting: arrived.size - rows.filter(({ id }) => arrived.has(id)).length,
    arrive: (event: EventRowFragment) => {
      if (isListed(event, filter)) setArrived((before) => new Set([...before, event.id]))
    },
    clear: () => setArrived(new Set()),
  }
}
