// The programs of the README that follow a deletion, run as they are printed, while their server stops, is killed, and
// starts again.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { EventCursors } from '../../src/store/event-cursor.ts'
import { freePort } from '../deploy/nginx.ts'
import { seqOf } from '../support/cursors.ts'
import { newDatabase, SECRET_KEY } from '../support/database.ts'
import { blockRemoval } from '../support/faults.ts'
import { type Run, ready, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const LIBRARIES = ['graphql-ws', 'graphql-sse'] as const
const CURSORS = new EventCursors(Buffer.from(SECRET_KEY, 'base64'))
/** Longer than the pauses that the libraries make between attempts. */
const RECONNECTS_WITHIN_MS = 30_000

interface Program {
  readonly child: ChildProcess
  /** The lines that the program has printed so far. */
  readonly lines: readonly string[]
  readonly err: string
  readonly exit: number | null
}

const sampleOf = (library: string): string =>
  [...README.matchAll(/```js\n([\s\S]*?)```/g)]
    .map(([, code]) => code as string)
    .find((code) => code.includes(`from '${library}'`)) ?? `throw new Error('The README has no sample for ${library}')`

function runSample(library: string, env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['--input-type=module', '-e', sampleOf(library)], {
    env: { PATH: process.env['PATH'], ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => {
    out += String(part)
  })
  child.stderr.on('data', (part) => {
    err += String(part)
  })
  return {
    child,
    get lines() {
      return out.split('\n').slice(0, -1)
    },
    get err() {
      return err
    },
    get exit() {
      return child.exitCode
    },
  }
}

test('firm ground 9: the programs of the README see every event once, through SIGTERM, SIGKILL and restarts', async () => {
  const database = await newDatabase()
  onTestFinished(() => database.drop())
  const port = String(await freePort())
  const start = () =>
    startProcess({
      ...database.env,
      CROFT_SECRET_KEY: SECRET_KEY,
      CROFT_PORT: port,
      CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
      CROFT_SHUTDOWN_GRACE: '2s',
    })
  let server: Run = start()
  const url = await ready(server)
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the query
  const ask = async (query: string): Promise<any> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ADMIN_TOKEN}` },
      body: JSON.stringify({ query }),
    })
    return ((await response.json()) as { data: unknown }).data
  }
  const created = await ask('mutation { createWorkspace(input: { name: "resumed" }) { workspace { id } } }')
  const clear = await blockRemoval({ database }, 'membership', created.createWorkspace.workspace.id)
  const input = '{ workspace: { name: "resumed" } }'
  const { deletion } = (await ask(`mutation { deleteWorkspace(input: ${input}) { deletion { id } } }`)).deleteWorkspace
  const programs = LIBRARIES.map((library) =>
    runSample(library, { CROFT_URL: url, TOKEN: ADMIN_TOKEN, DELETION: deletion.id }),
  )
  const retries = (program: Program) => program.lines.filter((line) => line.includes('"STEP_RETRYING"')).length
  // otherwise the pause before the next attempt grows to minutes
  const attemptNow = () =>
    database.query('update deletion_step set next_attempt_at = null where deletion_id = ?', deletion.id)
  // each attempt at the blocked step is an event, so a connected program continues to see events
  const allSeeMore = async () => {
    const before = programs.map(retries)
    await attemptNow()
    await until(() => programs.every((program, i) => retries(program) > (before[i] as number)), RECONNECTS_WITHIN_MS)
  }

  await allSeeMore()
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    server.child.kill(signal)
    await until(() => server.exit !== null)
    expect(server.exit).toBe(signal === 'SIGTERM' ? 0 : signal)
    // `complete` would mean that the deletion is over
    for (const { lines, err, exit } of programs)
      expect([lines.includes('complete'), err, exit]).toEqual([false, '', null])
    server = start()
    await ready(server)
    await allSeeMore()
  }
  await clear()
  await attemptNow()
  await until(() => programs.every(({ exit }) => exit !== null), RECONNECTS_WITHIN_MS)

  const rows = await database.query<{ seq: number | string }>(
    'select seq from event where deletion_id = ? order by seq',
    deletion.id,
  )
  for (const { lines, err, exit } of programs) {
    expect([err, exit, lines.at(-1)]).toEqual(['', 0, 'complete'])
    const events = lines.slice(0, -1).map((line) => JSON.parse(line) as { cursor: string; type: string })
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(['SNAPSHOT', 'SUCCEEDED'])
    const [snapshot, ...live] = events.map(({ cursor }) => seqOf(CURSORS, cursor))
    expect(live).toEqual(rows.map(({ seq }) => Number(seq)).filter((seq) => seq > (snapshot as number)))
  }
}, 180_000)

test('firm ground 9: the programs of the README end, and print the reason, when their token is refused', async () => {
  const { url } = await startTestServer()
  const env = { CROFT_URL: url, TOKEN: 'croft_0', DELETION: 'del_01m80cz8j1f6avgssr5azgk7pk' }
  const programs = LIBRARIES.map((library) => runSample(library, env))
  await until(() => programs.every(({ exit }) => exit !== null), RECONNECTS_WITHIN_MS)
  for (const { lines, err } of programs) {
    expect(lines).toEqual([])
    expect(err).toMatch(/^failed /)
  }
})
