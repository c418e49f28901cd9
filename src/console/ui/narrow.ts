import { useSyncExternalStore } from 'react'

/** Below this width, as on a phone or at 400 % zoom, there is only one column. */
const PHONE_PX = 640
/**
 * From the first width on, the page has a sidebar; then the width of sidebar and margins, and that of the margins
 * alone.
 */
const [SIDE_FROM_PX, SIDE_PX, EDGES_PX] = [960, 328, 48]

function listen(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Whether the page is too narrow for content of this width. */
export const useNarrow = (neededPx: number): boolean =>
  useSyncExternalStore(
    listen,
    () => innerWidth < Math.max(PHONE_PX, neededPx + (innerWidth < SIDE_FROM_PX ? EDGES_PX : SIDE_PX)),
  )
