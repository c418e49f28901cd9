import { useCallback, useEffect, useRef } from 'react'

/**
 * Tells whether the component is still shown. If it is not, an answer that can be shown only once has to be shown
 * elsewhere.
 */
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
