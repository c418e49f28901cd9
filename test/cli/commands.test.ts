// Every command that no other file tests, against a real server; a command without a test fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { expect, test } from 'vitest'
import { pathOf } from '../../src/cli/command.ts'
import { wholeProgram } from '../../src/cli/tree.ts'
import { fill, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server, { bo: 'EDITOR' })
const { croft, output } = commandLine({
  CROFT_URL: server.url,
  CROFT_TOKEN: team.owner.token,
  CROFT_WORKSPACE: team.name,
})
const admin = { env: { CROFT_TOKEN: ADMIN_TOKEN } }
const json = async (...args: string[]) => JSON.parse(await output([...args, '-o', 'json']))
const line = async (...args: string[]) => (await output(args)).trim()

test('workspaces: update, marks, transfer, suspend, resume, leave, restore', async () => {
  const { name, owner, members } = await seedWorkspace(server, { next: 'ADMIN' })
  const as = { env: { CROFT_TOKEN: owner.token } }
  const update = [
    'workspaces',
    'update',
    name,
    '--display-name',
    'New',
    '--protect',
    '--visibility',
    'shared-read',
    '--version',
    '1',
  ]
  expect(await output(update, as)).toBe(`${name}\n`)
  const get = async () => JSON.parse(await output(['workspaces', 'get', name, '-o', 'json'], as))
  expect(await get()).toMatchObject({
    displayName: 'New',
    deletionProtection: true,
    visibility: 'SHARED_READ',
    version: 2,
  })
  const locked = await croft(['workspaces', 'delete', name, '--yes'], as)
  expect([locked.exit, locked.err]).toEqual([3, expect.stringContaining('--no-protect')])
  await output(['workspaces', 'update', name, '--no-protect', '--clear', 'description'], as)
  for (const mark of ['favourite', 'hide', 'default']) await output(['workspaces', mark, name], as)
  expect((await get()).myPreferences).toEqual({ favourite: true, hidden: true, isDefault: true })
  for (const mark of ['favourite', 'hide', 'default']) await output(['workspaces', mark, name, '--undo'], as)
  expect((await get()).myPreferences).toEqual({ favourite: false, hidden: false, isDefault: false })
  await output(['workspaces', 'suspend', name, '--reason', 'unpaid', '--yes'], admin)
  const refused = await croft(['workspaces', 'update', name, '--description', 'x'], as)
  expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('unpaid')])
  await output(['workspaces', 'resume', name], admin)
  const deletion = (
    await output(['workspaces', 'delete', name, '--yes', '--grace', '1h', '--reason', 'a trial'], as)
  ).trim()
  expect(JSON.parse(await output(['deletions', 'get', deletion, '-o', 'json'], as))).toMatchObject({
    state: 'SCHEDULED',
    reason: 'a trial',
  })
  expect(await output(['workspaces', 'restore', deletion], as)).toBe(`${name}\n`)
  await output(['workspaces', 'transfer', name, `${members.next?.name}@example.com`], as)
  expect((await get()).myRole).toBe('ADMIN')
  await output(['workspaces', 'leave', name, '--yes'], as)
  // everybody can still read it, since it is shared
  expect((await get()).myRole).toBe('VIEWER')
})

test('members: add, update', async () => {
  const bo = `${team.members.bo?.name}@example.com`
  expect(await line('members', 'update', bo, '--role', 'admin')).toBe(bo)
  expect(await line('members', 'add', bo, '--role', 'viewer', '--exist-ok')).toBe(bo)
  expect(await json('members', 'list', '--role', 'admin')).toMatchObject([{ role: 'ADMIN', principal: { email: bo } }])
})

