// Delivers one webhook to the service that owns a resource: one attempt, whose outcome the caller acts upon. The
// receiver is not trusted: its address is checked for this very connection (`destination.ts`), its time is limited, and
// of its answer only the status counts. The text of the answer is never shown, since the server may see what readers
// may not.
import { lookup as lookUp } from 'node:dns/promises'
import { type RequestOptions, request as requestByHttp } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import packageJson from '../../../package.json' with { type: 'json' }
import type { Network } from '../../config/networks.ts'
import { hostOf, mayReach, urlFault } from './destination.ts'
import { signaturesOf } from './signing.ts'

export interface WebhookRequest {
  readonly url: string
  /** `signingSecretsOf` the kind. */
  readonly secrets: readonly string[]
  /** The same for each attempt. */
  readonly messageId: string
  /** Receivers refuse what was signed long ago, so that nobody can send it again. */
  readonly attemptedAt: Date
  /** JSON. */
  readonly body: string
  /** The same for each attempt. */
  readonly idempotencyKey: string
  /** The networks that may be reached besides public addresses. */
  readonly allow: readonly Network[]
  /** Ends the attempt. */
  readonly signal?: AbortSignal
}

/** `error` is a status and a fixed sentence. */
export type Outcome =
  | { readonly kind: 'confirmed' }
  /** 202: the receiver has begun, and will report. */
  | { readonly kind: 'accepted' }
  /** 404 and 410: there is nothing to remove. */
  | { readonly kind: 'gone' }
  /** It may succeed later. */
  | { readonly kind: 'retry'; readonly error: string }
  /** Trying again would not help. */
  | { readonly kind: 'refused'; readonly error: string }

interface HostAddress {
  readonly address: string
  readonly family: number
}

interface Transport {
  /** All addresses of a name. */
  readonly resolve: (name: string) => Promise<readonly HostAddress[]>
  /** The time limit for everything: resolving, connecting, TLS, and the whole answer. */
  readonly withinMs: number
}

const MAX_ANSWER_BYTES = 16 * 1024
/**
 * The most interim answers (100, 103) before the real one: a flood of them would keep the server busy until the time is
 * up.
 */
const MAX_INTERIM_ANSWERS = 10
/** How long one of several addresses may take to connect before the next is tried. */
const NEXT_ADDRESS_AFTER_MS = 1000
const TRANSPORT: Transport = { resolve: (name) => lookUp(name, { all: true }), withinMs: 10_000 }

/** Sends the webhook once, and says what became of it. It does not throw for anything that a receiver or a network does. */
export async function deliverWebhook(request: WebhookRequest, transport: Partial<Transport> = {}): Promise<Outcome> {
  const { resolve, withinMs } = { ...TRANSPORT, ...transport }
  if (urlFault(request.url, request.allow) !== null) return FORBIDDEN_ADDRESS
  if (request.secrets.length === 0) return WITHOUT_SECRET
  const url = new URL(request.url)
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(TIMED_OUT), withinMs)
  const stop = () => ending.abort(STOPPED)
  if (request.signal?.aborted) stop()
  request.signal?.addEventListener('abort', stop)
  try {
    const addresses = await addressesOf(hostOf(url), resolve, ending.signal)
    if (addresses.length === 0) return retry(UNRESOLVED)
    const isPlain = url.protocol === 'http:'
    if (!addresses.every(({ address }) => mayReach(address, { isPlain, allow: request.allow })))
      return FORBIDDEN_ADDRESS
    return outcomeOf(await post(url, addresses, request, ending.signal))
  } catch (error) {
    return retry(ending.signal.aborted ? ending.signal.reason : sentenceOf(error as NodeJS.ErrnoException))
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', stop)
  }
}

/** The addresses of the host, resolved only once: a name can resolve to others the next time. */
async function addressesOf(
  host: string,
  resolve: Transport['resolve'],
  signal: AbortSignal,
): Promise<readonly HostAddress[]> {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  let abandon = () => {}
  const ended = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason)
    if (signal.aborted) abandon()
    signal.addEventListener('abort', abandon)
  })
  try {
    // the system's resolver has time-outs of its own, which are longer
    return await Promise.race([resolve(host), ended])
  } finally {
    signal.removeEventListener('abort', abandon)
  }
}

