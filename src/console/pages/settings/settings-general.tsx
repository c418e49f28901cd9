// The settings that are edited in forms and then saved. Users who may not change them see the values and who may change
// them.

import { workspaceCommands } from '../../commands/workspaces.ts'
import type { WorkspaceHosting, WorkspaceVisibility } from '../../generated/types.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Field, Radios, TextArea, TextInput } from '../../ui/Field.tsx'
import { faultsOf, tell, VISIBILITY_WORDS } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import styles from './settings.module.css'
import { Clash } from './settings-clash.tsx'
import { type Draft, useDraft } from './settings-draft.ts'

const VISIBILITY_HINTS: Readonly<Record<WorkspaceVisibility, string>> = {
  PRIVATE: 'Nobody else knows that it exists.',
  SHARED_READ: 'Whoever is signed in sees it, as a viewer.',
  SHARED_WRITE: 'Whoever is signed in changes what it holds, as an editor.',
}
const HOSTING_WORDS: Readonly<Record<WorkspaceHosting, string>> = {
  MANAGED: 'On the platform',
  LOCAL: 'On a machine of its members',
  REMOTE: 'At an address of their own',
}

interface EditableProps extends OfWorkspace {
  /** The reason if the settings are read-only. */
  readonly whyNot: string | undefined
}

/** The name and the description of the workspace. */
export function General({ workspace, whyNot }: EditableProps) {
  const draft = useDraft(workspace)
  const { name, displayName, description, hosting, instanceUrl, updatedAt } = workspace
  if (whyNot) {
    return (
      <Card title="General" description={whyNot}>
        <Facts
          items={[
            { label: 'Name', value: displayName },
            { label: 'Address', value: <code>{name}</code> },
            { label: 'Description', value: description ?? 'None' },
            { label: 'Services run', value: HOSTING_WORDS[hosting] },
            { label: 'Address of its services', value: instanceUrl && <code>{instanceUrl}</code> },
            { label: 'Changed', value: <Ago at={updatedAt} /> },
          ]}
        />
      </Card>
    )
  }
  const faults = faultsOf(draft.error)
  return (
    <Card title="General">
      <SettingsForm draft={draft} workspace={workspace}>
        <Field label="Name" error={faults['displayName']}>
          <TextInput
            required
            maxLength={128}
            autoComplete="off"
            value={draft.value('displayName')}
            onChange={(event) => draft.set('displayName', event.target.value)}
          />
        </Field>
        <Field label="Address" hint="It stays for ever.">
          <TextInput mono readOnly value={name} />
        </Field>
        <Field label="Description" optional error={faults['description']}>
          <TextArea
            maxLength={1024}
            value={draft.value('description')}
            onChange={(event) => draft.set('description', event.target.value)}
          />
        </Field>
        {hosting === 'REMOTE' && (
          <Field label="Address of its services" error={faults['instanceUrl']}>
            <TextInput
              type="url"
              required
              value={draft.value('instanceUrl')}
              onChange={(event) => draft.set('instanceUrl', event.target.value)}
            />
          </Field>
        )}
      </SettingsForm>
    </Card>
  )
}

/** Who can see the workspace besides its members. The meaning of a choice is shown before it is saved. */
export function Sharing({ workspace, whyNot }: EditableProps) {
  const draft = useDraft(workspace)
  const { visibility } = workspace
  if (whyNot) {
    return (
      <Card title="Sharing" description={whyNot}>
        <Facts items={[{ label: VISIBILITY_WORDS[visibility], value: VISIBILITY_HINTS[visibility] }]} />
      </Card>
    )
  }
  const chosen = draft.value('visibility') as typeof visibility
  return (
    <Card title="Sharing">
      <SettingsForm draft={draft} workspace={workspace}>
        <Radios
          legend={<span className="visually-hidden">Shared with</span>}
          name="visibility"
          value={chosen}
          onChange={(value) => draft.set('visibility', value)}
          options={(Object.keys(VISIBILITY_WORDS) as (typeof visibility)[]).map((value) => ({
            value,
            label: VISIBILITY_WORDS[value],
            hint: VISIBILITY_HINTS[value],
          }))}
        />
        <div role="status">
          {draft.isChanged && (
            <Banner tone={chosen === 'SHARED_WRITE' ? 'warn' : 'info'}>{AFTER_SAVING[chosen]}</Banner>
          )}
        </div>
      </SettingsForm>
    </Card>
  )
}

const AFTER_SAVING = {
  PRIVATE: 'Once saved, whoever is no member loses the workspace at once.',
  SHARED_READ: 'Once saved, everyone reads: whoever is signed in sees the workspace and what it holds.',
  SHARED_WRITE:
    'Once saved, everyone edits: whoever is signed in can change and delete the projects and resources of this workspace.',
}

interface SettingsFormProps extends OfWorkspace {
  readonly draft: Draft
  readonly children: React.ReactNode
}

function SettingsForm({ draft, workspace, children }: SettingsFormProps) {
  const { error, isChanged, clashes } = draft
  const isOfField = Object.keys(faultsOf(error)).length > 0
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && clashes.length === 0) void draft.save()
      }}
    >
      {children}
      <div role="alert">{error && !isOfField && <Banner tone="danger">{tell(error)}</Banner>}</div>
      <Clash draft={draft} workspace={workspace} />
      <div className={styles.actions}>
        <Button
          type="submit"
          kind="primary"
          busy={draft.busy}
          whyNot={
            isChanged ? (clashes.length > 0 ? 'Choose one of the two values first.' : undefined) : 'Nothing is changed.'
          }
        >
          Save
        </Button>
        {isChanged && (
          <>
            <Button onClick={draft.discard}>Discard</Button>
            <span className={styles.gap} />
            <CopyAs {...workspaceCommands.updateWorkspace(workspace.name, draft.changes)} />
          </>
        )}
      </div>
    </form>
  )
}
