import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(width < 640px)')

function listen(listener: () => void): () => void {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether there is room for one column alone, as on a phone or at 400 %. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => query.matches)
}
