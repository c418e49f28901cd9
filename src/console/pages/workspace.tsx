// A workspace: its head, the tabs of the pages that are there for the reader, and the page of the address.
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { Redirect } from 'wouter'
import type { CroftError } from '../../client/index.ts'
import { isConnected } from '../data/connection.ts'
import { useRead } from '../data/graph.ts'
import { useNodeChanges } from '../data/live.ts'
import { useSignal } from '../data/signal.ts'
import { Failed } from '../frame/failed.tsx'
import { WorkspaceDocument } from '../generated/workspace.ts'
import { pagesOf, type WorkspacePage } from '../may.ts'
import { go, to } from '../routes.ts'
import { Banner } from '../ui/Banner.tsx'
import { LiveDot } from '../ui/LiveDot.tsx'
import { Pill } from '../ui/Pill.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Title } from '../ui/Title.tsx'
import { toast } from '../ui/Toasts.tsx'
import { aRole } from '../words.ts'
import { NoWorkspace } from './no-workspace.tsx'
import type { OfWorkspace } from './of-workspace.ts'

const VIEWS: Partial<Record<WorkspacePage, LazyExoticComponent<ComponentType<OfWorkspace>>>> = {
  activity: lazy(() => import('./activity.tsx')),
  invitations: lazy(() => import('./invitations.tsx')),
  members: lazy(() => import('./members.tsx')),
  projects: lazy(() => import('./projects.tsx')),
  resources: lazy(() => import('./resources.tsx')),
  'service-accounts': lazy(() => import('./service-accounts.tsx')),
  settings: lazy(() => import('./settings.tsx')),
  tokens: lazy(() => import('./tokens.tsx')),
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
  const pages = pagesOf(workspace).filter((each) => VIEWS[each.page])
  const here = pages.find((each) => each.page === page)
  const View = here && VIEWS[here.page]
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
