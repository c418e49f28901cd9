import { useEffect, useState } from 'react'
import { useChangesOf } from './live.ts'

interface Row {
  readonly id: string
}

/** Nodes that came while their list is shown: they wait until they are asked for, so that nothing moves under the pointer. */
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
  // what the reader has made is in the list already
  const shown = new Set(arrived.size > 0 ? rows.map(({ id }) => id) : [])
  return [[...arrived].filter((id) => !shown.has(id)).length, show]
}

const FLASH_MS = 1200

/** Nodes that have just changed. */
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
