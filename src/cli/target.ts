// Which server a command talks to, with which token and in which workspace: flags take precedence over the environment,
// and the environment over a context. A token is used only with the URL that it belongs to.
import type { Everywhere } from './command.ts'
import { type Config, type Context, type Credentials, readConfig, readCredentials } from './config.ts'
import { badInput, usageError } from './errors.ts'

export const DEFAULT_URL = 'http://127.0.0.1:4000'

export interface Target {
  readonly url: string
  readonly workspace: string | undefined
  /** The name of the context of this server. */
  readonly context: string | undefined
  readonly protected: boolean
  /** Runs the context's `token-command` if it has one. Undefined if there is no token for this server. */
  token(): Promise<string | undefined>
}

/** Combines the flags, the environment and the configuration. */
export function targetOf(flags: Everywhere, env: NodeJS.ProcessEnv = process.env, config = readConfig()): Target {
  // a context named on the command line overrides the environment
  const own = flags.context === undefined ? env : {}
  const name = flags.context ?? (own.CROFT_CONTEXT || undefined) ?? config.current
  const context = name === undefined ? undefined : contextNamed(config, name)
  const url = serverUrl(flags.url ?? (own.CROFT_URL || undefined) ?? context?.url ?? DEFAULT_URL)
  const here = context !== undefined && serverUrl(context.url) === url
  const place = here ? name : contextAt(config, url)
  const placed = place === undefined ? undefined : config.contexts[place]
  return {
    url,
    workspace: flags.workspace ?? (own.CROFT_WORKSPACE || undefined) ?? (here ? context.workspace : undefined),
    context: place,
    protected: placed?.protected === true,
    token: async () => tokenOfEnvironment(own, url) ?? (await storedToken(place, placed, url)),
  }
}

/** The token in CROFT_TOKEN; if CROFT_URL is set, only for that server. */
function tokenOfEnvironment({ CROFT_TOKEN, CROFT_URL }: NodeJS.ProcessEnv, url: string): string | undefined {
  if (!CROFT_TOKEN || (CROFT_URL && serverUrl(CROFT_URL) !== url)) return undefined
  return checked(CROFT_TOKEN, 'CROFT_TOKEN')
}

async function storedToken(name: string | undefined, context: Context | undefined, url: string) {
  if (name === undefined || !context) return undefined
  const command = context['token-command']
  if (command !== undefined) return checked(await outputOf(command), `the output of token-command of ${name}`)
  const credentials = readCredentials()
  const stored: Credentials[string] | undefined = Object.hasOwn(credentials, name) ? credentials[name] : undefined
  return stored && serverUrl(stored.url) === url ? checked(stored.token, `the stored token of ${name}`) : undefined
}

/** Rejects a token that no header can carry: sending it would fail with a message that may show it. */
function checked(token: string, origin: string): string {
  if (!/^[\x21-\x7e]+$/.test(token)) throw badInput(`${origin} is not a token: it is empty or has spaces in it`)
  return token
}

async function outputOf(command: string): Promise<string> {
  const { exec } = await import('node:child_process')
  return new Promise((resolve, reject) => {
    const child = exec(command, { timeout: 60_000 }, (error, stdout) => {
      if (error) reject(badInput(`token-command failed: it ended with ${error.code ?? error.signal}`))
      else resolve(stdout.trim())
    })
    child.stderr?.pipe(process.stderr)
  })
}

function contextNamed({ contexts }: Config, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (context) return context
  const names = Object.keys(contexts).join(', ')
  throw usageError(`there is no context ${name}`, names ? `There are: ${names}` : 'croft login makes one.')
}

function contextAt({ contexts }: Config, url: string): string | undefined {
  return Object.keys(contexts).find((name) => serverUrl(contexts[name]?.url ?? '') === url)
}

/** The URL of a server without a slash at its end. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw usageError(`${text.replace(/\/\/.*@/s, '//')} is not the URL of a server`)
  if (url.username || url.password || url.search || url.hash) {
    throw usageError('the URL of a server has no user, query or fragment')
  }
  return url.href.replace(/\/+$/, '').replace(/\/graphql$/, '')
}
