import { useSyncExternalStore } from 'react'

/** A value that components can follow. */
export interface Signal<Value> {
  get(): Value
  set(value: Value): void
  follow(told: () => void): () => void
}

export function signal<Value>(value: Value): Signal<Value> {
  const followers = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const told of [...followers]) told()
    },
    follow: (told) => {
      followers.add(told)
      return () => void followers.delete(told)
    },
  }
}

export const useSignal = <Value>({ follow, get }: Signal<Value>): Value => useSyncExternalStore(follow, get)
