import { useCallback, useSyncExternalStore } from 'react'
import { serverNow } from '../data/clock.ts'

const TICK_MS = 1000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time at the server, in steps of so many ms. All components share one timer, and each renders once per step. */
export function useNow(stepMs: number): number {
  const read = useCallback(() => Math.floor(serverNow() / stepMs) * stepMs, [stepMs])
  return useSyncExternalStore(listen, read)
}
