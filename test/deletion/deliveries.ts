// Shared by the tests of webhooks: one delivery, with defaults for the values that a test omits, and its outcomes.
import { deliverWebhook } from '../../src/cleanup/external/webhook.ts'
import { type Network, networkOf } from '../../src/config/networks.ts'

type Request = Parameters<typeof deliverWebhook>[0]
type Transport = Parameters<typeof deliverWebhook>[1]

export const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`
export const allow = (...texts: string[]) => texts.map((text) => networkOf(text) as Network)
const LOOPBACK = allow('127.0.0.1')

/** Delivers to a receiver, with defaults for the other values. */
export const deliver = (url: string, more: Partial<Request> = {}, transport?: Transport) =>
  deliverWebhook(
    {
      url,
      secrets: [secretOf(1)],
      messageId: 'task_1',
      attemptedAt: new Date(),
      body: '{"name":"Ärger"}',
      idempotencyKey: 'task_1',
      allow: LOOPBACK,
      ...more,
    },
    transport,
  )
/** Resolves every name to these addresses, and counts the lookups. */
export function resolver(...addresses: string[]) {
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { resolve, asked }
}

export function retry(error: string) {
  return { kind: 'retry', error } as const
}
export function refused(error: string) {
  return { kind: 'refused', error } as const
}

export const BROKEN = retry('No answer: the connection to the receiver broke')
export const NOT_HTTP = retry('No answer: what the receiver sends is not HTTP')
export const TIMED_OUT = retry('No answer: the receiver did not finish one in time')
