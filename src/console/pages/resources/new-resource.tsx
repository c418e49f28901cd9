import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { thingCommands } from '../../commands/things.ts'
import { useRead, write } from '../../data/graph.ts'
import { RegisterResourceDocument, ResourceKindsDocument } from '../../generated/resources.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { checked, EMPTY_DRAFT, inputOf, type ResourceDraft } from './resource-draft.ts'
import { ResourceFields } from './resource-fields.tsx'

interface NewResourceProps extends OfWorkspace {
  readonly open: boolean
  /** The project whose resources are listed. */
  readonly project: string | undefined
  readonly onClose: () => void
}

export const NewResource = (props: NewResourceProps) => (props.open ? <OpenNewResource {...props} /> : null)

function OpenNewResource({ workspace, project = '', onClose }: NewResourceProps) {
  const { data } = useRead(ResourceKindsDocument, {})
  const kinds = data?.resourceKinds ?? []
  const [chosen, setKind] = useState('')
  const [name, setName] = useState('')
  const [draft, setDraft] = useState({ ...EMPTY_DRAFT, project })
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const refused = Object.entries(faultsOf(error)).map(([field, text]) => [field.replace(/^resource\./, ''), text])
  const faults: Readonly<Record<string, string>> = { ...Object.fromEntries(refused), ...problems }
  const kind = chosen || (kinds[0]?.name ?? '')
  const { values, problems: found } = checked(draft)
  const fields = (Object.keys(EMPTY_DRAFT) as (keyof ResourceDraft)[]).filter(
    (field) => values[field] !== EMPTY_DRAFT[field],
  )
  const isReadable = Object.keys(found).length === 0
  const resource = { kind, name: name.trim() || 'NAME', ...(isReadable && inputOf(values, fields)) }
  const submit = async () => {
    if (busy) return
    setProblems(found)
    setError(undefined)
    if (!isReadable) return
    setBusy(true)
    try {
      await write(RegisterResourceDocument, { input: { workspace: { id: workspace.id }, resource } })
      toast({ text: `${kind}/${resource.name} is registered.` })
      onClose()
    } catch (failure) {
      setError(failure as CroftError)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title="Register a resource"
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <CopyAs {...thingCommands.registerResource(workspace.name, resource)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Register
          </Button>
        </>
      }
    >
      {error && refused.length === 0 && (
        <Banner tone="danger">
          {error.is('CONFLICT') ? `There is ${kind}/${name.trim()} already, with other content.` : tell(error)}
        </Banner>
      )}
      <Field label="Kind" error={faults['kind']}>
        <Select value={kind} onChange={(event) => setKind(event.target.value)}>
          {kinds.map((each) => (
            <option key={each.name} value={each.name}>
              {each.displayName}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Name" error={faults['name']} hint="Unique among the resources of its kind in this workspace.">
        <TextInput
          required
          maxLength={255}
          data-first-focus
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <ResourceFields draft={draft} onChange={setDraft} faults={faults} workspace={workspace} />
    </Dialog>
  )
}
