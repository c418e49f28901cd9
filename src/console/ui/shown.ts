import { useCallback, useEffect, useRef } from 'react'

/** Tells whether the component is still shown: what an answer holds once alone must be told in another way when it is not. */
export function useIsShown(): () => boolean {
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  return useCallback(() => isShown.current, [])
}
