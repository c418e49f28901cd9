// Protection of all clients from a single one, with or without a credential, and of the database from a second server.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { getIntrospectionQuery } from 'graphql'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { secretKeyBeside } from '../../src/store/secret-key.ts'
import { connect } from '../streams/raw.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'

const server = await startTestServer({ shared: true })

test('answers a ping without repeating its payload', async () => {
  const socket = await connect(server, { init: null })
  socket.send({ type: 'ping', payload: { padding: 'x'.repeat(1000) } })
  await until(() => socket.messages.length)
  expect(socket.messages).toEqual([{ type: 'pong' }])
  socket.close()
})

test('stops reading from a socket that does not read its answers, and sends every answer once it does', async () => {
  const OPERATIONS = 80
  const own = await startTestServer()
  const { authenticate } = own.app.services
  let started = -1
  const count = (credential: Parameters<typeof authenticate>[0]) => {
    started++
    return authenticate(credential)
  }
  const socket = await connect(own)
  Object.assign(own.app.services, { authenticate: count })
  started = 0
  socket.pause()
  // long messages, so that only a few of them arrive at once
  const query = `${getIntrospectionQuery()} # ${'x'.repeat(60_000)}`
  for (let i = 0; i < OPERATIONS; i++) socket.subscribe(`q${i}`, query)
  // the socket is paused if no operation on it has started during twenty requests of another client
  for (let before = -1; before !== started; ) {
    before = started
    for (let i = 0; i < 20; i++) await fetch(`${own.url}/readyz`)
  }
  expect(started).toBeGreaterThan(0)
  expect(started).toBeLessThan(OPERATIONS)
  socket.resume()
  await until(() => socket.messages.filter(({ type }) => type === 'complete').length === OPERATIONS)
  socket.close()
})

test('keeps no memory of invalid documents', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heap = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const send = async (n: number) => {
    const fields = Array.from({ length: 1900 }, (_, i) => `a${i % 10}`).join(' ')
    const { body } = await server.gql(`fragment F${n} on Query { ${fields.replaceAll('a', 'b')} }`, {}, { token: null })
    expect(body.errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX')
    const unknown = await server.gql(`{ ${Array.from({ length: 900 }, (_, i) => `x${n}_${i}`).join(' ')} }`, {}, {})
    expect(unknown.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  }
  for (let i = 0; i < 5; i++) await send(i)
  const before = heap()
  for (let i = 5; i < 35; i++) await send(i)
  expect((heap() - before) / 2 ** 20).toBeLessThan(8)
})

test('does not delay background work for a request whose body has not arrived', async () => {
  const { pace } = server.app.services
  let started = 0
  const requestStarted = pace.requestStarted.bind(pace)
  onTestFinished(() => void Object.assign(pace, { requestStarted }))
  Object.assign(pace, {
    requestStarted: () => {
      started++
      requestStarted()
    },
  })
  const headers = { 'Content-Type': 'application/json', Expect: '100-continue', Authorization: `Bearer ${ADMIN_TOKEN}` }
  const slow = request(`${server.url}/graphql`, { method: 'POST', headers })
  const answered = new Promise<number>((resolve) => {
    slow.once('response', (response) => resolve(response.resume().statusCode ?? 0))
  })
  const begun = new Promise((resolve) => slow.once('continue', resolve))
  slow.flushHeaders()
  await begun
  for (let i = 0; i < 5; i++) await fetch(`${server.url}/readyz`)
  expect(started).toBe(0)
  slow.end('{"query":"{ __typename }"}')
  expect(await answered).toBe(200)
  expect(started).toBe(1)
})

test.each([
  ['CROFT_SHUTDOWN_GRACE', '1h', '3601s'],
  ['CROFT_TOKEN_MAX_LIFETIME', '100y', '36501d'],
  ['CROFT_GROUPS_MAX_AGE', '10y', '3651d'],
])('accepts %s up to %s', (name, longest, longer) => {
  expect(() => loadConfig({ [name]: longest })).not.toThrow()
  expect(() => loadConfig({ [name]: longer })).toThrow(`to ${longest}`)
})

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'croft-abuse-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('recognises an open database through any link to it', async () => {
  const path = directory()
  mkdirSync(join(path, 'real'))
  const file = join(path, 'real', 'croft.db')
  symlinkSync(file, join(path, 'link.db'))
  symlinkSync(join(path, 'real'), join(path, 'linked'))
  const start = (to: string) => startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${to}` } })
  await start(join(path, 'link.db'))
  for (const other of [file, join(path, 'linked', 'croft.db'), join(path, 'link.db')]) {
    await expect(start(other)).rejects.toThrow(/^Another process has .*real.croft\.db open/)
  }
  expect(readdirSync(path).sort()).toEqual(['link.db', 'linked', 'real'])
  expect(readdirSync(join(path, 'real'))).toContain('croft.db.key')
})

test('names a file that is not a database, and the reason', async () => {
  const path = directory()
  writeFileSync(join(path, 'croft.db'), 'not a database, but long enough to be looked at'.repeat(20))
  const started = startTestServer({ env: { CROFT_DATABASE_URL: `sqlite:${join(path, 'croft.db')}` } })
  await expect(started).rejects.toThrow(`croft.db cannot be opened: file is not a database`)
})

test('leaves no incomplete key file behind when the key cannot be written', () => {
  const file = join(directory(), 'croft.db')
  const program = `import { secretKeyBeside } from './src/store/secret-key.ts'; secretKeyBeside(process.argv[1])`
  const command = `ulimit -f 0; exec "$0" --import tsx --input-type=module -e "$1" "$2"`
  const { stderr } = spawnSync('sh', ['-c', command, process.execPath, program, file], {
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    encoding: 'utf8',
  })
  expect(stderr).toContain('EFBIG')
  expect(readdirSync(join(file, '..'))).toEqual([])
  const key = secretKeyBeside(file)
  expect(key).toHaveLength(32)
  expect(secretKeyBeside(file)).toEqual(key)
  expect(readdirSync(join(file, '..'))).toEqual(['croft.db.key'])
})
