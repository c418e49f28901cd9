import { hostname } from 'node:os'
import { type Client, createClient } from '../../client/index.ts'
import { demandTerminal, secret } from '../ask.ts'
import { everywhereOf, verb } from '../command.ts'
import { readConfig, readCredentials, writeConfig, writeCredentials } from '../config.ts'
import { badInput, lostSecret } from '../errors.ts'
import { textIn } from '../files.ts'
import { fetchOverNode } from '../http.ts'
import { signIn } from '../oauth.ts'
import { printerOf } from '../print.ts'
import { DEFAULT_URL, serverUrl, targetOf } from '../target.ts'

export const login = verb('login')
  .argument('[url]', `the server: ${DEFAULT_URL}, or that of the current context, where it is left out`)
  .option('--name <context>', 'what to call it; its host where it is left out')
  .option('--device', 'sign in with a code that is typed on another device')
  .option('--token-stdin', 'read the token from standard input')
  .action(async (given, options, command) => {
    const flags = everywhereOf(command)
    const url = given === undefined ? targetOf(flags).url : serverUrl(given)
    if (!options.tokenStdin) demandTerminal('this signs in', 'Run it on a terminal, or with --token-stdin.')
    const clientWith = (token?: string) => createClient({ url, token, fetch: fetchOverNode, timeoutMs: flags.timeout })
    const oidc = options.tokenStdin ? null : (await clientWith().serverInfo()).oidc
    if (options.device && !oidc?.clientId) throw badInput(`${url} has no identity provider for the command line`)
    const token = oidc?.clientId
      ? await tradedFor(
          clientWith(await signIn({ ...oidc, clientId: oidc.clientId }, { device: options.device === true })),
        )
      : (options.tokenStdin ? textIn('-') : await secret(`Token for ${url}`)).trim()
    if (!/^[\x21-\x7e]+$/.test(token)) throw badInput('that is no token: it is empty or has spaces in it')
    const client = clientWith(token)
    const me = await client.me()
    const name = options.name ?? flags.context ?? contextName(url)
    keep(name, url, token, flags.workspace)
    const print = printerOf(flags)
    const who = me.user?.name ?? me.serviceAccount?.name ?? 'nobody'
    print.note(`Signed in at ${url} as ${who}, in the context ${name}.`)
    if (me.token?.expiresAt) print.note(`The token is good until ${me.token.expiresAt}.`)
    await print.written({ context: name, url, me }, name)
  })

/** Creates a personal token in place of the provider's access token, which is good for a few minutes only. */
async function tradedFor(client: Client): Promise<string> {
  const { secret } = await client.createApiToken({ name: `croft on ${hostname()}`.slice(0, 64) })
  if (secret === null) throw lostSecret('token', 'Sign in again.')
  return secret
}

function keep(name: string, url: string, token: string, workspace: string | undefined): void {
  writeCredentials({ ...readCredentials(), [name]: { url, token } })
  const { contexts } = readConfig()
  const { 'token-command': _replaced, ...before } = contexts[name] ?? { url }
  const context = { ...before, url, ...(workspace === undefined ? {} : { workspace }) }
  writeConfig({ current: name, contexts: { ...contexts, [name]: context } })
}

/** `local` for this machine; otherwise the host, with the path where several servers share the host. */
function contextName(url: string): string {
  const { hostname, host, pathname } = new URL(url)
  if (/^(?:localhost|127\.|\[::1\])/.test(hostname)) return 'local'
  return `${host}${pathname}`.replace(/\/$/, '')
}
