import { openInBrowser } from '../browser.ts'
import { verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import { printable } from '../terminal.ts'

export const open = verb('open')
  .option('--print', 'write the address, and open nothing')
  .action(async (options, command) => {
    const { client, print } = sessionOf(command)
    const { publicUrl } = await client.serverInfo()
    const url = `${publicUrl.replace(/\/$/, '')}/graphql`
    if (options.print || !(await openInBrowser(url))) print.lines([printable(url)])
  })
