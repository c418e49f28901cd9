import { useCallback, useMemo, useSyncExternalStore } from 'react'

/** Of a phone, and of 400 %: one column alone. */
const PHONE_PX = 640
/** From this width on there is a bar at the side; what it and the edges take. */
const [SIDE_FROM_PX, SIDE_PX, EDGES_PX] = [960, 328, 48]

/** Whether a page has no room for something so wide. */
export function useNarrow(neededPx: number): boolean {
  const query = useMemo(() => {
    const alone = Math.max(PHONE_PX, neededPx + EDGES_PX)
    return window.matchMedia(
      `(width < ${Math.min(alone, SIDE_FROM_PX)}px), (${SIDE_FROM_PX}px <= width < ${neededPx + SIDE_PX}px)`,
    )
  }, [neededPx])
  const listen = useCallback(
    (listener: () => void) => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(listen, () => query.matches)
}
