import { type ComponentType, useEffect, useState } from 'react'
import { toast } from './Toasts.tsx'

type Loaded<Props> = () => Promise<{ readonly default: ComponentType<Props> }>

/**
 * A component that is loaded when it is first wanted; null until then. If it cannot be loaded, a toast says so, and the
 * next time it is wanted it is loaded again. `lazy` of React would take the whole page down outside of a boundary.
 */
export function usePart<Props = object>(
  load: Loaded<Props>,
  isWanted: boolean,
  onFailed: () => void = () => undefined,
): ComponentType<Props> | null {
  const [part, setPart] = useState<ComponentType<Props> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one attempt each time that it is wanted
  useEffect(() => {
    if (!isWanted || part) return
    let isCurrent = true
    load().then(
      ({ default: loaded }) => isCurrent && setPart(() => loaded),
      () => {
        if (!isCurrent) return
        toast({ text: 'This part of the page could not be loaded. Try again.', tone: 'danger' })
        onFailed()
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isWanted, part])
  return isWanted ? part : null
}
