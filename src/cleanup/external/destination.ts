// Where webhooks may go. Whoever registers a kind decides which address the server calls, so a webhook could reach
// hosts that only the server's own network can reach (SSRF). A URL is checked when it is registered, and again, with
// every address that its name resolves to, at each call.
import ipaddr from 'ipaddr.js'
import { type Address, addressOf, isIn, type Network } from '../../config/networks.ts'

/** Names that never leave the machine (RFC 6761), whatever a resolver says. */
const LOCAL_NAME = /^(?:.+\.)?localhost\.?$/
const LOCAL_ADDRESSES = ['127.0.0.1', '::1']

/**
 * What is wrong with a webhook's URL whatever its name resolves to, as text that follows the name of a field; null if
 * nothing is.
 */
export function urlFault(text: string, allow: readonly Network[]): string | null {
  if (!URL.canParse(text)) return 'must be an https address'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must be an https address'
  if (url.username !== '' || url.password !== '') return 'must be without user-info'
  const isPlain = url.protocol === 'http:'
  if (isPlain && allow.length === 0) return 'must be an https address: http is for networks of CROFT_WEBHOOK_ALLOW'
  const host = hostOf(url)
  const known = LOCAL_NAME.test(host) ? LOCAL_ADDRESSES : addressOf(host) ? [host] : []
  if (known.length === 0 || known.some((address) => mayReach(address, { isPlain, allow }))) return null
  return isPlain
    ? 'must be an https address: http is for networks of CROFT_WEBHOOK_ALLOW'
    : 'must lead to a public address, or to a network of CROFT_WEBHOOK_ALLOW'
}

/** The name or address that the URL leads to, without the brackets of an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

/** Whether a webhook may connect to the address: a public one, but not by plain http, or one of the networks in `allow`. */
export function mayReach(text: string, { isPlain, allow }: { isPlain: boolean; allow: readonly Network[] }): boolean {
  const address = addressOf(text)
  if (!address) return false
  return [address, ...embeddedIn(address)].every((each) => isIn(allow, each) || (!isPlain && isPublic(each)))
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
const SIX_TO_FOUR = ipaddr.IPv6.parseCIDR('2002::/16')
const TEREDO = ipaddr.IPv6.parseCIDR('2001::/32')

/**
 * Whether the address is a public one of the Internet; an IPv6 address must be in the only block from which public ones
 * are assigned (RFC 4291). An address of NAT64 (RFC 6052) leads to the IPv4 address in it, which is checked as well.
 */
function isPublic(address: Address): boolean {
  if (isIn([NAT64], address)) return true
  if (address.kind() === 'ipv6' && !isIn([GLOBAL_UNICAST], address)) return false
  return address.range() === 'unicast'
}

/** The IPv4 addresses to which an IPv6 address leads by NAT64, 6to4 or Teredo. */
function embeddedIn(address: Address): Address[] {
  if (address.kind() === 'ipv4') return []
  const { parts } = address as ipaddr.IPv6
  const from = (index: number, mask = 0) => {
    const [high, low] = [(parts[index] ?? 0) ^ mask, (parts[index + 1] ?? 0) ^ mask]
    return addressOf([high >> 8, high & 255, low >> 8, low & 255].join('.')) as Address
  }
  if (isIn([NAT64], address)) return [from(6)]
  if (isIn([SIX_TO_FOUR], address)) return [from(1)]
  // the server of Teredo, and the client, whose address is written with every bit turned
  return isIn([TEREDO], address) ? [from(2), from(6, 0xffff)] : []
}
