import { toastFailure, useRead, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { SettingsDocument } from '../../generated/settings.ts'
import { SetPreferencesDocument } from '../../generated/workspaces.ts'
import { whyNot } from '../../may.ts'
import { Card } from '../../ui/Card.tsx'
import { Switch } from '../../ui/Switch.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import styles from './settings.module.css'
import { Delete, Protection, Suspension } from './settings-danger.tsx'
import { General, Sharing } from './settings-general.tsx'
import { Leave, Transfer } from './settings-ownership.tsx'

/** `GET /w/:name/settings` */
export default function Settings({ workspace }: OfWorkspace) {
  const { me } = useFrame()
  const { data } = useRead(SettingsDocument, { workspace: workspace.id })
  const why = useWhyFixed(workspace)
  return (
    <div className={styles.settings}>
      <General workspace={workspace} whyNot={why} />
      <Sharing workspace={workspace} whyNot={why} />
      <Preferences workspace={workspace} />
      <Protection workspace={workspace} />
      <Transfer workspace={workspace} />
      <Leave workspace={workspace} isMember={data?.workspace ? data.workspace.myMembership !== null : undefined} />
      {me.platformAdmin && <Suspension workspace={workspace} />}
      <Delete workspace={workspace} />
    </div>
  )
}

/** Why the settings are read-only, and who can change them. */
function useWhyFixed(workspace: OfWorkspace['workspace']): string | undefined {
  const { me } = useFrame()
  const { builtIn, myPermissions, owners } = workspace
  if (builtIn && !me.platformAdmin) return 'It comes with Croft: only platform admins change it.'
  const why = whyNot(workspace, 'WORKSPACE_UPDATE')
  if (!why || myPermissions.includes('WORKSPACE_UPDATE') || owners.length === 0) return why
  return `Owners and admins change this. ${owners.length === 1 ? 'Its owner is' : 'Its owners are'} ${owners.map(({ name }) => name).join(', ')}.`
}

const PREFERENCES = [
  { name: 'favourite', title: 'Favourite', hint: 'It stands in the sidebar.' },
  { name: 'hidden', title: 'Hidden', hint: 'It is kept off your list of workspaces, and found under Hidden.' },
  {
    name: 'isDefault',
    title: 'Your default',
    hint: 'What names no workspace means this one; you have one default at most.',
  },
] as const

/** The user's own preferences; nobody else sees them. */
function Preferences({ workspace: { id, myPreferences } }: OfWorkspace) {
  const set = (name: (typeof PREFERENCES)[number]['name'], value: boolean) =>
    write(SetPreferencesDocument, { input: { workspace: { id }, [name]: value } }).catch((error) => toastFailure(error))
  return (
    <Card title="For you" description="Nobody else sees these.">
      {PREFERENCES.map(({ name, title, hint }) => (
        <Switch key={name} checked={myPreferences[name]} hint={hint} onChange={(value) => void set(name, value)}>
          {title}
        </Switch>
      ))}
    </Card>
  )
}
