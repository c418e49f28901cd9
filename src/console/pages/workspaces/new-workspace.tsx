import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { workspaceCommands } from '../../commands/workspaces.ts'
import { write } from '../../data/graph.ts'
import { whereabouts } from '../../data/whereabouts.ts'
import type { WorkspaceHosting, WorkspaceVisibility } from '../../generated/types.ts'
import { CreateWorkspaceDocument } from '../../generated/workspaces.ts'
import { lead } from '../../lead.ts'
import { to } from '../../routes.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Radios, TextInput } from '../../ui/Field.tsx'
import { faultsOf, tell } from '../../words.ts'

interface NewWorkspaceProps {
  readonly onClose: () => void
}

export default function NewWorkspace({ onClose }: NewWorkspaceProps) {
  const [error, setError] = useState<CroftError>()
  const [busy, setBusy] = useState(false)
  const [displayName, setDisplayName] = useState('')
  const [hosting, setHosting] = useState<WorkspaceHosting>('MANAGED')
  const faults = faultsOf(error)
  const submit = async (form: FormData) => {
    setBusy(true)
    setError(undefined)
    const input = inputOf(form)
    const isHere = whereabouts()
    try {
      const { workspace } = (await write(CreateWorkspaceDocument, { input })).createWorkspace
      const waits = isHere()
      onClose()
      lead(waits, to.workspace(workspace.name), `${displayName} is there.`)
    } catch (failure) {
      setError(failure as CroftError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title="New workspace"
      onClose={onClose}
      onSubmit={(form) => void submit(form)}
      footer={
        <>
          <CopyAs {...workspaceCommands.createWorkspace(displayName)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      <Field label="Name" error={faults['displayName']}>
        <TextInput
          name="displayName"
          required
          maxLength={120}
          autoComplete="off"
          value={displayName}
          onChange={(event) => setDisplayName(event.target.value)}
        />
      </Field>
      <Field
        label="Address"
        optional
        error={faults['name']}
        hint="Lower-case letters, digits and hyphens; the server makes one of the name if it is left empty. It stays for ever."
      >
        <TextInput name="name" mono autoComplete="off" spellCheck={false} placeholder={addressOf(displayName)} />
      </Field>
      <Field label="Description" optional error={faults['description']}>
        <TextInput name="description" autoComplete="off" />
      </Field>
      <Radios<WorkspaceVisibility>
        legend="Shared with"
        name="visibility"
        defaultValue="PRIVATE"
        options={[
          { value: 'PRIVATE', label: 'Members only' },
          { value: 'SHARED_READ', label: 'Everyone reads', hint: 'Whoever is signed in sees it, as a viewer.' },
          { value: 'SHARED_WRITE', label: 'Everyone edits', hint: 'Whoever is signed in changes it, as an editor.' },
        ]}
      />
      <Radios<WorkspaceHosting>
        legend="Where its services run"
        name="hosting"
        value={hosting}
        onChange={setHosting}
        options={[
          { value: 'MANAGED', label: 'On the platform' },
          { value: 'LOCAL', label: 'On a machine of its members' },
          { value: 'REMOTE', label: 'At an address of their own' },
        ]}
      />
      {hosting === 'REMOTE' && (
        <Field label="Address of its services" error={faults['instanceUrl']}>
          <TextInput name="instanceUrl" type="url" required placeholder="https://" />
        </Field>
      )}
    </Dialog>
  )
}

/** The name that the server will probably derive from the display name. */
const addressOf = (displayName: string): string =>
  displayName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)

function inputOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const name = text('name')
  const description = text('description')
  const hosting = text('hosting') as WorkspaceHosting
  return {
    displayName: text('displayName'),
    visibility: text('visibility') as WorkspaceVisibility,
    hosting,
    ...(name && { name }),
    ...(description && { description }),
    ...(hosting === 'REMOTE' && { instanceUrl: text('instanceUrl') }),
  }
}
