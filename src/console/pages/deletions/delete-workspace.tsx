// Deletes a workspace: the dialog first shows what will be lost, and exactly that is deleted. If anything was added or
// removed since, the server refuses; the dialog then marks what has changed, and asks again.
import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { deletionCommands } from '../../commands/deletions.ts'
import { useRead, write } from '../../data/graph.ts'
import { whereabouts } from '../../data/whereabouts.ts'
import { DeleteWorkspaceDocument, ImpactDocument } from '../../generated/delete-workspace.ts'
import type { DeletionPolicy } from '../../generated/types.ts'
import { lead } from '../../lead.ts'
import { to } from '../../routes.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Field, Radios, Select, TextInput } from '../../ui/Field.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { count, counted, faultsOf, tell } from '../../words.ts'
import styles from './deletion-impact.module.css'
import { type Deletable, type Impact, ImpactFacts, resourcesIn, WhatBlocks } from './deletion-impact.tsx'

interface DeleteWorkspaceProps {
  readonly workspace: Deletable
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks for all input of a deletion, and then opens the page of the deletion. */
export function DeleteWorkspace(props: DeleteWorkspaceProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

/** The first choice leaves the grace period to the server. */
const GRACE: readonly { readonly value: string; readonly label: string }[] = [
  { value: '', label: 'As the server is set' },
  { value: '0s', label: 'None: it begins at once' },
  { value: '1h', label: '1 hour' },
  { value: '1d', label: '1 day' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
]

function OpenDialog({ workspace, onClose }: DeleteWorkspaceProps) {
  const { id, name, displayName } = workspace
  const { data, error, again } = useRead(ImpactDocument, { workspace: id })
  const impact = data?.workspace?.deletionImpact
  const [policy, setPolicy] = useState<DeletionPolicy>('CASCADE')
  const [grace, setGrace] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CroftError>()
  /** The impact that was shown when the server refused: differences from it are marked. */
  const [moved, setMoved] = useState<Impact>()

  const confirm = async (form: FormData) => {
    if (!impact) return
    setBusy(true)
    setFailure(undefined)
    const reason = String(form.get('reason')).trim()
    const isHere = whereabouts()
    try {
      const { deleteWorkspace } = await write(DeleteWorkspaceDocument, {
        input: {
          workspace: { id },
          policy,
          impactEtag: impact.etag,
          ...(grace && { gracePeriod: grace }),
          ...(reason && { reason }),
        },
      })
      const waits = isHere()
      onClose()
      lead(waits, to.deletion(deleteWorkspace.deletion.id), `The deletion of ${displayName} is under way.`)
    } catch (thrown) {
      const refused = thrown as CroftError
      if (refused.is('WORKSPACE_DELETING') && refused.details.deletionId)
        return lead(isHere(), to.deletion(refused.details.deletionId), `The deletion of ${displayName} is under way.`)
      if (refused.is('IMPACT_CHANGED')) setMoved(impact)
      setFailure(refused)
      // the impact shows the cause of each of these errors
      if (refused.is('IMPACT_CHANGED', 'WORKSPACE_NOT_EMPTY', 'DELETION_PROTECTED')) again()
    } finally {
      setBusy(false)
    }
  }

  const isBlocked = impact !== undefined && impact !== null && blocks(impact, policy)
  const faults = faultsOf(failure)
  return (
    <Confirm
      open
      size="large"
      title={`Delete ${displayName}?`}
      verb="Delete workspace"
      typed={name}
      typedFor="to delete it"
      busy={busy}
      whyNot={
        impact ? whyNotNow(impact, policy) : error ? 'What would go is not known' : 'What would go is being counted'
      }
      error={failure && Object.keys(faults).length === 0 ? sentenceOf(failure) : undefined}
      onClose={onClose}
      onConfirm={(form) => void confirm(form)}
    >
      <Banner tone="danger">
        From the first moment nobody but its owners and the platform’s admins knows of it any more. {wayBack(grace)}
      </Banner>
      {impact ? (
        <ImpactFacts impact={impact} before={moved} policy={policy} />
      ) : error ? (
        <Banner tone="danger">{tell(error)}</Banner>
      ) : (
        <Skeleton bare rows={5} height={24} label="Counting what would go" />
      )}
      <Radios<DeletionPolicy>
        legend="What becomes of its resources"
        name="policy"
        value={policy}
        onChange={setPolicy}
        options={[
          {
            value: 'CASCADE',
            label: 'Remove them',
            hint: 'Services that own some of them are asked to remove theirs.',
          },
          {
            value: 'RESTRICT',
            label: 'Delete only if there are none',
            hint: 'A workspace that still holds one stays.',
          },
          {
            value: 'RETAIN',
            label: 'Leave those of other services',
            hint: 'They are taken out of the register, named in the record, and left as they are.',
          },
        ]}
      />
      {isBlocked && <WhatBlocks workspace={workspace} impact={impact} />}
      <div className={styles.fields}>
        <Field label="Can be restored for" error={faults['gracePeriod']}>
          <Select value={grace} onChange={(event) => setGrace(event.target.value)}>
            {GRACE.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Reason" optional="kept in the record" error={faults['reason']}>
          <TextInput name="reason" maxLength={1024} autoComplete="off" />
        </Field>
      </div>
      <div>
        <CopyAs {...deletionCommands.deleteWorkspace({ id, name }, policy, grace)} />
      </div>
    </Confirm>
  )
}

const blocks = (impact: Impact, policy: DeletionPolicy): boolean => policy === 'RESTRICT' && resourcesIn(impact) > 0

function whyNotNow(impact: Impact, policy: DeletionPolicy): string | undefined {
  if (impact.deletionProtection) return 'It is protected against deletion'
  return blocks(impact, policy) ? `It still holds ${counted(resourcesIn(impact), 'resource')}` : undefined
}

function wayBack(grace: string): string {
  if (grace === '0s') return 'There is no way back.'
  if (grace === '') return 'There is no way back, unless the server keeps workspaces for a while.'
  const kept = GRACE.find(({ value }) => value === grace)?.label
  return `For ${kept} an owner can restore it. After that there is no way back.`
}

function sentenceOf(failure: CroftError): string {
  if (failure.is('IMPACT_CHANGED')) {
    return 'Something was added or removed since you were shown this. What has moved is marked: look again, then delete it.'
  }
  if (failure.is('DELETION_PROTECTED')) {
    return 'It was protected meanwhile. An owner can switch that off in its settings; then it can be deleted.'
  }
  if (failure.is('WORKSPACE_NOT_EMPTY')) {
    const { counts = [] } = failure.details as { counts?: readonly { readonly count: number }[] }
    const all = counts.reduce((sum, each) => sum + each.count, 0)
    return `It still holds ${all > 0 ? `${count(all)} resources` : 'resources'}, so it stays.`
  }
  return tell(failure)
}
