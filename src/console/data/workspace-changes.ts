// Follows changes in the shown workspace: each changed node that is cached is requested again.
import { useEffect } from 'react'
import type { CroftError } from '../../client/index.ts'
import { ChangedDocument, NodeChangesDocument } from '../generated/changed.ts'
import { read, somethingMissed } from './graph.ts'
import { useStream } from './live.ts'
import { followNodes } from './node-changes.ts'

/** Changes within this time are requested together, at most so many at once, and the next ones after the answer. */
const GATHER_MS = 40
const MAX_NODES = 100

/** Keeps the shown data of a workspace up to date; `onEnd` is called with the reason when the stream has ended. */
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
      // the streams report a failure, too
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
