// The addresses of the console, relative to the path under which browsers see the server: wouter's links add that path.
import { useSearchParams } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { base } from './data/base.ts'
import type { WorkspacePage } from './may.ts'
import { useIsShown } from './ui/shown.ts'

const part = encodeURIComponent

type AdminPage = 'users' | 'kinds' | 'events' | 'deletions' | 'workspaces'

export const to = {
  workspaces: (query = '') => `/${query}`,
  workspace: (name: string, page: WorkspacePage = 'members', query = '') => `/w/${part(name)}/${page}${query}`,
  deletions: (query = '') => `/deletions${query}`,
  deletion: (id: string) => `/deletions/${part(id)}`,
  invitations: () => '/invitations',
  tokens: () => '/tokens',
  account: () => '/account',
  admin: (page: AdminPage = 'users', query = '') => `/admin/${page}${query}`,
  /** GraphiQL is no page of the console, so its address is complete. */
  graphiql: () => `${location.origin}${base}/graphql`,
}

/** Opens the page of this address, and scrolls to its top. */
export function go(address: string, { replace = false } = {}): void {
  navigate(base + address, { replace })
  scrollTo(0, 0)
}

/**
 * The text if it is one of the choices, else undefined: addresses may be typed by hand, or come from other versions.
 */
export const choiceIn = <Choice extends string>(text: string | null, choices: readonly Choice[]): Choice | undefined =>
  choices.find((each) => each === text)

/**
 * Search, filters and order, which are in the query string, so that a view can be shared as a link. An empty value is
 * removed.
 */
export function useView(): [view: URLSearchParams, change: (values: Readonly<Record<string, string>>) => void] {
  const [view, setView] = useSearchParams()
  const isShown = useIsShown()
  const change = (values: Readonly<Record<string, string>>) => {
    // a late result must not lead back to a page that the user has left
    if (!isShown()) return
    setView(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(values)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      },
      { replace: true },
    )
  }
  return [view, change]
}
