// A deletion is followed while its server is killed three times in the middle: the client sees each event once.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../src/client/index.ts'
import { BUILT, type ServerProcess, spawnServer } from '../crash/process.ts'
import { ADMIN_TOKEN } from '../support/server.ts'
import { startProxy } from './proxy.ts'

/** Each server kills itself after this many changes for the deletion, more than recording it takes. */
const CHANGES = 20
const DEATHS = 3
const RESOURCES = 3000

test('a deletion is followed through three deaths of the server, each event once', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'croft-deaths-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const proxy = await startProxy(null)
  const start = async (failpoint: Record<string, string>): Promise<ServerProcess> => {
    const env = {
      CROFT_DATABASE_URL: `sqlite:${join(directory, 'croft.db')}`,
      CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
      CROFT_ENV: 'development',
      CROFT_LOG_LEVEL: 'info',
    }
    const child = spawnServer(BUILT, { ...env, ...failpoint })
    onTestFinished(() => child.signal('SIGKILL'))
    proxy.target = await child.ready
    return child
  }
  const dying = { CROFT_FAILPOINT: `deletion:${CHANGES}` }
  let child = await start(dying)
  let lost = 0
  const croft = createClient({
    url: proxy.url,
    token: ADMIN_TOKEN,
    workspace: 'doomed',
    retries: 20,
    onRetry: () => lost++,
  })
  await croft.createWorkspace({ name: 'doomed' })
  const kinds = ['job', 'model', 'dataset']
  for (const kind of kinds) {
    await croft.registerResources({
      resources: Array.from({ length: RESOURCES / kinds.length }, (_, number) => ({ kind, name: `r${number}` })),
    })
  }
  const ends: unknown[] = []
  const replaced = (async () => {
    for (let death = 1; death <= DEATHS; death++) {
      ends.push(await child.exit)
      child = await start(death < DEATHS ? dying : {})
    }
  })()
  const { deletion } = await croft.deleteWorkspace({ workspace: 'doomed' })
  const seen: string[] = []
  let snapshot = ''
  for await (const { id, type, cursor } of croft.deletionEvents({ deletion: deletion.id })) {
    if (type === 'SNAPSHOT') snapshot = cursor
    else seen.push(`${type} ${id}`)
  }
  await replaced
  expect(ends).toEqual(Array(DEATHS).fill('SIGKILL'))
  expect(lost).toBeGreaterThanOrEqual(1)
  const replay: string[] = []
  for await (const { id, type } of croft.deletionEvents({ deletion: deletion.id, after: snapshot })) {
    replay.push(`${type} ${id}`)
  }
  expect(seen).toEqual(replay)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.at(-1)).toMatch(/^SUCCEEDED /)
  expect(await croft.workspace()).toBeNull()
})
