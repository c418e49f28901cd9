// The checks of `croft doctor`, from this machine to the workspace. Each check reports what it has found, or why it
// failed. A check that depends on a failed one is skipped.
import { lookup } from 'node:dns/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { isCroftError, type MeQuery } from '../client/index.ts'
import { credentialsFile, modeOf, readConfig } from './config.ts'
import type { Session } from './connect.ts'
import { fetchOverNode, proxyFor } from './http.ts'
import { fromNow } from './print.ts'

export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly found: string
}

const FIRST_BYTE_WITHIN_MS = 2_000
const CLOCK_WITHIN_MS = 30_000
const SOON_MS = 3 * 86_400_000

/** Runs the checks in turn. */
export async function* findings(session: Session): AsyncGenerator<Finding> {
  const { client, target } = session
  const url = new URL(target.url)
  yield await check('configuration', async () => {
    readConfig()
    const mode = modeOf(credentialsFile())
    if (mode !== undefined && (mode & 0o077) !== 0) throw new Error(`others can read ${credentialsFile()}`)
    return `${target.context ?? 'no context'}, ${target.url}`
  })
  const proxy = proxyFor(url)
  const name = await check('name', async () => {
    if (proxy) return `${url.hostname} is looked up by the proxy ${proxy.host}`
    const { address } = await lookup(url.hostname.replace(/^\[|\]$/g, ''))
    return `${url.hostname} is ${address}`
  })
  yield name
  if (!name.ok) return
  if (url.protocol === 'https:' && !proxy) {
    const certificate = await check('certificate', () => certificateOf(url))
    yield certificate
    if (!certificate.ok) return
  }
  let date: string | null = null
  const ready = await check('server', async () => {
    const response = await fetchOverNode(`${target.url}/readyz`, { signal: AbortSignal.timeout(10_000) })
    date = response.headers.get('date')
    await response.text()
    if (response.status !== 200) throw new Error(`/readyz answers ${response.status}: writes do not succeed`)
    return 'ready for reads and writes'
  })
  yield ready
  if (date !== null) yield await check('clock', async () => clockAgainst(Date.parse(date as unknown as string)))
  const version = await check('version', async () => {
    const { version } = await client.serverInfo()
    if (version !== packageJson.version)
      throw new Error(`the server has ${version}, this command line ${packageJson.version}`)
    return version
  })
  yield version
  const signedIn = await check('sign-in', async () => describe(await client.me()))
  yield signedIn
  if (!signedIn.ok) return
  yield await check('stream', () => firstByte(session))
  if (target.workspace === undefined) return
  yield await check('workspace', async () => {
    const workspace = await client.workspace({ by: target.workspace as string })
    if (!workspace) throw new Error(`there is no ${target.workspace}, or you may not see it`)
    return `${workspace.name}, where you are ${workspace.myRole}`
  })
}

async function check(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { check: name, ok: true, found: await look() }
  } catch (error) {
    const { message } = error as Error
    return { check: name, ok: false, found: isCroftError(error) ? `${message} (${error.code})` : message }
  }
}

async function certificateOf(url: URL): Promise<string> {
  const { connect } = await import('node:tls')
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port || 443), servername: url.hostname }, () => {
      const { valid_to, issuer } = socket.getPeerCertificate()
      socket.destroy()
      const left = Date.parse(valid_to) - Date.now()
      if (left < SOON_MS) reject(new Error(`it ends ${fromNow(left)}`))
      else resolve(`of ${issuer.O ?? issuer.CN}, ends ${fromNow(left)}`)
    })
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')))
    socket.on('error', reject)
  })
}

async function clockAgainst(server: number): Promise<string> {
  const off = Date.now() - server
  if (Math.abs(off) > CLOCK_WITHIN_MS) throw new Error(`this machine is ${Math.round(off / 1_000)} s off the server`)
  return 'within 30 s of the server'
}

function describe({ user, serviceAccount, token }: MeQuery['me']): string {
  const who = user?.name ?? serviceAccount?.name ?? 'nobody'
  if (!token) return who
  const left = Date.parse(token.expiresAt) - Date.now()
  if (left < SOON_MS) throw new Error(`${who}; the token ends ${fromNow(left)}: croft tokens rotate ${token.id}`)
  return `${who}; the token ends ${fromNow(left)}`
}

/** Checks that no proxy buffers answers, since it would hold back every event. */
async function firstByte({ target }: Session): Promise<string> {
  const token = await target.token()
  const start = performance.now()
  const end = new AbortController()
  const timer = setTimeout(
    () => end.abort(new Error('no byte within 2 s: a proxy holds streams back')),
    FIRST_BYTE_WITHIN_MS,
  )
  try {
    const response = await fetchOverNode(`${target.url}/graphql`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: 'subscription { deletions { cursor } }' }),
      signal: end.signal,
    })
    if (response.status !== 200) throw new Error(`a subscription is answered with ${response.status}`)
    await response.body.getReader().read()
    return `the first byte came after ${Math.round(performance.now() - start)} ms`
  } finally {
    clearTimeout(timer)
    end.abort()
  }
}
