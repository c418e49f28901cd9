import { useFrame } from '../../frame/context.ts'
import { Beside } from '../../ui/Beside.tsx'
import { nameOf, VISIBILITY_WORDS } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import type { Draft, SettingsField } from './settings-draft.ts'

const LABELS: Readonly<Record<SettingsField, string>> = {
  displayName: 'Name',
  description: 'Description',
  instanceUrl: 'Address of its services',
  visibility: 'Sharing',
}

interface ClashProps extends OfWorkspace {
  readonly draft: Draft
}

/** Shows what somebody else, or the user in another window, has changed meanwhile beside what was typed. */
export function Clash({ draft, workspace }: ClashProps) {
  const { me } = useFrame()
  const { updatedBy, updatedAt } = workspace
  if (draft.clashes.length === 0) return null
  const isMe = updatedBy?.__typename === 'User' && updatedBy.id === me.user?.id
  return (
    <Beside
      by={isMe ? 'You, in another window,' : nameOf(updatedBy)}
      at={updatedAt}
      items={draft.clashes.map((field) => ({
        label: LABELS[field],
        theirs: shown(field, workspace[field] ?? ''),
        mine: shown(field, draft.value(field)),
      }))}
      busy={draft.busy}
      onKeep={draft.keepTheirs}
      onOverwrite={() => void draft.save()}
    />
  )
}

const shown = (field: SettingsField, value: string): string =>
  field === 'visibility' ? VISIBILITY_WORDS[value as keyof typeof VISIBILITY_WORDS] : value
