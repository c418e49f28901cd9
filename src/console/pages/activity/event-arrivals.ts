import { useEffect, useState } from 'react'
import type { EventFilter, EventRowFragment } from '../../generated/types.ts'
import { isListed } from './event-filter.ts'

/** Counts the events that come while a list of them is shown, belong to it, and are not in it yet; `clear` when they are shown, too. */
export function useEventArrivals(filter: EventFilter, rows: readonly EventRowFragment[]) {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set())
  const key = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list, which begins anew
  useEffect(() => setArrived(new Set()), [key])
  return {
    waiting: arrived.size - rows.filter(({ id }) => arrived.has(id)).length,
    arrive: (event: EventRowFragment) => {
      if (isListed(event, filter)) setArrived((before) => new Set([...before, event.id]))
    },
    clear: () => setArrived(new Set()),
  }
}
