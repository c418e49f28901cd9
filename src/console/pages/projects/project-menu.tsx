import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { write } from '../../data/graph.ts'
import { DeleteProjectDocument } from '../../generated/projects.ts'
import type { ProjectRowFragment } from '../../generated/types.ts'
import { may, whyNot } from '../../may.ts'
import { to } from '../../routes.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { EditProject } from './edit-project.tsx'

interface ProjectMenuProps extends OfWorkspace {
  readonly project: ProjectRowFragment
}

export function ProjectMenu({ project, workspace }: ProjectMenuProps) {
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const { id, name } = project
  const why = whyNot(workspace, 'PROJECT_WRITE')
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        items={[
          { label: 'Edit…', icon: 'settings', whyNot: why, onSelect: () => setOpen('edit') },
          { label: 'Resources', icon: 'box', href: to.workspace(workspace.name, 'resources', `?project=${id}`) },
          ...(may(workspace, 'EVENT_READ')
            ? [
                {
                  label: 'Activity',
                  icon: 'activity',
                  href: to.workspace(workspace.name, 'activity', `?subject=${id}`),
                } as const,
              ]
            : []),
          { label: 'Copy id', icon: 'copy', onSelect: () => void copied(id) },
          null,
          { label: 'Delete…', icon: 'trash', danger: true, whyNot: why, onSelect: () => setOpen('delete') },
        ]}
      />
      {open === 'edit' && <EditProject project={project} workspace={workspace} onClose={close} />}
      {open === 'delete' && <DeleteProject project={project} workspace={workspace} onClose={close} />}
    </>
  )
}

interface DeleteProjectProps extends ProjectMenuProps {
  readonly onClose: () => void
}

function DeleteProject({ project: { id, name, version }, workspace, onClose }: DeleteProjectProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const remove = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await write(DeleteProjectDocument, { input: { project: { id }, expectedVersion: version } })
      toast({ text: `${name} is deleted. Its resources stay.` })
      onClose()
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
      <p>Its resources stay in the workspace, without a project. The name can be given again.</p>
      <p>
        <CopyAs {...thingCommands.deleteProject(workspace.name, name, id)} />
      </p>
    </Confirm>
  )
}

async function copied(text: string): Promise<void> {
  toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
}
