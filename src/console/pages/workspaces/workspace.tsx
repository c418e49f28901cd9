// A workspace: its head, the tabs of the pages that the user can open, and the page of the address.
import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect } from 'wouter'
import type { CroftError } from '../../../client/index.ts'
import { isConnected } from '../../data/connection.ts'
import { graph, useRead } from '../../data/graph.ts'
import { useSignal } from '../../data/signal.ts'
import { useNodeChanges } from '../../data/workspace-changes.ts'
import { Failed } from '../../frame/failed.tsx'
import { WorkspaceDocument } from '../../generated/workspace.ts'
import { pagesOf, type WorkspacePage } from '../../may.ts'
import { go, to } from '../../routes.ts'
import { Banner } from '../../ui/Banner.tsx'
import { LiveDot } from '../../ui/LiveDot.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole } from '../../words.ts'
import { NoWorkspace } from './no-workspace.tsx'
import type { OfWorkspace } from './of-workspace.ts'

const LOADS: Readonly<Record<WorkspacePage, () => Promise<{ readonly default: ComponentType<OfWorkspace> }>>> = {
  activity: () => import('../activity/activity.tsx'),
  invitations: () => import('../invitations/invitations.tsx'),
  members: () => import('../members/members.tsx'),
  projects: () => import('../projects/projects.tsx'),
  resources: () => import('../resources/resources.tsx'),
  'service-accounts': () => import('../service-accounts/service-accounts.tsx'),
  settings: () => import('../settings/settings.tsx'),
  tokens: () => import('../tokens/tokens.tsx'),
}
const VIEWS = new Map(Object.entries(LOADS).map(([page, load]) => [page, lazy(load)]))

/** Requests the page's data while the frame is loading, so that neither waits for the other. */
export function ahead({ name = '', page = 'members' }: Readonly<Partial<Record<string, string>>>): void {
  // if this fails, the page itself requests it again, and shows the error
  LOADS[page as WorkspacePage]?.().catch(() => undefined)
  void graph.query(WorkspaceDocument as string, { name }).toPromise()
}

interface Params {
  readonly params: { readonly name: string; readonly page?: string | undefined }
}

export default function Workspace({ params: { name, page } }: Params) {
  const { data, error, again } = useRead(WorkspaceDocument, { name })
  const workspace = data?.workspace
  const isLive = useSignal(isConnected)
  useNodeChanges(workspace?.id, (ended: CroftError | undefined) => {
    if (ended?.is('WORKSPACE_DELETING') && ended.details.deletionId) {
      toast({ text: `${workspace?.displayName} is being deleted.` })
      go(to.deletion(ended.details.deletionId))
    } else again()
  })
  if (!workspace) {
    if (error) return <Failed error={error} onAgain={again} />
    return data ? <NoWorkspace name={name} /> : <Skeleton />
  }
  const pages = pagesOf(workspace)
  const here = pages.find((each) => each.page === page)
  const View = here && VIEWS.get(here.page)
  if (!View) return <Redirect to={to.workspace(name, pages[0]?.page)} replace />
  const { displayName, description, myRole, state, suspendedReason } = workspace
  return (
    <>
      <Title
        page={here.title}
        crumbs={[
          { label: 'Workspaces', href: to.workspaces() },
          { label: name, mono: true },
        ]}
        description={description}
        aside={
          <>
            <Pill tone={myRole ? 'good' : 'neutral'}>{myRole ? `You are ${aRole(myRole)}` : 'As platform admin'}</Pill>
            <LiveDot state={isLive ? 'live' : 'reconnecting'} />
          </>
        }
      >
        {displayName}
      </Title>
      {state === 'SUSPENDED' && (
        <Banner tone="warn" icon="pause">
          Suspended: {suspendedReason}. It can be read; a platform admin resumes it.
        </Banner>
      )}
      <Tabs
        label="Pages of the workspace"
        items={pages.map((each) => ({ label: each.title, href: to.workspace(name, each.page) }))}
        current={to.workspace(name, here.page)}
      />
      <Suspense fallback={<Skeleton />}>
        <View workspace={workspace} />
      </Suspense>
    </>
  )
}
