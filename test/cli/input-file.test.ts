// `--input-file`: every command that writes can read the input of its mutation from a file, with the names of the API.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { expect, test } from 'vitest'
import { pathOf } from '../../src/cli/command.ts'
import { wholeProgram } from '../../src/cli/tree.ts'
import { slowDeletions } from '../support/faults.ts'
import { fill, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'
import { commandLine, countingServer, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const { croft } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN })
const tried = new Set<string>()

/** Runs a command with its input on standard input only, and returns its output. */
async function write(command: string, input: object, token = ADMIN_TOKEN): Promise<string> {
  tried.add(command)
  const args = [...command.split(' '), '--input-file', '-', '--yes']
  const { exit, out, err } = await croft(args, { input: JSON.stringify(input), env: { CROFT_TOKEN: token } })
  if (exit !== 0) throw new Error(`${command} ended with ${exit}: ${err}`)
  return out.trim()
}

async function read(args: readonly string[], token = ADMIN_TOKEN) {
  const { exit, out, err } = await croft([...args, '-o', 'json'], { env: { CROFT_TOKEN: token } })
  if (exit !== 0) throw new Error(`${args.join(' ')} ended with ${exit}: ${err}`)
  return JSON.parse(out)
}

test('workspaces and members', async () => {
  const { owner, members } = await seedWorkspace(server, { bo: 'EDITOR' })
  const name = unique('file')
  const workspace = { name }
  expect(await write('workspaces create', { name, description: 'of a file', visibility: 'SHARED_READ' })).toBe(name)
  expect(await write('workspaces update', { workspace, description: null, displayName: 'Two' })).toBe(name)
  for (const mark of ['favourite', 'hide', 'default']) await write(`workspaces ${mark}`, { workspace })
  const found = await read(['workspaces', 'get', name])
  expect(found).toMatchObject({ description: null, displayName: 'Two', visibility: 'SHARED_READ' })
  expect(found.myPreferences).toEqual({ favourite: true, hidden: true, isDefault: true })

  const bo = `${members.bo?.name}@example.com`
  expect(await write('members add', { workspace, principal: { email: bo }, role: 'VIEWER' })).toBe(bo)
  const member = { of: { workspace, principal: { email: bo } } }
  expect(await write('members update', { member, role: 'ADMIN' })).toBe(bo)
  expect(await read(['members', 'list', '-w', name, '--role', 'admin'])).toMatchObject([{ principal: { email: bo } }])
  expect(await write('members remove', { member })).toBe(bo)
  await write('members add', { workspace, principal: { email: `${owner.name}@example.com` }, role: 'ADMIN' })
  expect(await write('workspaces transfer', { workspace, to: { email: `${owner.name}@example.com` } })).toBe(name)
  expect(await write('workspaces suspend', { workspace, reason: 'unpaid' })).toBe(name)
  expect((await read(['workspaces', 'get', name])).suspendedReason).toBe('unpaid')
  expect(await write('workspaces resume', { workspace })).toBe(name)
  expect(await write('workspaces leave', { workspace })).toMatch(/^ws_/)

  const deletion = await write('workspaces delete', { workspace, gracePeriod: '1h', reason: 'kept' }, owner.token)
  expect(await read(['deletions', 'get', deletion])).toMatchObject({ state: 'SCHEDULED', reason: 'kept' })
  expect(await write('workspaces restore', { deletion }, owner.token)).toBe(name)
})

