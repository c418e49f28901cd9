// The console from the outside in: what is known of the reader first, then the frame, then the page of the address.
import { lazy, Suspense, useEffect } from 'react'
import { Route, Router, Switch, useLocation } from 'wouter'
import { useRead } from './data/graph.ts'
import { useDeletions } from './data/live.ts'
import { base, sessionState, signedInAs } from './data/session.ts'
import { useSignal } from './data/signal.ts'
import { Boundary } from './frame/boundary.tsx'
import { FrameContext } from './frame/context.ts'
import { Failed } from './frame/failed.tsx'
import { Frame } from './frame/frame.tsx'
import { FrameDocument } from './generated/frame.ts'
import { learnRoles } from './may.ts'
import { Skeleton } from './ui/Skeleton.tsx'
import { Toasts } from './ui/Toasts.tsx'

const AdminDeletions = lazy(() => import('./pages/admin-deletions.tsx'))
const Deletion = lazy(() => import('./pages/deletion.tsx'))
const Deletions = lazy(() => import('./pages/deletions.tsx'))
const Workspaces = lazy(() => import('./pages/workspaces.tsx'))
const Workspace = lazy(() => import('./pages/workspace.tsx'))
const Invitation = lazy(() => import('./pages/invitation.tsx'))
const MyInvitations = lazy(() => import('./pages/my-invitations.tsx'))
const Missing = lazy(() => import('./pages/missing.tsx'))
const SessionOver = lazy(() => import('./frame/session-over.tsx'))

export function App() {
  const { data, error, again } = useRead(FrameDocument, {})
  if (data) learnRoles(data.roles)
  const user = data?.me.user?.id
  useEffect(() => {
    if (data) signedInAs(user)
  }, [data, user])
  return (
    <Router base={base}>
      {data ? (
        <FrameContext value={data}>
          <Frame>
            <Page />
          </Frame>
          <IfSessionOver />
          <WatchDeletions />
        </FrameContext>
      ) : (
        error && !error.is('UNAUTHENTICATED') && <Failed error={error} onAgain={again} />
      )}
      <Toasts />
    </Router>
  )
}

function Page() {
  const [path] = useLocation()
  return (
    <Boundary page={path}>
      <Suspense fallback={<Skeleton />}>
        <Switch>
          <Route path="/" component={Workspaces} />
          <Route path="/admin/deletions" component={AdminDeletions} />
          <Route path="/deletions" component={Deletions} />
          <Route path="/deletions/:id" component={Deletion} />
          <Route path="/invitations" component={MyInvitations} />
          <Route path="/invite" component={Invitation} />
          <Route path="/w/:name/:page?" component={Workspace} />
          <Route component={Missing} />
        </Switch>
      </Suspense>
    </Boundary>
  )
}

const IfSessionOver = () =>
  useSignal(sessionState) === 'over' && (
    <Suspense>
      <SessionOver />
    </Suspense>
  )

/** Its renderings are its own: a deletion that goes on renders nothing else. */
function WatchDeletions() {
  useDeletions()
  return null
}
