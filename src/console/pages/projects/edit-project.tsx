import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { read, write } from '../../data/graph.ts'
import { useSaving } from '../../data/stale-writes.ts'
import { ProjectDocument, UpdateProjectDocument } from '../../generated/projects.ts'
import type { ProjectRowFragment } from '../../generated/types.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Beside } from '../../ui/Beside.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextArea } from '../../ui/Field.tsx'
import { faultsOf, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface EditProjectProps extends OfWorkspace {
  readonly project: ProjectRowFragment
  readonly onClose: () => void
}

/** Changes the description of a project; the name cannot be changed. */
export function EditProject({ project, workspace, onClose }: EditProjectProps) {
  const [base] = useState(project)
  const [description, setDescription] = useState(base.description ?? '')
  const { id, name } = base
  const { save, busy, error, clash } = useSaving({
    base,
    values: { description: description.trim() },
    textOf: (node) => node.description ?? '',
    send: (_fields, expectedVersion) =>
      write(UpdateProjectDocument, {
        input: { project: { id }, description: description.trim() || null, expectedVersion },
      }),
    reread: async () => {
      const { node } = await read(ProjectDocument, { id })
      return node && 'version' in node ? node : null
    },
    onSaved: onClose,
  })
  const faults = faultsOf(error)
  return (
    <Dialog
      open
      title={`Edit ${name}`}
      size="small"
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <CopyAs {...thingCommands.updateProject(workspace.name, name, id, description.trim())} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy} whyNot={clash && 'Choose one of the two first.'}>
            Save
          </Button>
        </>
      }
    >
      {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      {clash && (
        <Beside
          at={clash.theirs.updatedAt}
          items={[{ label: 'Description', theirs: clash.theirs.description ?? '', mine: description.trim() }]}
          busy={busy}
          onKeep={onClose}
          onOverwrite={() => void save()}
        />
      )}
      <Field label="Description" optional error={faults['description']}>
        <TextArea value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
    </Dialog>
  )
}
