// The addresses of the console, below the path under which browsers see the server: wouter's links add that.
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
  /** No page of the console, so its address is complete. */
  graphiql: () => `${location.origin}${base}/graphql`,
}

/** Shows the page of this address, from its top. */
export function go(address: string, { replace = false } = {}): void {
  navigate(base + address, { replace })
  scrollTo(0, 0)
}

/** What an address chooses of these; undefined for all else, since addresses are typed, and are of other versions. */
export const choiceIn = <Choice extends string>(text: string | null, choices: readonly Choice[]): Choice | undefined =>
  choices.find((each) => each === text)

/** Search, filters and order, which stand in the query string: a view is a link. An empty value leaves it. */
export function useView(): [view: URLSearchParams, change: (values: Readonly<Record<string, string>>) => void] {
  const [view, setView] = useSearchParams()
  const isShown = useIsShown()
  const change = (values: Readonly<Record<string, string>>) => {
    // what ends after the reader has gone elsewhere must not lead back
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
