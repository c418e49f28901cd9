import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/**
 * A function that finds a request's client address: the socket's, or behind trusted proxies the last address in
 * X-Forwarded-For that is not one of theirs. Addresses further left were written by the client and prove nothing.
 */
export function clientAddress(trustedProxies: readonly string[]): (req: IncomingMessage) => string | null {
  // Node writes addresses in their shortest form already, except for IPv4 on a dual-stack socket
  if (trustedProxies.length === 0) return (req) => req.socket.remoteAddress?.replace(/^::ffff:(?=[\d.]+$)/, '') ?? null
  const networks = trustedProxies.map(networkOf)
  const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
    networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
  return (req) => {
    let address = parse(req.socket.remoteAddress ?? '')
    if (!address) return null
    const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',')
    while (isTrusted(address) && forwarded.length > 0) {
      const next = parse(withoutPort(forwarded.pop() as string))
      if (!next) break
      address = next
    }
    return address.toString()
  }
}

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null
}

function withoutPort(text: string): string {
  const trimmed = text.trim()
  return /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
}
