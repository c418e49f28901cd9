// A service that keeps each of its things, say models, as a directory, and asks Croft which of them to remove: it need not be
// reachable. What a worker must do is all here: keep its leases while it works, stop when it has lost one, report each attempt
// by its number, and go on whatever happens to the network.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const { CROFT_TOKEN, CROFT_KIND, CROFT_URL = 'http://127.0.0.1:4000', DATA_DIR = 'data' } = process.env
if (!CROFT_TOKEN || !CROFT_KIND) {
  console.error('CROFT_TOKEN (of the service account that owns the kind) and CROFT_KIND are needed')
  process.exit(2)
}
const LEASE_SECONDS = 30
const IDLE_MS = Number(process.env.IDLE_MS ?? 2000)
const REQUEST_TIMEOUT_MS = 10_000
const THINGS = join(DATA_DIR, 'things')
const DONE = join(DATA_DIR, 'done')
for (const directory of [THINGS, DONE]) mkdirSync(directory, { recursive: true })

const CLAIM = `mutation Claim($input: ClaimCleanupTasksInput!) {
  claimCleanupTasks(input: $input) { tasks { id attempt externalId } }
}`
const COMPLETE = `mutation Complete($input: CompleteCleanupTaskInput!) {
  completeCleanupTask(input: $input) { task { state } }
}`
const FAIL = `mutation Fail($input: FailCleanupTaskInput!) {
  failCleanupTask(input: $input) { task { state nextAttemptAt } }
}`

const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stopping.abort())
console.log(`Asking ${CROFT_URL} for clean-up tasks of ${CROFT_KIND}`)
while (!stopping.signal.aborted) {
  const found = await work().catch((error) => {
    console.error(error.message)
    return 0 // Croft is away or refuses: the tasks stay, and leases expire by themselves
  })
  if (found === 0) await pause(IDLE_MS, undefined, { signal: stopping.signal }).catch(() => {})
}

/** Claims some tasks, and works on them side by side. Those that were claimed are finished, even when the worker stops. */
async function work() {
  const { tasks } = await claim({ max: 10 })
  const held = new Map(tasks.map(({ id, attempt }) => [id, { attempt, ending: new AbortController() }]))
  const renewing = setInterval(() => renew(held).catch(console.error), (LEASE_SECONDS * 1000) / 3)
  await Promise.all(tasks.map((task) => carryOut(task, held))).finally(() => clearInterval(renewing))
  return tasks.length
}

async function claim(input) {
  const lease = `${LEASE_SECONDS}s`
  return (await call(CLAIM, { kinds: [CROFT_KIND], lease, ...input })).claimCleanupTasks
}

/** Extends the leases of what is under way. What Croft leaves out is no longer ours: somebody else may have it. */
async function renew(held) {
  const asked = [...held]
  if (asked.length === 0) return
  // a task that somebody else has claimed since is at another attempt: its lease is not ours to extend
  const attempts = asked.map(([, { attempt }]) => attempt)
  const { tasks } = await claim({ tasks: asked.map(([id]) => id), attempts })
  const ours = new Set(tasks.map(({ id }) => id))
  for (const [id, { ending }] of asked) if (!ours.has(id)) ending.abort(new Error('The lease was lost'))
}

async function carryOut({ id, attempt, externalId }, held) {
  const { signal } = held.get(id).ending
  const report = { task: id, attempt }
  try {
    const error = await remove(id, externalId, signal)
    if (error) await call(FAIL, { ...report, error, retryable: false })
    else await call(COMPLETE, report)
    console.log(error ? `Gave up ${externalId}: ${error}` : `Removed ${externalId}`)
  } catch (error) {
    console.error(`${externalId}: ${error.message}`)
    // Croft tries it again after a pause; if this does not arrive either, when the lease has expired
    if (!signal.aborted) await call(FAIL, { ...report, error: 'It could not be removed' }).catch(() => {})
  } finally {
    held.delete(id)
  }
}

/**
 * Removes a thing, once for each task; answers why it never can be removed. A worker that died before its report gets the task
 * again: one that is gone is as good as removed, and another thing that has its name by then must stay.
 */
async function remove(task, externalId, signal) {
  if (!/^[\w-]+$/.test(externalId ?? '')) return 'The external id is not the name of a thing'
  const thing = join(THINGS, externalId)
  const removing = join(DATA_DIR, `removing-${task}`)
  signal.throwIfAborted()
  if (existsSync(join(DONE, task))) return null
  if (!existsSync(removing) && existsSync(thing)) await rename(thing, removing)
  await rm(removing, { recursive: true, force: true })
  writeFileSync(join(DONE, task), '')
  return null
}

/** Sends a mutation. Throws with the code of a refusal: CONFLICT, where an attempt is not the newest any more. */
async function call(query, input) {
  const response = await fetch(new URL('graphql', `${CROFT_URL}/`), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${CROFT_TOKEN}` },
    body: JSON.stringify({ query, variables: { input } }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  })
  if (response.status === 429) {
    // nothing has been carried out: who removes more than the rate limit allows waits, so as not to lose what was done
    await response.body?.cancel()
    await pause(1000 * (Number(response.headers.get('retry-after')) || 1))
    return call(query, input)
  }
  const { data, errors } = await response.json()
  if (errors) throw new Error(`${errors[0].extensions.code}: ${errors[0].message}`)
  return data
}