/** The status of the answer, once all of it is there, or as much as is read. It follows no redirect and keeps no connection. */
function post(
  url: URL,
  addresses: readonly HostAddress[],
  { secrets, messageId, attemptedAt, body, idempotencyKey }: WebhookRequest,
  signal: AbortSignal,
): Promise<number> {
  const timestamp = Math.floor(attemptedAt.getTime() / 1000)
  const options: RequestOptions & Record<string, unknown> = {
    method: 'POST',
    agent: false,
    signal,
    lookup: onlyTo(addresses),
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
    maxHeaderSize: MAX_ANSWER_BYTES,
    // a host name may end with a dot; certificates and TLS server names never do
    servername: isIP(hostOf(url)) === 0 ? url.hostname.replace(/\.$/, '') : '',
    rejectUnauthorized: true,
    headers: {
      'webhook-id': messageId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signaturesOf(secrets, { id: messageId, timestamp, body }),
      'idempotency-key': idempotencyKey,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': `croft/${packageJson.version}`,
    },
  }
  return new Promise((resolve, reject) => {
    const sent = url.protocol === 'https:' ? requestByHttps(url, options) : requestByHttp(url, options)
    sent.on('error', reject)
    // the last event in any case; once there is a status it changes nothing
    sent.on('close', () => reject(new Error('The connection has ended before the answer did')))
    let interim = 0
    sent.on('information', () => {
      if (++interim > MAX_INTERIM_ANSWERS) sent.destroy(new Error('Too many interim answers'))
    })
    sent.on('upgrade', (_answer, socket) => {
      socket.destroy()
      reject(new Error('The protocol was changed, which nobody asked for'))
    })
    sent.on('response', (answer) => {
      const status = answer.statusCode ?? 0
      let bytes = 0
      answer.on('error', reject)
      answer.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes <= MAX_ANSWER_BYTES) return
        resolve(status)
        sent.destroy()
      })
      answer.on('end', () => resolve(status))
    })
    sent.end(body)
  })
}

/** A look-up that answers these addresses, whatever the name. */
function onlyTo(addresses: readonly HostAddress[]): LookupFunction {
  const [first] = addresses
  return (_name, { all }, callback) => {
    if (all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

/**
 * A redirect is not followed, since it could lead anywhere, and not tried again: it stays until somebody changes the URL
 * of the kind. A status that HTTP does not have counts as a fault of the receiver.
 */
function outcomeOf(status: number): Outcome {
  if (status === 202) return { kind: 'accepted' }
  if (status >= 200 && status < 300) return { kind: 'confirmed' }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 408 || status === 429) return retry(`Status ${status}: the receiver asks to try again`)
  if (status >= 300 && status < 400) return refused(`Status ${status}: the receiver redirects, which is not followed`)
  if (status >= 400 && status < 500) return refused(`Status ${status}: the receiver refuses the request`)
  return retry(`Status ${status}: the receiver has failed`)
}

function retry(error: string): Outcome {
  return { kind: 'retry', error }
}
function refused(error: string): Outcome {
  return { kind: 'refused', error }
}

const FORBIDDEN_ADDRESS = refused('Not sent: the URL leads to an address that webhooks may not reach')
const WITHOUT_SECRET = refused('Not sent: the signing secret cannot be decrypted, and has to be rotated')
const TIMED_OUT = 'No answer: the receiver did not finish one in time'
const STOPPED = 'No answer: the server stopped while it waited'
const UNRESOLVED = 'Not sent: the name of the receiver cannot be resolved'
const BROKEN = 'No answer: the connection to the receiver broke'

/** Sentences by the codes of Node.js's errors; a code that is not listed means a connection that broke. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_|ENODATA)/, UNRESOLVED],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/, 'Not sent: the receiver cannot be connected to'],
  [/^(HPE_|ERR_HTTP)/, 'No answer: what the receiver sends is not HTTP'],
  [
    /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME)/,
    'Not sent: TLS with the receiver fails',
  ],
]

function sentenceOf({ code = '' }: NodeJS.ErrnoException): string {
  return SENTENCES.find(([pattern]) => pattern.test(code))?.[1] ?? BROKEN
}
