import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { read, write } from '../../data/graph.ts'
import { useSaving } from '../../data/stale-writes.ts'
import { ResourceDocument, UpdateResourceDocument } from '../../generated/resources.ts'
import type { ResourceRowFragment } from '../../generated/types.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Beside } from '../../ui/Beside.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { checked, draftOf, inputOf, type ResourceDraft } from './resource-draft.ts'
import { ResourceFields } from './resource-fields.tsx'

interface EditResourceProps extends OfWorkspace {
  readonly resource: ResourceRowFragment
  readonly onClose: () => void
}

const LABELS = { project: 'Project', externalId: 'External id', labels: 'Labels', spec: 'Spec' }

export function EditResource({ resource, workspace, onClose }: EditResourceProps) {
  const [base] = useState(resource)
  const [draft, setDraft] = useState(() => draftOf(base))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [isLeaving, setLeaving] = useState(false)
  const { values, problems: found } = checked(draft)
  const { id, name } = base
  const { save, busy, error, clash, changed } = useSaving<ResourceRowFragment, keyof ResourceDraft>({
    base,
    values: { ...values },
    textOf: (node, field) => draftOf(node)[field],
    send: (fields, expectedVersion) =>
      write(UpdateResourceDocument, { input: { resource: { id }, expectedVersion, ...inputOf(values, fields) } }),
    reread: async () => {
      const { node } = await read(ResourceDocument, { id })
      return node && 'version' in node ? node : null
    },
    onSaved: () => {
      if (changed.length > 0) toast({ text: `${name} is saved.` })
      onClose()
    },
  })
  const faults = { ...faultsOf(error), ...problems }
  const submit = () => {
    setProblems(found)
    if (Object.keys(found).length === 0) void save()
  }
  const leave = () => (changed.length > 0 ? setLeaving(true) : onClose())
  return (
    <>
      <Drawer
        open
        title={`Edit ${name}`}
        onClose={leave}
        onSubmit={submit}
        footer={
          <>
            {Object.keys(found).length === 0 && changed.length > 0 && (
              <CopyAs {...thingCommands.updateResource(workspace.name, base, inputOf(values, changed))} />
            )}
            <Button onClick={leave}>Cancel</Button>
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
            items={clash.fields.map((field) => ({
              label: LABELS[field],
              theirs: field === 'project' ? (clash.theirs.project?.name ?? '') : draftOf(clash.theirs)[field],
              mine: field === 'project' ? 'The one that is chosen below' : values[field],
            }))}
            busy={busy}
            onKeep={onClose}
            onOverwrite={submit}
          />
        )}
        <ResourceFields draft={draft} onChange={setDraft} faults={faults} workspace={workspace} />
      </Drawer>
      <Confirm
        open={isLeaving}
        title="Leave without saving?"
        verb="Leave"
        keepLabel="Go on editing"
        onClose={() => setLeaving(false)}
        onConfirm={onClose}
      >
        What you have changed of {name} is not saved.
      </Confirm>
    </>
  )
}
