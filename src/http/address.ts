import type { IncomingMessage } from 'node:http'
import { addressOf, isIn, type Network } from '../config/networks.ts'

/**
 * A function that finds a request's client address: the socket's, or behind trusted proxies the last address in
 * X-Forwarded-For that is not one of theirs. Addresses further left were written by the client and prove nothing.
 */
export function clientAddress(trustedProxies: readonly Network[]): (req: IncomingMessage) => string | null {
  // Node writes addresses in their shortest form already, except for IPv4 on a dual-stack socket
  if (trustedProxies.length === 0) return (req) => req.socket.remoteAddress?.replace(/^::ffff:(?=[\d.]+$)/, '') ?? null
  return (req) => {
    let address = addressOf(req.socket.remoteAddress ?? '')
    if (!address) return null
    const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',')
    while (isIn(trustedProxies, address) && forwarded.length > 0) {
      const next = addressOf(withoutPort(forwarded.pop() as string))
      if (!next) break
      address = next
    }
    return address.toString()
  }
}

function withoutPort(text: string): string {
  const trimmed = text.trim()
  return /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
}
