// Delivers a webhook to each of the URLs, whose names all resolve to 127.0.0.1, and prints the outcomes. It runs in a
// process of its own, because the trusted authorities are fixed when a process starts.
import { deliverWebhook } from '../../src/cleanup/external/webhook.ts'
import { type Network, networkOf } from '../../src/config/networks.ts'

const request = {
  secrets: [`whsec_${Buffer.alloc(32, 1).toString('base64')}`],
  messageId: 'task_1',
  attemptedAt: new Date(),
  body: '{}',
  idempotencyKey: 'task_1',
  allow: [networkOf('127.0.0.1') as Network],
}
const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
const outcomes = process.argv.slice(2).map((url) => deliverWebhook({ ...request, url }, { resolve }))
process.stdout.write(JSON.stringify(await Promise.all(outcomes)))
