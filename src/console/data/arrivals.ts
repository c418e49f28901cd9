import { useEffect, useState } from 'react'
import { useChangesOf } from './live.ts'

interface Row {
  readonly id: string
}

/**
 * Counts the nodes that were created while their list is shown. They are added only when the user asks for them, so
 * that nothing moves under the pointer.
 */
export function useArrivals(
  type: string,
  rows: readonly Row[],
  again: () => void,
): [arrived: number, show: () => void] {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set())
  useChangesOf(type, ({ action, id }) => {
    if (action === 'CREATED') setArrived((before) => new Set([...before, id]))
    if (action === 'DELETED') setArrived((before) => new Set([...before].filter((each) => each !== id)))
  })
  const show = () => {
    setArrived(new Set())
    again()
  }
  // what the user has created is in the list already
  const shown = new Set(arrived.size > 0 ? rows.map(({ id }) => id) : [])
  return [[...arrived].filter((id) => !shown.has(id)).length, show]
}

const FLASH_MS = 1200

/** The ids of nodes that were updated, until 1.2 s have passed without an update of any. */
export function useFlashing(type: string): ReadonlySet<string> {
  const [flashing, setFlashing] = useState<ReadonlySet<string>>(new Set())
  useChangesOf(type, ({ action, id }) => {
    if (action === 'UPDATED') setFlashing((before) => new Set([...before, id]))
  })
  useEffect(() => {
    if (flashing.size === 0) return
    const timer = setTimeout(() => setFlashing(new Set()), FLASH_MS)
    return () => clearTimeout(timer)
  }, [flashing])
  return flashing
}
