// The console from the outside in: first the data about the signed-in user, then the frame, then the page of the
// address.
import { type FunctionComponent, lazy, Suspense, useEffect } from 'react'
import { matchRoute, Route, type RouteComponentProps, Router, Switch, useLocation, useRouter } from 'wouter'
import { base } from './data/base.ts'
import { useRead } from './data/graph.ts'
import { useDeletions } from './data/live.ts'
import { sessionState, signedInAs } from './data/session.ts'
import { useSignal } from './data/signal.ts'
import { Boundary } from './frame/boundary.tsx'
import { FrameContext } from './frame/context.ts'
import { Failed } from './frame/failed.tsx'
import { Frame } from './frame/frame.tsx'
import { FrameDocument } from './generated/frame.ts'
import { learnRoles } from './may.ts'
import { usePart } from './ui/part.ts'
import { Skeleton } from './ui/Skeleton.tsx'
import { Toasts } from './ui/Toasts.tsx'

type Params = Readonly<Partial<Record<string, string>>>
/** Loads a page. The page takes the parameters of its path, and may request its data before it is shown (`ahead`). */
type Load<Props extends object = never> = () => Promise<{
  readonly default: FunctionComponent<Props>
  readonly ahead?: (params: Params) => void
}>

/** The pages, by their addresses. Each is a file that is loaded when it is first shown. */
const PAGES: readonly (readonly [path: string, load: Load])[] = [
  ['/', () => import('./pages/workspaces/workspaces.tsx')],
  ['/account', () => import('./pages/account/account.tsx')],
  ['/admin/deletions', () => import('./pages/admin/admin-deletions.tsx')],
  ['/admin/events', () => import('./pages/admin/admin-events.tsx')],
  ['/admin/kinds', () => import('./pages/admin/admin-kinds.tsx')],
  ['/admin/users', () => import('./pages/admin/admin-users.tsx')],
  ['/admin/workspaces', () => import('./pages/admin/admin-workspaces.tsx')],
  ['/deletions', () => import('./pages/deletions/deletions.tsx')],
  ['/deletions/:id', () => import('./pages/deletions/deletion.tsx')],
  ['/invitations', () => import('./pages/invitations/my-invitations.tsx')],
  ['/invite', () => import('./pages/invitations/invitation.tsx')],
  ['/tokens', () => import('./pages/tokens/my-tokens.tsx')],
  ['/w/:name/:page?', () => import('./pages/workspaces/workspace.tsx')],
]
const ROUTES = PAGES.map(([path, load]) => ({ path, load, View: lazy(load as unknown as Load<RouteComponentProps>) }))
const Missing = lazy(() => import('./pages/missing.tsx'))
const loadSessionOver = () => import('./frame/session-over.tsx')

/** Loads the page of the address while the server is asked who the user is. */
function usePreload(): void {
  const { parser } = useRouter()
  useEffect(() => {
    const path = location.pathname.slice(base.length)
    for (const { path: address, load } of ROUTES) {
      const [matches, params] = matchRoute(parser, address, path)
      if (!matches) continue
      // the page itself reports why it cannot be loaded
      load().then(
        ({ ahead }) => ahead?.(params as Params),
        () => undefined,
      )
      break
    }
  }, [parser])
}

export function App() {
  const { data, error, again } = useRead(FrameDocument, {})
  usePreload()
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
          {ROUTES.map(({ path: address, View }) => (
            <Route key={address} path={address} component={View} />
          ))}
          <Route component={Missing} />
        </Switch>
      </Suspense>
    </Boundary>
  )
}

function IfSessionOver() {
  const SessionOver = usePart(loadSessionOver, useSignal(sessionState) === 'over')
  return SessionOver && <SessionOver />
}

/** A component of its own, so that the progress of a deletion renders nothing else again. */
function WatchDeletions() {
  useDeletions()
  return null
}
