import { createClient, isCroftError } from '../../client/index.ts'
import { everywhereOf, verb } from '../command.ts'
import { readConfig, readCredentials, writeCredentials } from '../config.ts'
import { Ended, ExitCode, usageError } from '../errors.ts'
import { fetchOverNode } from '../http.ts'
import { printerOf } from '../print.ts'
import { reportError } from '../report.ts'

export const logout = verb('logout')
  .option('--all', 'at every server')
  .action(async (options, command) => {
    const flags = everywhereOf(command)
    const print = printerOf(flags)
    const stored = readCredentials()
    const current = flags.context ?? process.env.CROFT_CONTEXT ?? readConfig().current
    const names = options.all ? Object.keys(stored) : current === undefined ? [] : [current]
    const known = names.filter((name) => Object.hasOwn(stored, name))
    if (known.length === 0) throw usageError('no token is stored', 'croft config contexts lists the contexts.')
    let failed: ExitCode = ExitCode.DONE
    for (const name of known) {
      try {
        await revoke(name)
        const { [name]: _gone, ...left } = readCredentials()
        writeCredentials(left)
        print.note(`Signed out of ${name}.`)
      } catch (error) {
        // a token that could not be revoked is still valid: it is kept, so that the user can try again
        failed = await reportError(error, { json: flags.output === 'json', debug: flags.debug === true })
      }
    }
    if (failed !== ExitCode.DONE) throw new Ended(failed)

    async function revoke(name: string): Promise<void> {
      const { url, token } = stored[name] as { url: string; token: string }
      const client = createClient({ url, token, fetch: fetchOverNode, timeoutMs: flags.timeout })
      try {
        const { token: own } = await client.me()
        if (own) await client.revokeApiToken({ token: { id: own.id } })
      } catch (error) {
        if (!isCroftError(error) || !error.is('UNAUTHENTICATED')) throw error
        print.note(`The token of ${name} was no longer good.`)
      }
    }
  })
