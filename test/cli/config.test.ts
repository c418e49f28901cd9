// Contexts and tokens: what a command uses, in which order, and that a token is sent only to its own server.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { proxyFor } from '../../src/cli/http.ts'
import { serverUrl, targetOf } from '../../src/cli/target.ts'
import { seedWorkspace } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const { croft, output } = commandLine()
const team = await seedWorkspace(server)

/** A personal token of the owner, after a login with it in a folder of its own. */
async function signedIn(name = 'here') {
  const folder = temporaryFolder()
  const env = { CROFT_CONFIG_DIR: folder }
  const create = ['tokens', 'create', 'laptop', '--personal', '--url', server.url]
  const token = (await output(create, { env: { CROFT_TOKEN: team.owner.token } })).trim()
  await output(['login', server.url, '--token-stdin', '--name', name, '-w', team.name], { env, input: `${token}\n` })
  return { folder, env, token }
}

test('login stores a valid token, and logout revokes it', async () => {
  const { folder, env, token } = await signedIn()
  expect(await output(['members', 'list', '--no-header', '--columns', 'name'], { env })).toBe(`${team.owner.name}\n`)
  const out = await croft(['logout'], { env })
  expect([out.exit, out.err]).toEqual([0, 'Signed out of here.\n'])
  expect(readFileSync(join(folder, 'credentials.json'), 'utf8')).not.toContain(token)
  const after = await croft(['whoami'], { env: { CROFT_URL: server.url, CROFT_TOKEN: token } })
  expect([after.exit, after.err]).toEqual([3, expect.stringContaining('UNAUTHENTICATED')])
  expect((await croft(['logout'], { env })).exit).toBe(2)
})

test('login with an invalid token stores nothing', async () => {
  const env = { CROFT_CONFIG_DIR: temporaryFolder() }
  const { exit } = await croft(['login', server.url, '--token-stdin'], { env, input: 'croft_nothing' })
  expect(exit).toBe(3)
  expect(existsSync(join(env.CROFT_CONFIG_DIR, 'credentials.json'))).toBe(false)
})

test('logout keeps the token of an unreachable server, since it is still valid', async () => {
  const { folder, env, token } = await signedIn()
  const files = ['config.json', 'credentials.json'].map((name) => join(folder, name))
  for (const file of files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(server.url, 'http://127.0.0.1:1'))
  expect((await croft(['logout'], { env })).exit).toBe(4)
  expect(readFileSync(files[1] as string, 'utf8')).toContain(token)
})

test('a token that is stored, or given for another URL, is sent to no other server', async () => {
  const { env } = await signedIn()
  const seen: (string | undefined)[] = []
  const other = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.end('{}')
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  await croft(['whoami', '--url', url], { env })
  await croft(['whoami'], { env: { ...env, CROFT_URL: url } })
  await croft(['whoami', '--url', url], { env: { CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN } })
  expect(seen).toEqual([undefined, undefined, undefined])
  await croft(['whoami'], { env: { CROFT_URL: url, CROFT_TOKEN: 'meant-for-it' } })
  expect(seen.at(-1)).toBe('Bearer meant-for-it')
})

test('a flag precedes the environment, the environment the context, and --context both', () => {
  const contexts = {
    home: { url: 'http://home.example', workspace: 'garden' },
    work: { url: 'https://work.example/croft', workspace: 'desk', protected: true },
  }
  const config = { current: 'home', contexts }
  const of = (flags: Parameters<typeof targetOf>[0], env: NodeJS.ProcessEnv) => {
    const { url, workspace, context, protected: isProtected } = targetOf(flags, env, config)
    return [url, workspace, context, isProtected]
  }
  expect(of({}, {})).toEqual(['http://home.example', 'garden', 'home', false])
  expect(of({}, { CROFT_CONTEXT: 'work' })).toEqual(['https://work.example/croft', 'desk', 'work', true])
  expect(of({}, { CROFT_URL: 'https://work.example/croft/graphql' })).toEqual([
    'https://work.example/croft',
    undefined,
    'work',
    true,
  ])
  expect(of({ context: 'work' }, { CROFT_URL: 'http://else', CROFT_WORKSPACE: 'x' })).toEqual([
    'https://work.example/croft',
    'desk',
    'work',
    true,
  ])
  expect(of({ workspace: 'shed' }, { CROFT_WORKSPACE: 'x' })).toEqual(['http://home.example', 'shed', 'home', false])
  expect(of({ url: 'http://new.example:80/' }, { CROFT_WORKSPACE: 'x' })).toEqual([
    'http://new.example',
    'x',
    undefined,
    false,
  ])
  expect(() => of({ context: 'nowhere' }, {})).toThrow('there is no context nowhere')
  for (const url of ['ftp://a', 'a', 'http://user:secret@a', 'http://a?b']) expect(() => serverUrl(url)).toThrow()
})

