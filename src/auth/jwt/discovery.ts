// What is read from an issuer: OpenID Connect Discovery 1.0, and the key set that it names. The issuer is trusted to
// say which keys sign, but not to answer well: its answers are bounded in size and time.
import { type KeySet, keySetOf } from './key-set.ts'

/** The time limit for both documents together. */
const TIMEOUT_MS = 5000
/** The largest key sets, of issuers with certificates in them, have some 30 KiB. */
const MAX_DOCUMENT_BYTES = 512 * 1024

/**
 * The keys that the issuer publishes now. The address of the key set is looked up each time, since issuers change it.
 */
export async function fetchKeySet(issuer: string): Promise<KeySet> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const { issuer: described, jwks_uri: keys } = asObject(await fetchJson(address, signal))
  if (described !== issuer) throw new Error(`${address} does not describe ${issuer}`)
  if (typeof keys !== 'string' || !isAsSafe(keys, issuer)) throw new Error(`${address} has no jwks_uri that fits`)
  return keySetOf(await fetchJson(keys, signal))
}

/** The keys of an issuer with https must be served over https, too. */
function isAsSafe(url: string, issuer: string): boolean {
  return URL.canParse(url) && [new URL(issuer).protocol, 'https:'].includes(new URL(url).protocol)
}

async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, redirect: 'error', headers: { Accept: 'application/json' } })
  const reader = response.body?.getReader()
  if (!reader) throw new Error(`${url} answered nothing`)
  // fetch may no longer obey the signal once the headers have arrived, and would wait forever for the rest of the body
  const cancel = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', cancel)
  try {
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    const chunks: Uint8Array[] = []
    let bytes = 0
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return JSON.parse(Buffer.concat(chunks).toString())
      chunks.push(value)
      bytes += value.byteLength
      if (bytes > MAX_DOCUMENT_BYTES) throw new Error(`${url} answered more than ${MAX_DOCUMENT_BYTES} bytes`)
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
  }
}

function asObject(document: unknown): Record<string, unknown> {
  return typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {}
}
