import { createContext, useContext } from 'react'
import type { FrameQuery } from '../generated/types.ts'

/** Null only outside of the frame, where there are no pages. */
export const FrameContext = createContext<FrameQuery | null>(null)

/** The signed-in user, and the data about the server. */
export function useFrame(): FrameQuery {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('A page is shown inside of the frame')
  return frame
}
