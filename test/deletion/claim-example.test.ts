// The example of a service that claims clean-up tasks, run as its readers run it: in a process of its own.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  claimSome,
  createExternalKind,
  deleteExternal,
  type ExternalKind,
  readExternal,
  untilState,
} from '../support/external.ts'
import { startProcess } from '../support/process.ts'
import { startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })
const STARTS_WITHIN_MS = 20_000

function newStore(): { data: string; create(name: string): string } {
  const data = mkdtempSync(join(tmpdir(), 'croft-worker-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const create = (name: string) => {
    const path = join(data, 'things', name)
    mkdirSync(join(path, 'files'), { recursive: true })
    return path
  }
  return { data, create }
}

async function startWorker(kind: ExternalKind, data: string, of = server) {
  const env = {
    CROFT_URL: of.url,
    CROFT_TOKEN: kind.service.token,
    CROFT_KIND: kind.name,
    DATA_DIR: data,
    IDLE_MS: '20',
  }
  const worker = startProcess(env, { command: [process.execPath, 'examples/claim-worker/worker.mjs'] })
  await until(() => worker.out.includes('Asking'), STARTS_WITHIN_MS)
  return worker
}

test('removes the things of a deleted workspace, leaves others, and counts a missing thing as removed', async () => {
  const { data, create } = newStore()
  const kind = await createExternalKind(server)
  const [first, second, other] = [create('external-0'), create('external-1'), create('external-77')]
  const worker = await startWorker(kind, data)
  // external-2 does not exist
  const { id } = await deleteExternal(server, [[kind, 3]])
  expect(await untilState(server, id, 'SUCCEEDED')).toMatchObject({ done: 5, failed: 0 })
  expect([first, second, other].map((path) => existsSync(path))).toEqual([false, false, true])
  worker.child.kill('SIGTERM')
  await until(() => worker.exit !== null)
  expect([worker.exit, worker.err]).toEqual([0, ''])
})

test('takes over a task whose worker has died, as soon as the lease has expired', async () => {
  const { data, create } = newStore()
  const kind = await createExternalKind(server)
  const thing = create('external-0')
  const { id } = await deleteExternal(server, [[kind, 1]])
  await claimSome(server, kind, 1, '10m')
  await startWorker(kind, data)
  expect((await readExternal(server, id)).done).toBe(0)
  server.advance(10 * 60_000 + 1)
  await untilState(server, id, 'SUCCEEDED')
  expect(existsSync(thing)).toBe(false)
})

test('gives up a resource whose external id is no valid name, and reports the reason', async () => {
  const { data } = newStore()
  const kind = await createExternalKind(server)
  const { id } = await deleteExternal(server, [[kind, 1]], { externalId: '../outside' })
  const outside = join(data, 'outside')
  mkdirSync(outside)
  await startWorker(kind, data)
  const failed = await untilState(server, id, 'FAILED')
  expect(failed.lastError).toBe('The external id is not the name of a thing')
  expect(existsSync(outside)).toBe(true)
})

test('waits at the rate limit, and reports each task all the same', async () => {
  const { data } = newStore()
  const own = await startTestServer({ env: { CROFT_RATE_LIMIT: '16' } })
  own.stopClock()
  const kind = await createExternalKind(own)
  own.advance(60_000)
  // two claims and 20 reports
  const { id } = await deleteExternal(own, [[kind, 20]])
  await until(async () => (await own.database.query('select id from cleanup_task')).length === 20)
  const worker = await startWorker(kind, data, own)
  await until(() => worker.out.match(/^Removed/gm)?.length === 14)
  // adds six points, and takes less time than the lease
  own.advance(24_000)
  await until(async () => {
    const [deletion] = await own.database.query<{ state: string }>('select state from deletion where id = ?', id)
    return deletion?.state === 'SUCCEEDED'
  })
  expect([worker.out.match(/^Removed/gm)?.length, worker.err]).toEqual([20, ''])
})

test('does not start without a token and a kind', async () => {
  const run = startProcess({}, { command: [process.execPath, 'examples/claim-worker/worker.mjs'] })
  await until(() => run.exit !== null, STARTS_WITHIN_MS)
  expect([run.exit, run.err]).toEqual([2, expect.stringContaining('CROFT_TOKEN')])
})
