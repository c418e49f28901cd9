// Refusals of the command line: exit codes, hints, and the checks before anything is sent.
import { expect, test } from 'vitest'
import { serverUrl } from '../../src/cli/target.ts'
import { startProxy } from '../client/proxy.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { commandLine, countingServer } from './run.ts'

const server = await startTestServer({ shared: true })
const { croft, output } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN })

test('a name that does not exist ends with 3 and a hint, and writes nothing to standard output', async () => {
  for (const args of [
    ['workspaces', 'get', 'nowhere'],
    ['workspaces', 'delete', 'nowhere', '--yes'],
    ['workspaces', 'update', 'nowhere', '--description', 'x'],
    ['members', 'list', '-w', 'nowhere'],
    ['deletions', 'watch', 'nowhere'],
    ['projects', 'delete', 'nothing', '-w', 'default', '--yes'],
    ['tokens', 'revoke', 'nothing', '-w', 'default', '--yes'],
    ['resources', 'get', 'job/nothing', '-w', 'default'],
  ]) {
    const { exit, out, err } = await croft(args)
    expect({ args, exit, out }).toEqual({ args, exit: 3, out: '' })
    expect(err, args.join(' ')).toMatch(
      /^error: .*NOT_FOUND[\s\S]*\nhint: {2}croft [\w-]+ list.* shows what you may see\./,
    )
  }
})

test('an invalid command line ends with 2 before anything is sent', async () => {
  const counting = await countingServer()
  const env = { CROFT_URL: counting.url }
  for (const args of [
    ['workspaces', 'delete'],
    ['workspaces', 'delete', 'team'],
    ['workspaces', 'create'],
    ['workspaces', 'get'],
    ['workspaces', 'update', 'team'],
    ['workspaces', 'leave', 'team'],
    ['workspaces', 'list', '--state', 'sleeping'],
    ['workspaces', 'list', '--sort', 'colour'],
    ['workspaces', 'list', '--limit', '0'],
    ['workspaces', 'list', 'too', 'many'],
    ['wrokspaces', 'list'],
    ['workspaces', 'lst'],
    ['workspaces'],
    ['members', 'list'],
    ['members', 'remove', 'ann@example.com', '-w', 'team'],
    ['members', 'update', 'ann@example.com', '-w', 'team'],
    ['tokens', 'revoke', 'ci', '-w', 'team'],
    ['tokens', 'rotate', 'ci', '-w', 'team'],
    ['resources', 'get', 'nightly', '-w', 'team'],
    ['api', 'query { me { user { id } } }', '--paginate'],
    ['login', counting.url],
    ['can', 'everything', '-w', 'team'],
  ]) {
    const { exit, out, err } = await croft(args, { env })
    expect({ args, exit, out }).toEqual({ args, exit: 2, out: '' })
    expect(err, args.join(' ')).toMatch(/error: |Usage: /)
  }
  expect(counting.requests).toBe(0)
})

test("a refusal shows the required role, the caller's role, and whom to ask", async () => {
  const { name, owner, members } = await seedWorkspace(server, { vera: 'VIEWER' })
  const env = { CROFT_TOKEN: members.vera?.token ?? '' }
  for (const args of [
    ['workspaces', 'update', name, '--description', 'x'],
    ['members', 'add', 'x@example.com', '-w', name],
    ['events', 'list', '-w', name],
  ]) {
    const { exit, err } = await croft(args, { env })
    expect(exit).toBe(3)
    expect(err).toContain('FORBIDDEN')
    expect(err).toContain(`That takes ADMIN; you are VIEWER. Ask ${owner.name} <${owner.name}@example.com>.`)
  }
  const deletion = await croft(['workspaces', 'delete', name, '--yes'], { env })
  expect([deletion.exit, deletion.err]).toEqual([3, expect.stringContaining('That takes OWNER; you are VIEWER.')])
})

test('can shows which permissions are allowed and why not, and ends with 3 if any is refused', async () => {
  const { name, members } = await seedWorkspace(server, { ed: 'EDITOR' })
  const env = { CROFT_TOKEN: members.ed?.token ?? '' }
  const allowed = await croft(['can', 'resource-write', '-w', name], { env })
  expect([allowed.exit, allowed.out]).toEqual([0, expect.stringContaining('RESOURCE_WRITE\tyes\t')])
  const refused = await croft(['can', 'resource-write', 'workspace-delete', '-w', name], { env })
  expect(refused.exit).toBe(3)
  expect(refused.out).toMatch(/WORKSPACE_DELETE\tno\tIt needs OWNER/)
})

test('a taken name is refused with 3; with --exist-ok it is 0 and the differences are shown', async () => {
  const name = unique('taken')
  expect(await output(['workspaces', 'create', name, '--description', 'first'])).toBe(`${name}\n`)
  const again = await croft(['workspaces', 'create', name])
  expect([again.exit, again.out]).toEqual([3, ''])
  expect(again.err).toMatch(/NAME_TAKEN[\s\S]*hint: {2}With --exist-ok/)
  const ok = await croft(['workspaces', 'create', name, '--exist-ok', '--description', 'second'])
  expect([ok.exit, ok.out]).toEqual([0, `${name}\n`])
  expect(ok.err).toContain('with another description. Nothing was changed.')
  const { owner } = await seedWorkspace(server)
  const hidden = await croft(['workspaces', 'create', name, '--exist-ok'], { env: { CROFT_TOKEN: owner.token } })
  expect([hidden.exit, hidden.err]).toEqual([3, expect.stringContaining('NAME_TAKEN')])
})