test('invitations: create, list, resend, revoke, accept, decline', async () => {
  const guest = await signUp(server)
  const as = { env: { CROFT_TOKEN: guest.token } }
  const address = `${guest.name}@example.com`
  const link = await line('invitations', 'create', address, '--link', '--role', 'viewer', '--expires', '2d')
  expect(link).toMatch(/^http.*\/invite#.{40,}$/)
  const [{ id }] = await json('invitations', 'list', '--state', 'pending')
  expect(await output(['invitations', 'list', '--mine', '-q'], as)).toBe(`${id}\n`)
  server.advance(61_000)
  const renewed = await line('invitations', 'resend', id)
  expect(renewed).not.toBe(link)
  expect(await output(['invitations', 'accept', renewed.split('#')[1] as string], as)).toBe(`${team.name}\n`)
  const other = await line('invitations', 'create', 'nobody@example.com', '--link', '-o', 'ndjson')
  const { invitation } = JSON.parse(other)
  expect(await line('invitations', 'revoke', invitation.id, '--yes')).toBe(invitation.id)
  const wrong = await croft(['invitations', 'create', 'good@example.com', 'not an address', '--link'])
  expect([wrong.exit, wrong.out.split('\n').length - 1]).toEqual([1, 1])
  const second = await signUp(server)
  await line('invitations', 'create', `${second.name}@example.com`, '--link')
  const env = { CROFT_TOKEN: second.token }
  const mine = (await output(['invitations', 'list', '--mine', '-q'], { env })).trim()
  expect(await output(['invitations', 'decline', mine], { env })).toBe(`${mine}\n`)
})

test('projects and resources', async () => {
  expect(await line('projects', 'create', 'pipeline', '--description', 'nightly')).toBe('pipeline')
  expect(await line('projects', 'update', 'pipeline', '--description', '')).toBe('pipeline')
  const project = await json('projects', 'get', 'pipeline')
  expect(project).toMatchObject({ description: null, version: 2 })
  const id = await line(
    'resources',
    'register',
    'job/a/b',
    '--project',
    'pipeline',
    '--label',
    'x=1',
    '--external-id',
    'e',
  )
  expect(id).toMatch(/^res_/)
  expect(await line('resources', 'list', '--kind', 'job', '--project', 'pipeline', '--label', 'x=1', '-q')).toBe(id)
  const spec = await croft(['resources', 'update', 'job/a/b', '--spec', '-', '--project', '', '--version', '1'], {
    input: 'size: 3',
  })
  expect([spec.exit, spec.err]).toEqual([0, ''])
  expect(await json('resources', 'get', 'job/a/b')).toMatchObject({
    spec: { size: 3 },
    labels: { x: '1' },
    project: null,
  })
  expect(await line('resources', 'counts')).toBe('KIND\tCOUNT\njob\t1')
  expect(await line('resources', 'delete', 'job/a/b', '--yes')).toBe(id)
  expect(await line('projects', 'delete', 'pipeline', '--yes')).toBe(project.id)
  const lines = await croft(['resources', 'register', '--input-file', '-'], {
    input: '{"kind":"job","name":"a"}\n{"kind":"job"}\n',
  })
  expect([lines.exit, lines.out, lines.err]).toEqual([1, '', expect.stringContaining('resource 2')])
  const nothing = await croft(['resources', 'register', '--input-file', '-'])
  expect([nothing.exit, nothing.err]).toEqual([0, 'No resources: nothing was registered.\n'])
})

test('kinds of resource', async () => {
  const name = unique('kind')
  const register = [
    'resources',
    'kinds',
    'register',
    name,
    '--cleanup',
    'webhook',
    '--webhook-url',
    'https://example.com/hook',
  ]
  const secret = await output(register, admin)
  expect(secret).toMatch(/^whsec_\S+\n$/)
  await output(['resources', 'kinds', 'update', name, '--order', '7', '--display-name', 'Seventh'], admin)
  expect(await line('resources', 'kinds')).toContain(`${name}\tSeventh\tWEBHOOK\t7\t`)
})

test('tokens and service accounts', async () => {
  const account = await line('service-accounts', 'create', 'robot', '--role', 'editor', '--description', 'builds')
  expect(await line('service-accounts', 'list', '--search', 'robo', '-q')).toBe(account)
  const secret = await line(
    'tokens',
    'create',
    'build',
    '--service-account',
    account,
    '--permission',
    'resource-write,workspace-read',
    '--expires',
    '1h',
  )
  const robot = { env: { CROFT_TOKEN: secret } }
  expect(await output(['whoami', '-o', 'json'], robot)).toContain('"name": "robot"')
  const [token] = await json('tokens', 'list', '--service-account', account)
  const rotated = await line('tokens', 'rotate', token.id, '--grace', '1h', '--yes')
  expect(rotated).not.toBe(secret)
  await line('tokens', 'suspend', token.id, '--yes')
  expect((await croft(['whoami'], robot)).exit).toBe(3)
  await line('tokens', 'resume', token.id)
  expect((await croft(['whoami'], robot)).exit).toBe(0)
  expect(await line('tokens', 'revoke', token.id, '--yes')).toBe(token.id)
  const again = await croft(['tokens', 'revoke', token.id, '--yes'])
  expect([again.exit, again.err]).toEqual([0, expect.stringContaining('was revoked before. Nothing was changed.')])
  expect(await line('tokens', 'exchange', '--audience', 'builder')).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(await line('service-accounts', 'delete', account, '--yes')).toBe(account)
})

test('users', async () => {
  const name = unique('user')
  const id = (
    await output(['users', 'create', name, '--email', `${name}@example.com`, '--member', `${team.name}=viewer`], admin)
  ).trim()
  expect(await line('members', 'list', '--search', name, '-q')).toMatch(/^mem_/)
  await output(['users', 'update', id, '--admin'], admin)
  await output(['users', 'suspend', id, '--reason', 'left', '--yes'], admin)
  expect(await output(['users', 'list', '--suspended', '--admin', '--search', name, '-q'], admin)).toBe(`${id}\n`)
  await output(['users', 'resume', `${name}@example.com`], admin)
  expect(JSON.parse(await output(['users', 'get', id, '-o', 'json'], admin))).toMatchObject({
    suspendedAt: null,
    platformAdmin: true,
  })
  expect(await output(['users', 'delete', id, '--yes'], admin)).toBe(`${id}\n`)
})

test('sessions, and sign-in links', async () => {
  const person = await signUp(server)
  const as = { env: { CROFT_TOKEN: person.token } }
  expect(await output(['users', 'link', `${person.name}@example.com`], admin)).toMatch(/^http\S+#\S+\n$/)
  await signInBrowser(server, person, { 'User-Agent': 'Lynx/2' })
  const [header, row = '', ...more] = (await output(['sessions', 'list'], as)).trimEnd().split('\n')
  expect([header?.split('\t')[1], row.split('\t')[1], more]).toEqual(['BROWSER', 'Lynx/2', []])
  const [id = ''] = row.split('\t')
  expect((await croft(['sessions', 'end', id], as)).exit).toBe(2)
  expect(await output(['sessions', 'end', id, '--yes'], as)).toBe(`${id}\n`)
  const none = await croft(['sessions', 'list', '-q'], as)
  expect([none.exit, none.out]).toEqual([0, ''])
})

test('events, roles, help', async () => {
  const listed = await line(
    'events',
    'list',
    '--type',
    'member.added',
    '--since',
    '1h',
    '--no-header',
    '--columns',
    'type',
  )
  expect(new Set(listed.split('\n'))).toEqual(new Set(['MEMBER_ADDED']))
  for (const since of ['yesterday', '99999999999d']) {
    const { exit, err } = await croft(['events', 'list', '--since', since])
    expect([exit, err]).toEqual([1, expect.stringContaining(`--since cannot be ${since}`)])
  }
  expect(await line('roles', '-q')).toBe('OWNER\nADMIN\nEDITOR\nVIEWER')
  expect(await line('help', 'exit-codes')).toMatch(/^0 {4}done/)
  expect((await croft(['help', 'nothing'])).exit).toBe(2)
  expect(await line('--help')).toBe(await line())
  expect(await line('workspaces', 'delete', '-h')).toContain('--dry-run')
})

test('open: the console, a workspace by any reference, a deletion, GraphiQL', async () => {
  const { id, name, owner } = await seedWorkspace(server)
  const as = { env: { CROFT_TOKEN: owner.token } }
  const address = async (...args: string[]) => (await output(['open', ...args, '--print'], as)).trim()
  expect(await address()).toBe(`${server.url}/`)
  expect(await address('graphiql')).toBe(`${server.url}/graphql`)
  for (const ref of [name, id, `name:${name}`]) expect(await address(ref)).toBe(`${server.url}/w/${name}/members`)
  const deletion = (await output(['workspaces', 'delete', name, '--yes', '--grace', '1h'], as)).trim()
  expect(await address(deletion)).toBe(`${server.url}/deletions/${deletion}`)
  for (const ref of ['nowhere', `del_${'0'.repeat(26)}`]) {
    const { exit, out, err } = await croft(['open', ref, '--print'], as)
    expect([exit, out, err]).toEqual([3, '', expect.stringContaining('NOT_FOUND')])
  }
  // a user without a sign-in here may be signed in in the browser
  expect(await output(['open', '--print'], { env: { CROFT_TOKEN: '' } })).toBe(`${server.url}/\n`)
  // the browser program gets the address, and nothing is written to standard output
  const folder = temporaryFolder()
  const browser = join(folder, 'browser')
  writeFileSync(browser, `#!/bin/sh\necho "$1" > ${folder}/opened\n`, { mode: 0o755 })
  const opened = await croft(['open', id], { env: { CROFT_TOKEN: ADMIN_TOKEN, BROWSER: browser } })
  expect([opened.exit, opened.out]).toEqual([0, ''])
  await until(() => existsSync(join(folder, 'opened')) && readFileSync(join(folder, 'opened'), 'utf8').endsWith('\n'))
  expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(`${server.url}/w/${name}/members\n`)
})

test('deletions: list, pause, resume, skip', async () => {
  const { id, name, owner } = await seedWorkspace(server)
  const as = { env: { CROFT_TOKEN: owner.token } }
  await fill(server, { id, owner }, 3)
  await output(['deletions', 'pause', '--reason', 'maintenance'], admin)
  const deletion = (await output(['workspaces', 'delete', name, '--yes'], as)).trim()
  expect(await output(['deletions', 'list', '--state', 'running', '-q'], as)).toBe(`${deletion}\n`)
  const step = await croft(['deletions', 'skip', deletion, 'projects', '--reason', 'x', '--yes'], as)
  expect([step.exit, step.err]).toEqual([1, expect.stringContaining('INVALID_INPUT')])
  await output(['deletions', 'resume'], admin)
  await until(async () => (await output(['deletions', 'list', '--state', 'succeeded', '-q'], as)).includes(deletion))
})

test('every command has a test', async () => {
  const files = ['test/cli', 'test/deploy'].flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))
  const tests = files.map((file) => readFileSync(file, 'utf8'))
  const words = new Set(
    [...tests.join().matchAll(/'([\w-]+)'|\bcroft ([\w-]+)/g)].map(([, quoted, typed]) => quoted ?? typed),
  )
  const leaves = (command: CommandUnknownOpts): CommandUnknownOpts[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
  const names = leaves(await wholeProgram()).map((command) => pathOf(command).split(' ').slice(1))
  expect(names.filter((path) => !path.every((word) => words.has(word)))).toEqual([])
})
