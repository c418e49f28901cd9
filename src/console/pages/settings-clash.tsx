import { useFrame } from '../frame/context.ts'
import { Ago } from '../ui/Ago.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { nameOf, VISIBILITY_WORDS } from '../words.ts'
import type { OfWorkspace } from './of-workspace.ts'
import styles from './settings.module.css'
import type { Draft, SettingsField } from './settings-draft.ts'

const LABELS: Readonly<Record<SettingsField, string>> = {
  displayName: 'Name',
  description: 'Description',
  instanceUrl: 'Address of its services',
  visibility: 'Shared with',
}

interface ClashProps extends OfWorkspace {
  readonly draft: Draft
}

/** What somebody else has changed meanwhile, beside what was typed; nothing is lost before one of the two is chosen. */
export function Clash({ draft, workspace }: ClashProps) {
  const { me } = useFrame()
  const { updatedBy, updatedAt } = workspace
  const isMe = updatedBy?.__typename === 'User' && updatedBy.id === me.user?.id
  return (
    <div role="alert">
      {draft.clashes.length > 0 && (
        <Banner tone="warn">
          <p>
            {isMe ? 'You changed this elsewhere' : `${nameOf(updatedBy)} changed this`} <Ago at={updatedAt} />.
          </p>
          {draft.clashes.map((field) => (
            <dl key={field} className={styles.clash}>
              <div>
                <dt>{LABELS[field]} now</dt>
                <dd>{shown(field, workspace[field])}</dd>
              </div>
              <div>
                <dt>Yours</dt>
                <dd>{shown(field, draft.value(field))}</dd>
              </div>
            </dl>
          ))}
          <div className={styles.actions}>
            <Button onClick={draft.keepTheirs}>{isMe ? 'Keep what is there' : 'Keep theirs'}</Button>
            <Button kind="primary" busy={draft.busy} onClick={() => void draft.save()}>
              Overwrite
            </Button>
          </div>
        </Banner>
      )}
    </div>
  )
}

function shown(field: SettingsField, value: string | null): string {
  if (!value) return 'None'
  return field === 'visibility' ? VISIBILITY_WORDS[value as keyof typeof VISIBILITY_WORDS] : value
}
