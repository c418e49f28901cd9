// The services of examples/, each as a process, with a real server: which callers they admit, how they refuse others.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { EXCHANGE_TOKEN } from '../support/operations.ts'
import { type Person, run, seedWorkspace } from '../support/people.ts'
import { type Credentials, startTestServer, type TestServer, until } from '../support/server.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const server = await startTestServer({ shared: true })
const workspace = await seedWorkspace(server, { editor: 'EDITOR', viewer: 'VIEWER' })
const { editor, viewer } = workspace.members as { editor: Person; viewer: Person }
const elsewhere = await seedWorkspace(server)

async function tokenOf(as: Credentials, id = workspace.id, audience = 'reports', of: TestServer = server) {
  const input = { workspace: { id }, audience }
  return (await run(of, EXCHANGE_TOKEN, { input }, as)).exchangeToken.accessToken as string
}

/** Starts a service that trusts this Croft; it ends with the file. */
async function startService(name: string, croftUrl: string): Promise<string> {
  const env = { PATH: process.env['PATH'], CROFT_URL: croftUrl, PORT: '0' }
  const child = spawn(process.execPath, [`examples/${name}/server.mjs`], { cwd: repository, env, stdio: 'pipe' })
  afterAll(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      output += String(part)
    })
  }
  const url = await until(() => {
    if (child.exitCode !== null) throw new Error(`examples/${name} ended: ${output}`)
    return /Listening at (http:\S+)/.exec(output)?.[1]
  }, 20_000)
  return url
}

describe.each(['express', 'fastify', 'hono'])('the service of examples/%s', async (name) => {
  const url = await startService(name, server.url)
  const away = await startService(name, 'http://127.0.0.1:9')
  const send = async (token: string | null, method = 'GET', { id }: { id: string } = workspace, to = url) => {
    const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` }
    const response = await fetch(`${to}/workspaces/${id}/reports`, { method, headers })
    return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() }
  }

  test('admits callers with the right to read, and knows who they are', async () => {
    const { status, body } = await send(await tokenOf(viewer))
    expect([status, body]).toEqual([200, { caller: viewer.id, workspace: workspace.id, reports: [] }])
  })

  test('accepts writes only from callers with the right to write', async () => {
    expect(await send(await tokenOf(editor), 'POST')).toMatchObject({ status: 201, body: { writtenBy: editor.id } })
    expect(await send(await tokenOf(viewer), 'POST')).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } })
  })

  test('answers 403 to a token of another workspace, and to a workspace that is not named by its id', async () => {
    expect((await send(await tokenOf(elsewhere.owner, elsewhere.id))).status).toBe(403)
    expect((await send(await tokenOf(editor), 'GET', { id: workspace.name })).status).toBe(403)
    expect((await send(await tokenOf(editor), 'GET', elsewhere)).status).toBe(403)
  })

  test('answers 401 without a token, to a token for another service, and to an API token', async () => {
    for (const token of [null, await tokenOf(editor, workspace.id, 'billing'), editor.token, 'a.b.c']) {
      const refusal = { status: 401, challenge: 'Bearer', body: { error: 'UNAUTHENTICATED' } }
      expect(await send(token)).toEqual(refusal)
    }
  })

  test('answers 503 while it has never reached Croft', async () => {
    const { status, body } = await send(await tokenOf(editor), 'GET', workspace, away)
    expect([status, body]).toEqual([503, { error: 'UNAVAILABLE' }])
  })
})
