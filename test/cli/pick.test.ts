// A missing name is picked from a list on a terminal, by every command that is about one object; commands that delete,
// remove, revoke or leave never offer a list.
import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { expect, test } from 'vitest'
import { pathOf } from '../../src/cli/command.ts'
import { PICKED } from '../../src/cli/pick.ts'
import { wholeProgram } from '../../src/cli/tree.ts'
import { blockRemoval } from '../support/faults.ts'
import { fill, seedWorkspace, signUp, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { signInBrowser } from '../support/sessions.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const { output, terminal } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN })
const tried = new Set<string>()
const admin = { CROFT_TOKEN: ADMIN_TOKEN }

/** Runs a command on a terminal; at each question types the filter, and picks the match. Returns what was shown. */
async function pick(
  command: string,
  options: readonly string[],
  answers: readonly (readonly [question: string, typed: string])[],
  env: Readonly<Record<string, string>>,
  exit = 0,
): Promise<string> {
  tried.add(command)
  const run = terminal([...command.split(' '), ...options], { env, columns: 160 })
  for (const [question, typed] of answers) {
    if (typed === 'y') await run.answer(question, typed)
    else {
      await run.answer(question, typed)
      // the list is ready once the filter and the choice are both shown
      await until(() => (run.shown.split(question).slice(1).join('').match(new RegExp(typed, 'g'))?.length ?? 0) > 1)
      await run.answer(question, '\r')
    }
  }
  expect([command, await run.ended(), run.shown]).toEqual([command, exit, expect.any(String)])
  return run.shown
}

test('workspaces, and members', async () => {
  const { name, owner, members } = await seedWorkspace(server, { next: 'ADMIN' })
  const env = { CROFT_TOKEN: owner.token }
  const which = ['Which workspace?', name] as const
  expect(await pick('workspaces get', [], [which], env)).toContain('DISPLAY-NAME')
  await pick('workspaces update', ['--description', 'picked'], [which], env)
  for (const mark of ['favourite', 'hide', 'default']) await pick(`workspaces ${mark}`, [], [which], env)
  const found = JSON.parse(await output(['workspaces', 'get', name, '-o', 'json'], { env }))
  expect(found).toMatchObject({ description: 'picked', myPreferences: { favourite: true, hidden: true } })
  await output(['workspaces', 'hide', name, '--undo'], { env })
  const asked = ['Nobody can write to it.', 'y'] as const
  await pick('workspaces suspend', ['--reason', 'unpaid'], [which, asked], admin)
  await pick('workspaces resume', [], [which], admin)
  await output(['workspaces', 'delete', name, '--yes', '--grace', '1h'], { env })
  await pick('workspaces restore', [], [['Which deletion?', name]], env)
  const next = members.next?.name as string
  await pick('workspaces transfer', [], [which, ['Which member?', next]], env)
  expect(JSON.parse(await output(['workspaces', 'get', name, '-o', 'json'], { env })).myRole).toBe('ADMIN')
})

test('the contents of a workspace', async () => {
  const { name, owner, members } = await seedWorkspace(server, { bo: 'EDITOR' })
  const env = { CROFT_TOKEN: owner.token, CROFT_WORKSPACE: name }
  const list = async (...args: string[]) => JSON.parse(await output([...args, '-o', 'json'], { env }))
  await output(['projects', 'create', 'nightly'], { env })
  await output(['projects', 'create', 'weekly'], { env })
  const project = ['Which project?', 'nightly'] as const
  expect(await pick('projects get', [], [project], env)).toMatch(/NAME.* nightly/)
  await pick('projects update', ['--description', 'picked'], [project], env)
  expect(await list('projects', 'get', 'nightly')).toMatchObject({ description: 'picked' })

  for (const each of ['job/one', 'job/two']) await output(['resources', 'register', each], { env })
  const resource = ['Which resource?', 'job/two'] as const
  expect(await pick('resources get', [], [resource], env)).toMatch(/NAME.* two/)
  await pick('resources update', ['--external-id', 'picked'], [resource], env)
  expect(await list('resources', 'get', 'job/two')).toMatchObject({ externalId: 'picked' })

  const bo = members.bo?.name as string
  await pick('members update', ['--role', 'viewer'], [['Which member?', bo]], env)
  expect(await list('members', 'list', '--role', 'viewer')).toMatchObject([{ principal: { name: bo } }])

  for (const each of ['ci', 'nightly-build']) await output(['tokens', 'create', each], { env })
  const token = ['Which token?', 'nightly-build'] as const
  expect(await pick('tokens rotate', [], [token, ['a new secret?', 'y']], env)).toMatch(/croft_\w{20}/)
  await pick('tokens suspend', [], [token, ['Suspend', 'y']], env)
  const status = async () => (await list('tokens', 'list')).map((each: { status: string }) => each.status).sort()
  expect(await status()).toEqual(['ACTIVE', 'SUSPENDED'])
  await pick('tokens resume', [], [token], env)
  expect(await status()).toEqual(['ACTIVE', 'ROTATING'])
})

test('invitations, as sender and as addressee', async () => {
  const { name, owner } = await seedWorkspace(server)
  const [guest, other] = [await signUp(server), await signUp(server)]
  const env = { CROFT_TOKEN: owner.token, CROFT_WORKSPACE: name }
  const addresses = [guest, other].map((each) => `${each.name}@example.com`)
  await output(['invitations', 'create', ...addresses, '--link'], { env })
  server.advance(61_000)
  const which = 'Which invitation?'
  expect(await pick('invitations resend', [], [[which, guest.name]], env)).toMatch(/\/invite#/)
  const accepted = await pick('invitations accept', [], [[which, guest.name]], { CROFT_TOKEN: guest.token })
  expect(accepted).toContain(name)
  await pick('invitations decline', [], [[which, other.name]], { CROFT_TOKEN: other.token })
  const states = JSON.parse(await output(['invitations', 'list', '-o', 'json'], { env })) as { state: string }[]
  expect(states.map(({ state }) => state).sort()).toEqual(['ACCEPTED', 'DECLINED'])
})

test('objects of the server', async () => {
  const person = await signUp(server)
  const which = ['Which user?', person.name] as const
  expect(await pick('users get', [], [which], admin)).toContain(`${person.name}@example.com`)
  await pick('users update', ['--admin'], [which], admin)
  await pick('users suspend', ['--reason', 'left'], [which, ['are refused.', 'y']], admin)
  const user = async () => JSON.parse(await output(['users', 'get', `${person.name}@example.com`, '-o', 'json']))
  expect(await user()).toMatchObject({ platformAdmin: true, suspendedAt: expect.any(String) })
  await pick('users resume', [], [which], admin)
  expect(await pick('users link', [], [which], admin)).toMatch(/http\S+#\S+/)

  await signInBrowser(server, person, { 'User-Agent': 'Lynx/2' })
  const env = { CROFT_TOKEN: person.token }
  await pick(
    'sessions end',
    [],
    [
      ['Which session?', 'Lynx/2'],
      ['End the session', 'y'],
    ],
    env,
  )
  expect(await output(['sessions', 'list', '-q'], { env })).toBe('')

  const kind = unique('kind')
  await output(['resources', 'kinds', 'register', kind, '--cleanup', 'none'])
  await pick('resources kinds update', ['--order', '7'], [['Which kind?', kind]], admin)
  expect(await output(['resources', 'kinds'])).toContain(`${kind}\t${kind}\tNONE\t7\t`)
})

test('deletions and their steps', async () => {
  const { id, name, owner } = await seedWorkspace(server)
  const env = { CROFT_TOKEN: owner.token }
  await fill(server, { id, owner }, 30)
  const unblock = await blockRemoval(server, 'resource', id)
  const deletion = (await output(['workspaces', 'delete', name, '--yes'], { env })).trim()
  const state = async () => JSON.parse(await output(['deletions', 'get', deletion, '-o', 'json'], { env })).state
  await until(async () => {
    server.advance(600_000)
    return (await state()) === 'FAILED'
  })
  const which = ['Which deletion?', name] as const
  expect(await pick('deletions get', [], [which], env)).toContain(deletion)
  // the server refuses to skip this step, since it removes these resources itself
  const answers = [which, ['Which step?', 'resources:job'], ['behind?', 'y']] as const
  expect(await pick('deletions skip', ['--reason', 'x'], answers, env, 1)).toContain('INVALID_INPUT')
  await unblock()
  await pick('deletions retry', ['--wait'], [which], env)
  expect(await state()).toBe('SUCCEEDED')
  await pick('deletions watch', [], [which], env)
})

test('contexts', async () => {
  const env = { CROFT_CONFIG_DIR: temporaryFolder() }
  for (const name of ['one', 'two']) {
    await output(['config', 'set', 'url', `http://${name}.example`, '--context', name], { env })
  }
  await pick('config use', [], [['Which context?', 'two']], env)
  expect(await output(['config', 'view', '-o', 'json'], { env: { ...env, CROFT_URL: '' } })).toContain('two.example')
})

const program = await wholeProgram()
const leaves = (command: CommandUnknownOpts): CommandUnknownOpts[] => [command, ...command.commands.flatMap(leaves)]
const named = (command: CommandUnknownOpts) => pathOf(command).replace('croft ', '')

test('every command that offers a list is tested, and none of them deletes, removes, revokes or leaves', async () => {
  const picking = leaves(program).filter(({ registeredArguments }) =>
    registeredArguments.some(({ description }) => description.includes('picked on a terminal')),
  )
  expect(PICKED).toContain('picked on a terminal')
  expect([...tried].sort()).toEqual(picking.map(named).sort())
  expect([...tried].filter((name) => /delete|remove|revoke|leave|logout/.test(name))).toEqual([])
})

test('commands that delete, remove, revoke or leave need a name, even on a terminal, and all commands do with --yes', async () => {
  const { name, owner } = await seedWorkspace(server)
  const env = { CROFT_TOKEN: owner.token, CROFT_WORKSPACE: name }
  const ending = leaves(program).filter((command) => ['delete', 'remove', 'revoke', 'leave'].includes(command.name()))
  expect(ending.length).toBeGreaterThan(8)
  for (const command of ending) {
    const run = terminal(named(command).split(' '), { env })
    expect([named(command), await run.ended(), run.shown]).toEqual([
      named(command),
      2,
      expect.stringContaining('missing required argument'),
    ])
  }
  const run = terminal(['projects', 'get', '--yes'], { env })
  expect([await run.ended(), run.shown]).toEqual([2, expect.stringContaining("missing required argument 'project'")])
})
