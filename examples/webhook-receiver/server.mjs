// A service that keeps each of its things, say datasets, as a directory, and removes one when Croft asks for it. What a
// receiver of clean-up webhooks must do is all here: check the signature over the bytes as they came, do the work once for
// each idempotency key, and answer within ten seconds with a status that says what became of it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'

const { CROFT_WEBHOOK_SECRET, DATA_DIR = 'data', HOST = '127.0.0.1', PORT = '4100' } = process.env
if (!CROFT_WEBHOOK_SECRET) {
  console.error('CROFT_WEBHOOK_SECRET is missing: registerResourceKind and updateResourceKind show it once')
  process.exit(2)
}
// While a new secret is introduced Croft signs with the old one, too, so that one is enough here.
const webhook = new Webhook(CROFT_WEBHOOK_SECRET)
const MAX_BODY_BYTES = 64 * 1024

const THINGS = join(DATA_DIR, 'things')
const DONE = join(DATA_DIR, 'done')
for (const directory of [THINGS, DONE]) mkdirSync(directory, { recursive: true })

const server = createServer(async (request, response) => {
  const status = await answer(request).catch((error) => {
    console.error(error)
    return 500 // Croft tries again later
  })
  response.writeHead(status).end()
})
server.listen(Number(PORT), HOST, () => {
  console.log(`Listening at http://${HOST}:${server.address().port}/clean-up`)
})
process.on('SIGTERM', () => server.close())

async function answer(request) {
  if (request.method !== 'POST' || request.url !== '/clean-up') return 405
  const body = await bodyOf(request)
  if (body === null) return 413
  let message
  try {
    message = webhook.verify(body, request.headers)
  } catch {
    return 401 // not from Croft, changed on its way, or sent again after more than five minutes
  }
  // another version of Croft may send messages that this one does not know
  if (message.type !== 'cleanup_task.requested') return 422
  const key = String(request.headers['idempotency-key'])
  const { externalId } = message.data.resource
  if (!/^\w+$/.test(key) || !/^[\w-]+$/.test(externalId ?? '')) return 422
  return once(key, () => remove(externalId, key))
}

/** The statuses of work that has been begun, by idempotency key. */
const underWay = new Map()

/**
 * Does the work once for each key, whatever the number of calls, also after a restart: Croft repeats a call whose answer it
 * did not get. Meanwhile there may be another thing of the same name, which must stay.
 */
async function once(key, work) {
  if (existsSync(join(DONE, key))) return 204
  const begun = underWay.get(key) ?? work()
  underWay.set(key, begun)
  try {
    return await begun
  } finally {
    underWay.delete(key)
  }
}

/** Removes a thing. It is moved out of the way first: from then on a repeated call finishes the removal of this very thing. */
async function remove(externalId, key) {
  const thing = join(THINGS, externalId)
  const removing = join(DATA_DIR, `removing-${key}`)
  const isThere = existsSync(removing) || existsSync(thing)
  if (isThere) {
    if (!existsSync(removing)) await rename(thing, removing)
    await rm(removing, { recursive: true })
  }
  writeFileSync(join(DONE, key), '')
  return isThere ? 204 : 404 // which Croft counts as gone
}

/** The bytes of the body as text; null for more than Croft ever sends. */
async function bodyOf(request) {
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
