import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6
/** The first address of a network, and how many bits all of its addresses share with it. */
export type Network = readonly [Address, number]

/** ipaddr.js takes `::10.0.0.1` for 10.0.0.1, where the system connects to an IPv6 address, ::a00:1. */
const withGroups = (text: string): string => text.replace(/^::(?=\d+\.)/, '::0:')

/** The address that the text is, an IPv4 address that is written as IPv6 (`::ffff:10.0.0.1`) as itself; null for no address. */
export function addressOf(text: string): Address | null {
  return isIP(text) === 0 ? null : ipaddr.process(withGroups(text))
}

/** The network of a text such as `10.0.0.0/8`, or of a single address; undefined for any other text. */
export function networkOf(text: string): Network | undefined {
  const [, written = '', given] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  if (isIP(written) === 0) return undefined
  const address = withGroups(written)
  const size = isIP(address) === 4 ? 32 : 128
  const bits = Number(given ?? size)
  if (bits > size) return undefined
  const processed = ipaddr.process(address)
  const isMapped = size === 128 && processed.kind() === 'ipv4'
  if (!isMapped) return [processed, bits]
  return bits < 96 ? [ipaddr.parse(address), bits] : [processed, bits - 96]
}

/**
 * The key under which a client is limited: its IPv4 address, or the first 64 bits of its IPv6 address, since a client
 * has the whole /64.
 */
export function addressKey(ip: string | null): string {
  if (ip === null) return 'unknown'
  if (!ip.includes(':')) return ip
  const address = addressOf(ip)
  return address && 'parts' in address ? address.parts.slice(0, 4).join(':') : ip
}

/** Whether one of the networks has the address. */
export function isIn(networks: readonly Network[], address: Address): boolean {
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}
