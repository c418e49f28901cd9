import { openInBrowser } from '../browser.ts'
import { verb } from '../command.ts'
import { type Session, sessionOf } from '../connect.ts'
import { hidden } from '../hidden.ts'
import { printable } from '../terminal.ts'

export const open = verb('open')
  .argument('[ref]', 'a workspace, the id of a deletion, or graphiql; the start of the console where it is left out')
  .option('--print', 'write the address, and open nothing')
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const path = await pathTo(session, ref)
    const { publicUrl } = await session.client.serverInfo()
    const url = `${publicUrl.replace(/\/$/, '')}${path}`
    if (options.print || !(await openInBrowser(url))) session.print.lines([printable(url)])
  })

/** Looks the name up first, so that a mistake is reported here and not by the page. */
async function pathTo({ client, about }: Session, ref: string | undefined): Promise<string> {
  if (ref === undefined) return '/'
  if (ref === 'graphiql') return '/graphql'
  if (ref.startsWith('del_')) {
    const deletion = await client.deletion({ id: ref })
    if (!deletion) throw hidden(`deletion ${ref}`)
    return `/deletions/${deletion.id}`
  }
  const workspace = await client.workspace({ by: about(ref) })
  if (!workspace) throw hidden(`workspace ${ref}`)
  return `/w/${encodeURIComponent(workspace.name)}/members`
}