test('several objects are handled one by one, and the worst exit code counts', async () => {
  const { name, owner, members } = await seedWorkspace(server, { bo: 'EDITOR', cy: 'VIEWER' })
  const [bo, cy] = ['bo', 'cy'].map((each) => `${members[each]?.name}@example.com`) as [string, string]
  const { exit, out, err } = await croft(['members', 'remove', bo, 'nobody@example.com', cy, '-w', name, '--yes'], {
    env: { CROFT_TOKEN: owner.token },
  })
  expect([exit, out]).toEqual([3, `${bo}\n${cy}\n`])
  expect(err).toMatch(/^nobody@example\.com: error: .*NOT_FOUND/m)
  expect(await output(['members', 'list', '-w', name, '-q'])).toMatch(/^mem_\w+\n$/)
})

test('an outdated version is a conflict, which shows the current one', async () => {
  const { name } = await seedWorkspace(server)
  const { exit, err } = await croft(['workspaces', 'update', name, '--description', 'x', '--version', '7'])
  expect([exit, err]).toEqual([3, expect.stringMatching(/CONFLICT[\s\S]*its version is 1 now/)])
})

test('bad input ends with 1, and reports all errors', async () => {
  const { exit, err } = await croft(['workspaces', 'create', 'Bad Name', '--instance-url', 'x', '--hosting', 'remote'])
  expect([exit, err]).toEqual([1, expect.stringContaining('INVALID_INPUT')])
  const file = await croft(['workspaces', 'create', 'x', '--input-file', '-'], { input: 'a: [' })
  expect([file.exit, file.err]).toEqual([1, expect.stringContaining('standard input is neither JSON nor YAML')])
})

test('an unreachable server ends with 4, and so does one that is not Croft', async () => {
  const away = await croft(['whoami'], { env: { CROFT_URL: 'http://127.0.0.1:1' } })
  expect([away.exit, away.out]).toEqual([4, ''])
  expect(away.err).toMatch(/NETWORK[\s\S]*croft doctor/)
  const counting = await countingServer()
  const other = await croft(['whoami'], { env: { CROFT_URL: counting.url } })
  expect([other.exit, other.err]).toEqual([4, expect.stringContaining('BAD_RESPONSE')])
})

test('a wrong and a missing token have different messages, and neither is written anywhere', async () => {
  const wrong = await croft(['whoami', '--debug'], { env: { CROFT_TOKEN: 'croft_secret_of_nobody' } })
  expect([wrong.exit, wrong.err]).toEqual([3, expect.stringMatching(/UNAUTHENTICATED[\s\S]*The token is not good at/)])
  expect(wrong.err + wrong.out).not.toContain('secret_of_nobody')
  const none = await croft(['whoami'], { env: { CROFT_TOKEN: '' } })
  expect([none.exit, none.err]).toEqual([3, expect.stringMatching(/hint: {2}croft login http/)])
})

test('with -o json an error is one object on standard error', async () => {
  const { exit, out, err } = await croft(['workspaces', 'create', 'default', '-o', 'json'])
  expect([exit, out]).toEqual([3, ''])
  expect(JSON.parse(err)).toEqual({
    error: {
      code: 'NAME_TAKEN',
      message: expect.any(String),
      requestId: expect.any(String),
      hint: expect.any(String),
      details: expect.any(Object),
    },
  })
})

test('a secret whose answer was lost is a failure that says how to get another one', async () => {
  const { name, owner } = await seedWorkspace(server)
  const proxy = await startProxy(server.url)
  const env = { CROFT_URL: proxy.url, CROFT_TOKEN: owner.token }
  proxy.loseAnswers = 1
  const { exit, out, err } = await croft(['tokens', 'create', 'ci', '-w', name], { env })
  expect([exit, out]).toEqual([4, ''])
  const [rotate = ''] = /tokens rotate tok_\w+/.exec(err) ?? []
  expect(await output([...rotate.split(' '), '--yes'], { env })).toMatch(/^croft_\w+\n$/)
  expect(await output(['tokens', 'list', '-w', name, '--columns', 'name', '--no-header'], { env })).toBe('ci\n')
})

test('--confirm must be the name, for any reference to the workspace, even while the deletion is scheduled', async () => {
  const { name, id } = await seedWorkspace(server)
  const { uuid } = JSON.parse(await output(['workspaces', 'get', name, '-o', 'json']))
  for (const ref of [uuid, uuid.toUpperCase(), id]) {
    const refused = await croft(['workspaces', 'delete', ref, '--confirm', 'another', '--grace', '1h'])
    expect([refused.exit, refused.out]).toEqual([1, ''])
  }
  const remove = ['workspaces', 'delete', uuid, '--grace', '1h', '--confirm']
  const deletion = await output([...remove, name])
  expect(await output([...remove, name])).toBe(deletion)
  const wrong = await croft([...remove, 'another'])
  expect([wrong.exit, wrong.out]).toEqual([1, ''])
})

test('an invalid address is refused, without its password in the message', () => {
  expect(() => serverUrl('ws://user:s3cret@host')).toThrow('ws://host is not the URL of a server')
  expect(() => serverUrl('https://user:s3cret @ho st')).toThrow('https://ho st is not the URL of a server')
})
