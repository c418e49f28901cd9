// What somebody else changes in the workspace that is shown: each changed node that is known is asked again.
import { useEffect } from 'react'
import type { CroftError } from '../../client/index.ts'
import { ChangedDocument, NodeChangesDocument } from '../generated/changed.ts'
import { read, somethingMissed } from './graph.ts'
import { useStream } from './live.ts'
import { followNodes } from './node-changes.ts'

/** Changes that come together are asked together, and the next when those are known; at most so many at once. */
const GATHER_MS = 40
const MAX_NODES = 100

/** Keeps what is shown of a workspace as it is; `onEnd` is told why there is nothing more to follow. */
export function useNodeChanges(workspace: string | undefined, onEnd: (error: CroftError | undefined) => void): void {
  const variables = { workspace: { id: workspace ?? '' } }
  useStream(NodeChangesDocument, variables, { pause: workspace === undefined, onEnd })
  useEffect(() => {
    const changed = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const ask = async () => {
      const ids = [...changed]
      changed.clear()
      if (ids.length > MAX_NODES) somethingMissed()
      // what fails is told by the streams, too
      else await read(ChangedDocument, { ids }).catch(() => undefined)
      timer = changed.size > 0 && !isOver ? setTimeout(ask, GATHER_MS) : undefined
    }
    const unfollow = followNodes(({ action, id }) => {
      if (action !== 'UPDATED') return
      changed.add(id)
      timer ??= setTimeout(ask, GATHER_MS)
    })
    return () => {
      isOver = true
      unfollow()
      clearTimeout(timer)
    }
  }, [])
}