test('contexts are created, changed, switched and removed', async () => {
  const env = { CROFT_CONFIG_DIR: temporaryFolder() }
  const config = (...args: string[]) => output(['config', ...args], { env })
  await config('set', 'url', 'http://one.example', '--context', 'one')
  await config('set', 'url', 'http://two.example', '--context', 'two')
  expect(await config('contexts', '-q')).toBe('one\ntwo\n')
  expect(JSON.parse(await config('view', '-o', 'json'))).toEqual({
    context: 'one',
    url: 'http://one.example',
    workspace: null,
    protected: false,
  })
  await config('use', 'two')
  await config('set', 'workspace', 'mine')
  await config('set', 'protected', 'true')
  expect(JSON.parse(await config('view', '-o', 'json'))).toEqual({
    context: 'two',
    url: 'http://two.example',
    workspace: 'mine',
    protected: true,
  })
  await config('unset', 'workspace')
  expect(JSON.parse(await config('view', '-o', 'json'))).toMatchObject({ workspace: null })
  await config('remove', 'two')
  expect(await config('contexts', '-q')).toBe('one\n')
  expect((await croft(['config', 'use', 'two'], { env })).exit).toBe(1)
  expect((await croft(['config', 'set', 'colour', 'red'], { env })).exit).toBe(2)
  expect(await config('path')).toBe(`${env.CROFT_CONFIG_DIR}\n`)
})

test('a token-command writes the token, and its failure sends no request', async () => {
  const env = { CROFT_CONFIG_DIR: temporaryFolder(), TOKEN_OF_TEST: ADMIN_TOKEN }
  await output(['config', 'set', 'url', server.url, '--context', 'here'], { env })
  await output(['config', 'set', 'token-command', 'echo $TOKEN_OF_TEST'], { env })
  expect(await output(['whoami'], { env })).toContain('Administrator')
  await output(['config', 'set', 'token-command', 'echo locked >&2; exit 3'], { env })
  const { exit, out, err } = await croft(['whoami'], { env })
  expect([exit, out]).toEqual([1, ''])
  expect(err).toMatch(/locked\n[\s\S]*token-command failed/)
})

test('files that others can read, and invalid files, are reported', async () => {
  const { folder, env } = await signedIn()
  chmodSync(join(folder, 'credentials.json'), 0o644)
  expect((await croft(['whoami'], { env })).err).toMatch(/^warning: others can read .*credentials\.json/)
  writeFileSync(join(folder, 'config.json'), '{"contexts":')
  const broken = await croft(['whoami'], { env })
  expect([broken.exit, broken.err]).toEqual([1, expect.stringContaining('config.json is not a JSON object')])
})

test('doctor finds problems between this machine and the server', async () => {
  const { env } = await signedIn()
  const well = await croft(['doctor'], { env })
  expect(well.exit).toBe(0)
  for (const check of ['configuration', 'name', 'server', 'clock', 'version', 'sign-in', 'stream', 'workspace']) {
    expect(well.out).toMatch(new RegExp(`^${check}\\tok\\t`, 'm'))
  }
  const unwell = await croft(['doctor', '-w', 'nowhere'], { env })
  expect([unwell.exit, unwell.out]).toEqual([1, expect.stringMatching(/^workspace\tFAILS\t/m)])
  const away = await croft(['doctor', '--url', 'http://127.0.0.1:1'], { env })
  expect([away.exit, away.out]).toEqual([1, expect.stringMatching(/^server\tFAILS\t.*ECONNREFUSED/m)])
})

test('the proxy of the environment is used, except for this machine and the hosts of NO_PROXY', async () => {
  const env = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'inside.example, .corp:8443' }
  const host = (url: string) => proxyFor(new URL(url), env)?.host
  expect(host('https://croft.example')).toBe('proxy:3128')
  expect(host('http://croft.example')).toBe(undefined)
  expect(host('https://inside.example')).toBe(undefined)
  expect(host('https://a.corp:8443')).toBe(undefined)
  expect(host('https://a.corp')).toBe('proxy:3128')
  expect(host('https://localhost')).toBe(undefined)
})
