import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { type Client, createClient, type Fetch, type Listing } from '../client/index.ts'
import { type Everywhere, everywhereOf, type ListOptions, pathOf } from './command.ts'
import { usageError } from './errors.ts'
import { fetchOverNode } from './http.ts'
import { type Printer, printerOf } from './print.ts'
import { refText } from './refs.ts'
import { type Target, targetOf } from './target.ts'
import { printable } from './terminal.ts'

/** What a command works with: the server that it talks to, and where it writes. */
export interface Session {
  readonly client: Client
  readonly flags: Everywhere
  readonly target: Target
  readonly print: Printer
  /**
   * The workspace of the command: from -w, a file, the environment or the context. Throws a usage error if there is
   * none.
   */
  workspace(inFile?: unknown): string
  /** Records which workspace the command is about, so that the hint of a refusal can name its owners. */
  about(workspace: string): string
  /** The command that shows the help of this command. */
  readonly help: string
  /** The noun of the command; `croft` for a top-level command. */
  readonly noun: string
  /** The workspace that `workspace` or `about` returned last. */
  readonly subject: string | undefined
}

let latest: Session | undefined

/** The session of the running command, for the hint of an error. */
export const latestSession = (): Session | undefined => latest

/** The session of a command. Sends nothing yet. Calls `onStream` each time a connection of a subscription is open. */
export function sessionOf(command: CommandUnknownOpts, { onStream }: { onStream?: () => void } = {}): Session {
  const flags = everywhereOf(command)
  const target = targetOf(flags)
  let token: Promise<string | undefined> | undefined
  let subject: string | undefined
  const send = flags.debug ? traced : fetchOverNode
  const client = createClient({
    url: target.url,
    token: (refused) => {
      // a `token-command` may return a newer token, and so may the file after another sign-in
      if (refused !== undefined) token = undefined
      token ??= target.token()
      return token
    },
    fetch: async (url, init) => {
      const response = await send(url, init)
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) onStream?.()
      return response
    },
    timeoutMs: flags.timeout,
    onRetry: ({ error, delayMs }) => {
      if (flags.debug) process.stderr.write(`debug: ${error.code}, again in ${Math.round(delayMs)} ms\n`)
    },
  })
  latest = {
    client,
    flags,
    target,
    print: printerOf(flags),
    help: `${pathOf(command)} --help`,
    noun: command.parent?.name() ?? '',
    workspace: (inFile) => {
      subject = flags.workspace ?? refText(inFile) ?? target.workspace
      if (subject !== undefined) return subject
      throw usageError('this needs a workspace', 'Say -w NAME, or keep one: croft config set workspace NAME.')
    },
    about: (workspace) => {
      subject = workspace
      return workspace
    },
    get subject() {
      return subject
    },
  }
  return latest
}

/** Reads the rows of a list, and one more if there is one, which shows that the list goes on. */
export async function rowsOf<Node>(listing: Listing<Node>, { all, limit }: ListOptions): Promise<Node[]> {
  return await listing.take(all ? Number.POSITIVE_INFINITY : limit + 1)
}

/** Logs each request and its outcome, without variables and answers, which may hold secrets. */
const traced: Fetch = async (url, init) => {
  const start = performance.now()
  const { query } = JSON.parse(init.body) as { query: string }
  const [name = ''] = /\w+ ?\w*/.exec(query) ?? []
  const tell = (outcome: string) => {
    const ms = Math.round(performance.now() - start)
    process.stderr.write(`${printable(`debug: POST ${url} ${name}: ${outcome}, ${ms} ms`)}\n`)
  }
  try {
    const response = await fetchOverNode(url, init)
    tell(`${response.status}, request ${response.headers.get('x-request-id')}`)
    return response
  } catch (error) {
    tell((error as Error).message)
    throw error
  }
}
