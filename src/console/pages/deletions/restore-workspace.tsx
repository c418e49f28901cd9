import { useState } from 'react'
import { toastFailure, write } from '../../data/graph.ts'
import { whereabouts } from '../../data/whereabouts.ts'
import { RestoreWorkspaceDocument } from '../../generated/deletion.ts'
import { tellAndLead } from '../../lead.ts'
import { to } from '../../routes.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/Toasts.tsx'
import type { OfDeletion } from './deletion-words.ts'

/** Restores a workspace whose deletion has not begun, and opens its page. */
export function RestoreWorkspace({ deletion }: OfDeletion) {
  const { id, workspaceDisplayName, canRestore } = deletion
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    const isHere = whereabouts()
    try {
      const { restoreWorkspace } = await write(RestoreWorkspaceDocument, { input: { deletion: id } })
      const text = `${workspaceDisplayName} is back, with all that it held.`
      const { workspace } = restoreWorkspace
      if (workspace) tellAndLead(isHere(), to.workspace(workspace.name), text)
      else toast({ text })
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      kind="primary"
      icon="retry"
      busy={busy}
      data-main-action
      whyNot={canRestore ? undefined : 'Those who owned the workspace can restore it, and platform admins.'}
      onClick={() => void restore()}
    >
      Restore
    </Button>
  )
}
