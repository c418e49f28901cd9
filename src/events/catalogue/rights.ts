// Whose rights an event may take away. An open stream stays authorized to read the log until an event names it by one
// of these keys; so an event that does not know exactly whom it concerns names more streams.
import { EVERYONE, groupOfKey } from '../../access/principal.ts'
import type { Happened } from './changes.ts'
import type { Named } from './words.ts'

/**
 * The streams of a user or service account, whatever its credential; of one API token; of one browser session; those of a
 * workspace, and of the tokens that are bound to it; or all streams.
 */
export type Affected =
  | `principal:${string}`
  | `token:${string}`
  | `session:${string}`
  | `workspace:${string}`
  | 'everywhere'

/** Whose rights an event may take away, or whom it changes as a caller. */
export type RightsOf<Data> = (event: Happened<Data>) => readonly Affected[]

export const EVERYWHERE: Affected = 'everywhere'
export const streamsOf = {
  principal: (id: string | null): Affected => (id === null ? EVERYWHERE : `principal:${id}`),
  token: (id: string | null): Affected => (id === null ? EVERYWHERE : `token:${id}`),
  session: (id: string | null): Affected => (id === null ? EVERYWHERE : `session:${id}`),
  workspace: (id: string | null): Affected => (id === null ? EVERYWHERE : `workspace:${id}`),
} as const

/** For an event that takes no right away and changes no caller. */
export const nobody: RightsOf<unknown> = () => []

/** For an event about a user. */
export const itsUser: RightsOf<unknown> = ({ subject }) => [streamsOf.principal(subject)]

/** For an event after which a workspace has fewer readers. */
export const itsWorkspace: RightsOf<unknown> = ({ workspace }) => [streamsOf.workspace(workspace)]

/** Who has a membership: a user or service account, or anybody in the workspace for a group or everyone. */
export const membersNamed = ({ id }: Named, workspace: string | null): Affected =>
  id === EVERYONE || groupOfKey(id) !== null ? streamsOf.workspace(workspace) : streamsOf.principal(id)

/** The streams of ended tokens. If the event does not name all of the tokens: `all`, which includes their streams. */
export const endedTokens = (ids: readonly string[], count: number, all: Affected): readonly Affected[] =>
  ids.length < count ? [all] : ids.map(streamsOf.token)
