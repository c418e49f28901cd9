import { useState } from 'react'
import { toastFailure, write } from '../../data/graph.ts'
import { RetryDeletionDocument } from '../../generated/retry-deletion.ts'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/Toasts.tsx'

interface RetryDeletionProps {
  /** In a list there may be several of these buttons: each is smaller, and names its deletion. */
  readonly inRow?: boolean
  readonly deletion: { readonly id: string; readonly workspaceDisplayName: string; readonly canRetry: boolean }
}

/** Resumes a failed deletion from where it stopped. */
export function RetryDeletion({ deletion, inRow = false }: RetryDeletionProps) {
  const { id, workspaceDisplayName, canRetry } = deletion
  const [busy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    try {
      await write(RetryDeletionDocument, { input: { deletion: id } })
      toast({ text: `The deletion of ${workspaceDisplayName} goes on.` })
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      kind={inRow ? 'plain' : 'primary'}
      icon="retry"
      busy={busy}
      data-main-action={inRow ? undefined : true}
      whyNot={canRetry ? undefined : 'Those who owned the workspace can retry it, and platform admins.'}
      onClick={() => void retry()}
    >
      Retry{inRow && <span className="visually-hidden"> the deletion of {workspaceDisplayName}</span>}
    </Button>
  )
}
