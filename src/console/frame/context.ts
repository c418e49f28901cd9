import { createContext, useContext } from 'react'
import type { FrameQuery } from '../generated/types.ts'

/** Null outside of the frame, where no page is. */
export const FrameContext = createContext<FrameQuery | null>(null)

/** Who is signed in, and what the server is. */
export function useFrame(): FrameQuery {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('A page is shown inside of the frame')
  return frame
}
