import { useSyncExternalStore } from 'react'

/** Of a phone, and of 400 %: one column alone. */
const PHONE_PX = 640
/** From this width on there is a bar at the side; what it and the edges take, and what the edges take without it. */
const [SIDE_FROM_PX, SIDE_PX, EDGES_PX] = [960, 328, 48]

function listen(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Whether a page has no room for something so wide. */
export const useNarrow = (neededPx: number): boolean =>
  useSyncExternalStore(
    listen,
    () => innerWidth < Math.max(PHONE_PX, neededPx + (innerWidth < SIDE_FROM_PX ? EDGES_PX : SIDE_PX)),
  )
