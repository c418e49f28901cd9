import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { thingCommands } from '../../commands/things.ts'
import { write } from '../../data/graph.ts'
import { CreateProjectDocument } from '../../generated/projects.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface NewProjectProps extends OfWorkspace {
  readonly open: boolean
  readonly onClose: () => void
}

export const NewProject = (props: NewProjectProps) => (props.open ? <OpenNewProject {...props} /> : null)

function OpenNewProject({ workspace, onClose }: NewProjectProps) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const faults = error?.is('NAME_TAKEN') ? { name: `There is a project ${name} here.` } : faultsOf(error)
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    const input = { workspace: { id: workspace.id }, name: name.trim(), ...(description && { description }) }
    try {
      await write(CreateProjectDocument, { input })
      toast({ text: `${input.name} is there.` })
      onClose()
    } catch (failure) {
      setError(failure as CroftError)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title="New project"
      size="small"
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <CopyAs {...thingCommands.createProject(workspace.name, name.trim(), description)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      <Field
        label="Name"
        error={faults['name']}
        hint="Lower-case letters, digits and hyphens, beginning with a letter. It stays for ever."
      >
        <TextInput
          required
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="Description" optional error={faults['description']}>
        <TextArea value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
    </Dialog>
  )
}
