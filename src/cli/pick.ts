import { pick } from './ask.ts'
import type { Session } from './connect.ts'

export const OPTIONAL_WORKSPACE = 'its name, id or UUID; that of -w where it is left out, or picked on a terminal'

/** The workspace that an argument names, or else `-w` and its like; picked from a list where somebody can pick. */
export async function workspaceArgument(
  session: Session,
  given: string | undefined,
  argument: string,
): Promise<string> {
  const named = given ?? session.target.workspace
  if (named !== undefined) return session.about(named)
  const picked = await pick('Which workspace?', argument, async () => {
    const workspaces = await session.client.workspaces().take(100)
    return workspaces.map(({ id, name, displayName }) => ({
      value: `id:${id}`,
      label: name === displayName ? name : `${name} (${displayName})`,
    }))
  })
  return session.about(picked)
}
