import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { write } from '../../data/graph.ts'
import { DeleteResourceDocument } from '../../generated/resources.ts'
import type { ResourceRowFragment } from '../../generated/types.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface DeleteResourceProps extends OfWorkspace {
  readonly resource: ResourceRowFragment
  readonly onClose: () => void
  readonly onDeleted: () => void
}

export function DeleteResource({ resource, workspace, onClose, onDeleted }: DeleteResourceProps) {
  const { id, kind, name, version } = resource
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const remove = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await write(DeleteResourceDocument, { input: { resource: { id }, expectedVersion: version } })
      toast({ text: `${name} is out of the register.` })
      onDeleted()
    } catch (failure) {
      setError(tell(failure))
      setBusy(false)
    }
  }
  return (
    <Confirm
      open
      title={`Delete ${name}?`}
      verb="Delete"
      busy={busy}
      error={error}
      onClose={onClose}
      onConfirm={() => void remove()}
    >
      <p>
        It is taken out of the register. What it stands for stays with its service, and a deletion of the workspace no
        longer knows of it.
      </p>
      <p>
        <CopyAs {...thingCommands.deleteResource(workspace.name, kind.name, name, id)} />
      </p>
    </Confirm>
  )
}