test('invitations', async () => {
  const { name, owner } = await seedWorkspace(server)
  const [guest, other] = [await signUp(server), await signUp(server)]
  const invite = { workspace: { name }, role: 'VIEWER', delivery: 'LINK' }
  const address = ({ name }: { name: string }) => `${name}@example.com`
  const links = await write('invitations create', { ...invite, emails: [address(guest), address(other)] }, owner.token)
  expect(links.split('\n')).toEqual([expect.stringMatching(/\/invite#/), expect.stringMatching(/\/invite#/)])
  const [{ id }] = await read(['invitations', 'list', '--mine'], guest.token)
  server.advance(61_000)
  expect(await write('invitations resend', { invitation: id }, owner.token)).toMatch(/\/invite#/)
  expect(await write('invitations accept', { invitation: id }, guest.token)).toBe(name)
  const [{ id: second }] = await read(['invitations', 'list', '--mine'], other.token)
  expect(await write('invitations decline', { invitation: second }, other.token)).toBe(second)
  await write('invitations create', { ...invite, emails: ['nobody@example.com'] }, owner.token)
  const [{ id: third }] = await read(['invitations', 'list', '-w', name, '--state', 'pending'], owner.token)
  expect(await write('invitations revoke', { invitation: third }, owner.token)).toBe(third)
})

test('tokens and service accounts', async () => {
  const { name, owner } = await seedWorkspace(server)
  const workspace = { name }
  const account = await write('service-accounts create', { workspace, name: 'robot', role: 'EDITOR' }, owner.token)
  const secret = await write('tokens create', { workspace, name: 'ci', serviceAccount: account }, owner.token)
  expect(await read(['whoami'], secret)).toMatchObject({ me: { serviceAccount: { name: 'robot' } } })
  await write('tokens create', { workspace, name: 'own' }, owner.token)
  const token = { named: { workspace, name: 'own' } }
  expect(await write('tokens rotate', { token, grace: '1h' }, owner.token)).toMatch(/^croft_/)
  const id = await write('tokens suspend', { token }, owner.token)
  expect(await write('tokens resume', { token: { id } }, owner.token)).toBe(id)
  expect(await write('tokens revoke', { token }, owner.token)).toBe(id)
  expect(await write('tokens exchange', { workspace, audience: 'builder' }, owner.token)).toMatch(/^ey/)
  await write('tokens create', { workspace: null, name: 'laptop' }, owner.token)
  expect(await read(['tokens', 'list', '--personal'], owner.token)).toContainEqual(
    expect.objectContaining({ name: 'laptop' }),
  )
  expect(await write('service-accounts delete', { serviceAccount: account }, owner.token)).toBe(account)
})

test('projects, resources and kinds', async () => {
  const { name: team, owner } = await seedWorkspace(server)
  const workspace = { name: team }
  expect(await write('projects create', { workspace, name: 'nightly', description: 'x' }, owner.token)).toBe('nightly')
  const project = { named: { workspace, name: 'nightly' } }
  expect(await write('projects update', { project, description: null, expectedVersion: 1 }, owner.token)).toBe(
    'nightly',
  )
  const { id } = await read(['projects', 'get', 'nightly', '-w', team], owner.token)
  const resources = [{ kind: 'job', name: 'a', project: id, spec: { size: 3 } }]
  const resource = await write('resources register', { workspace, resources }, owner.token)
  const named = { named: { workspace, kind: 'job', name: 'a' } }
  await write('resources update', { resource: named, labels: { x: '1' }, project: null }, owner.token)
  const found = await read(['resources', 'get', 'job/a', '-w', team], owner.token)
  expect(found).toMatchObject({ id: resource, labels: { x: '1' }, spec: { size: 3 }, project: null })
  expect(await write('resources delete', { resource: named, expectedVersion: 2 }, owner.token)).toBe(resource)
  expect(await write('projects delete', { project }, owner.token)).toBe(id)
  const kind = unique('kind')
  expect(await write('resources kinds register', { name: kind, cleanup: 'NONE', cleanupOrder: 5 })).toBe(kind)
  expect(await write('resources kinds update', { name: kind, displayName: 'Fifth' })).toBe(kind)
})

test('users and sessions', async () => {
  const name = unique('user')
  const team = await seedWorkspace(server)
  const memberships = [{ workspace: { id: team.id }, role: 'VIEWER' }]
  const id = await write('users create', { name, email: `${name}@example.com`, memberships })
  const user = { email: `${name}@example.com` }
  await write('users update', { user, platformAdmin: true })
  await write('users suspend', { user: { id }, reason: 'left' })
  expect(await read(['users', 'get', id])).toMatchObject({ platformAdmin: true, suspendedAt: expect.any(String) })
  await write('users resume', { user })
  expect(await write('users link', { user })).toMatch(/^http\S+#\S+$/)
  expect(await write('users delete', { user })).toBe(id)
  const person = await signUp(server)
  await signInBrowser(server, person)
  const [session] = await read(['sessions', 'list'], person.token)
  expect(await write('sessions end', { session: session.id }, person.token)).toBe(session.id)
})

test('deletions', async () => {
  const ended = slowDeletions(server)
  const seeded = await seedWorkspace(server)
  await fill(server, seeded, 300)
  await write('deletions pause', { reason: 'maintenance' })
  const deletion = await write('workspaces delete', { workspace: { id: seeded.id } }, seeded.owner.token)
  await expect(write('deletions skip', { deletion, step: 'projects', reason: 'x' })).rejects.toThrow('INVALID_INPUT')
  await expect(write('deletions retry', { deletion })).rejects.toThrow('NOT_RETRYABLE')
  await write('deletions resume', { reason: 'over' })
  ended()
  await until(async () => (await read(['deletions', 'get', deletion])).state === 'SUCCEEDED')
})

test('every command with --input-file is tested', async () => {
  const leaves = (command: CommandUnknownOpts): CommandUnknownOpts[] => [
    ...(command.options.some(({ long }) => long === '--input-file') ? [command] : []),
    ...command.commands.flatMap(leaves),
  ]
  const names = leaves(await wholeProgram()).map((command) => pathOf(command).replace('croft ', ''))
  expect([...tried].sort()).toEqual(names.sort())
})

test('the command line takes precedence over the file, and -w over its workspace', async () => {
  const { name, owner } = await seedWorkspace(server)
  const file = join(temporaryFolder(), 'project.yaml')
  writeFileSync(file, '# a project\nworkspace: nowhere\nname: of-the-file\ndescription: kept\n')
  const env = { CROFT_TOKEN: owner.token, CROFT_WORKSPACE: 'elsewhere' }
  const missing = await croft(['projects', 'create', '--input-file', file], { env })
  expect([missing.exit, missing.err]).toEqual([3, expect.stringContaining('NOT_FOUND')])
  const { exit, out } = await croft(['projects', 'create', 'of-the-line', '-w', name, '--input-file', file], { env })
  expect([exit, out]).toEqual([0, 'of-the-line\n'])
  expect(await read(['projects', 'list', '-w', name], owner.token)).toMatchObject([{ description: 'kept' }])
  const rows = ['{"kind":"job","name":"a","externalId":"own"}', '{"kind":"job","name":"b"}'].join('\n')
  const register = ['resources', 'register', '--input-file', '-', '--external-id', 'all', '-w', name]
  expect((await croft([...register, '--project', 'of-the-line'], { env, input: rows })).exit).toBe(0)
  const found = await read(['resources', 'list', '-w', name, '--sort', 'name'], owner.token)
  for (const each of found) expect(each).toMatchObject({ externalId: 'all', project: { name: 'of-the-line' } })
  expect(found.length).toBe(2)
})

test('all fields that the API does not have are reported before anything is sent', async () => {
  const counting = await countingServer()
  const env = { CROFT_URL: counting.url }
  for (const [args, input, told] of [
    [['workspaces', 'create'], { name: 'x', colour: 'red', owner: 1 }, 'colour, owner\nhint:  There are: description'],
    [['users', 'create'], { name: 'x', memberships: [{ workspace: { slug: 'x' } }] }, 'memberships.0.workspace.slug\n'],
    [
      ['projects', 'update'],
      { project: { named: { name: 'x', team: 'x' } }, description: 'x' },
      'project.named.team\n',
    ],
    [
      ['resources', 'register', '-w', 'x'],
      [
        { kind: 'a', name: 'b' },
        { kind: 'a', name: 'c', tags: [] },
      ],
      'tags\n',
    ],
    [['tokens', 'revoke', '--yes'], { token: 'x', tokens: ['x'] }, 'tokens\n'],
  ] as const) {
    const { exit, out, err } = await croft([...args, '--input-file', '-'], { env, input: JSON.stringify(input) })
    expect([args, exit, out]).toEqual([args, 1, ''])
    expect(err).toContain('has fields that the API does not know: ')
    expect(err).toContain(told)
  }
  expect(counting.requests).toBe(0)
})

test('a value that is missing in the file and on the command line is reported before anything is sent', async () => {
  const counting = await countingServer()
  const env = { CROFT_URL: counting.url }
  for (const [args, input, told] of [
    [['projects', 'create', '-w', 'x'], {}, "missing required argument 'name'"],
    [['workspaces', 'delete', '--yes'], { reason: 'x' }, "missing required argument 'ref'"],
    [['members', 'add', '-w', 'x'], { role: 'ADMIN' }, "missing required argument 'who'"],
    [['users', 'suspend', '--yes'], { user: { id: 'x' } }, "required option '--reason <text>' not specified"],
    [['tokens', 'exchange', '-w', 'x'], {}, "required option '--audience <name>' not specified"],
    [['projects', 'update'], { project: 'x' }, 'there is nothing to change'],
    [['projects', 'create'], { name: 'x' }, 'this needs a workspace'],
    [['resources', 'update', 'job/x', '-w', 'x', '--spec', '-'], {}, 'standard input can stand for one file alone'],
    // the command still asks, and here nobody can answer
    [['workspaces', 'delete'], { workspace: 'x' }, 'this asks for the name before it goes on'],
    [['projects', 'delete', '-w', 'x'], { project: 'x' }, 'this asks before it goes on'],
  ] as const) {
    const { exit, out, err } = await croft([...args, '--input-file', '-'], { env, input: JSON.stringify(input) })
    expect([args, exit, out, err]).toEqual([args, 2, '', expect.stringContaining(told)])
  }
  const both = await croft(['workspaces', 'leave', '--yes', '--input-file', '-'], {
    env,
    input: JSON.stringify({ workspace: { name: 'x', id: 'y' } }),
  })
  expect([both.exit, both.err]).toEqual([1, expect.stringContaining('is no reference')])
  expect(counting.requests).toBe(0)
})
