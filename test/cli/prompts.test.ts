// Questions on a terminal, and its display: answers, Ctrl-C, secrets, widths.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { widthOf } from '../../src/cli/table.ts'
import { slowDeletions } from '../support/faults.ts'
import { fill, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const { output, croft, terminal } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN })
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

const exists = async (name: string) => (await croft(['workspaces', 'get', name])).exit === 0

test('a deletion shows server, owners and contents before its name is typed', async () => {
  const { name, owner } = await seedWorkspace(server)
  await output(['projects', 'create', 'one', '-w', name])
  // -q omits notes, but not the contents about which the command asks
  const run = terminal(['workspaces', 'delete', name, '-q'])
  await run.answer('to delete it', `${name}\r`)
  expect(await run.ended()).toBe(0)
  const [before = ''] = stripVTControlCharacters(run.shown).split('to delete it')
  for (const part of [server.url, name, owner.name, '1 member', '1 project']) expect(before).toContain(part)
  expect(run.shown).toMatch(/del_\w{26}/)
})

test('another name, Ctrl-C, or Ctrl-D deletes nothing and says so', async () => {
  const { name } = await seedWorkspace(server)
  const wrong = terminal(['workspaces', 'delete', name])
  await wrong.answer('to delete it', 'something-else\r')
  expect(await wrong.ended()).toBe(1)
  expect(wrong.shown).toContain('Nothing was changed.')
  const interrupted = terminal(['workspaces', 'delete', name])
  await interrupted.answer('to delete it', CTRL_C)
  expect(await interrupted.ended()).toBe(130)
  expect(interrupted.shown).toContain('Nothing was changed.')
  const unanswered = terminal(['workspaces', 'delete', name])
  await unanswered.answer('to delete it', CTRL_D)
  expect(await unanswered.ended()).toBe(130)
  expect(unanswered.shown).toContain('Nothing was changed.')
  expect(await exists(name)).toBe(true)
})

test('the answer no is a failure, and yes succeeds', async () => {
  const { name, owner } = await seedWorkspace(server)
  await output(['tokens', 'create', 'ci', '-w', name], { env: { CROFT_TOKEN: owner.token } })
  const env = { CROFT_TOKEN: owner.token }
  const no = terminal(['tokens', 'revoke', 'ci', '-w', name], { env })
  await no.answer('Revoke ci?', 'n')
  expect(await no.ended()).toBe(1)
  expect(no.shown).toContain('Nothing was changed.')
  expect(await output(['tokens', 'list', '-w', name, '--no-header'], { env })).toMatch(/^ci\t.*\tACTIVE\t/)
  const yes = terminal(['tokens', 'revoke', 'ci', '-w', name], { env })
  await yes.answer('Revoke ci?', 'y')
  expect(await yes.ended()).toBe(0)
  expect(await output(['tokens', 'list', '-w', name, '-q'], { env })).toBe('')
})

test('in a CI system no question is asked, on a terminal or not', async () => {
  const { name } = await seedWorkspace(server)
  const run = terminal(['workspaces', 'delete', name], { env: { CI: 'true' } })
  expect(await run.ended()).toBe(2)
  expect(await exists(name)).toBe(true)
})

test('a protected context requires the name, not just --yes', async () => {
  const { name } = await seedWorkspace(server)
  const env = { CROFT_CONFIG_DIR: temporaryFolder(), CROFT_URL: '', CROFT_TOKEN: '' }
  await output(['login', server.url, '--token-stdin', '--name', 'live'], { env, input: ADMIN_TOKEN })
  await output(['config', 'set', 'protected', 'true'], { env })
  const refused = await croft(['workspaces', 'delete', name, '--yes'], { env })
  expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining(`Say --confirm ${name}.`)])
  expect((await croft(['workspaces', 'delete', name, '--confirm', 'another'], { env })).exit).toBe(1)
  expect(await exists(name)).toBe(true)
  await output(['workspaces', 'delete', name, '--confirm', name], { env })
})

test('a token that is typed is neither shown nor readable for others', async () => {
  const folder = temporaryFolder()
  const env = { CROFT_CONFIG_DIR: folder, CROFT_URL: '', CROFT_TOKEN: '' }
  const run = terminal(['login', server.url], { env })
  await run.answer('Token for', `${ADMIN_TOKEN}\r`)
  expect(await run.ended()).toBe(0)
  expect(run.shown).not.toContain(ADMIN_TOKEN)
  expect(readFileSync(join(folder, 'credentials.json'), 'utf8')).toContain(ADMIN_TOKEN)
  expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(await output(['whoami'], { env })).toContain('NAME\tAdministrator')
})

test('a missing workspace is picked from a list', async () => {
  const { name, owner } = await seedWorkspace(server)
  const run = terminal(['workspaces', 'get'], { env: { CROFT_TOKEN: owner.token } })
  await run.answer('Which workspace?', name)
  await run.answer(name, '\r')
  expect(await run.ended()).toBe(0)
  expect(stripVTControlCharacters(run.shown)).toMatch(new RegExp(`NAME +${name}\\b`))
})

test('a table fits the terminal from 40 to 200 columns, and its names are complete', async () => {
  const { owner } = await seedWorkspace(server)
  const env = { CROFT_TOKEN: owner.token, NO_COLOR: '1' }
  const names = [unique('wide'), unique('wide')]
  await output(
    ['workspaces', 'create', names[0] as string, '--display-name', '寿司とラーメンの作業場のなかまたち🍜🍜🍜'],
    { env },
  )
  await output(['workspaces', 'create', names[1] as string, '--display-name', `${'long '.repeat(24)}end`], { env })
  for (const columns of [40, 60, 80, 120, 200]) {
    const run = terminal(['workspaces', 'list', '--search', 'wide'], { env, columns })
    expect(await run.ended()).toBe(0)
    const lines = run.shown.split('\r\n').filter(Boolean)
    expect(lines.length).toBe(3)
    for (const line of lines) expect(widthOf(line), `${columns}: ${line}`).toBeLessThanOrEqual(columns)
    for (const name of names) expect(run.shown).toContain(name)
    if (columns === 200) expect(run.shown).toContain('🍜🍜🍜')
  }
})

test('a bar shows the progress of a deletion, and Ctrl-C ends only the watching', async () => {
  const ended = slowDeletions(server)
  const { id, name, owner } = await seedWorkspace(server)
  await fill(server, { id, owner }, 1000)
  const run = terminal(['workspaces', 'delete', name, '--yes', '--wait'], { columns: 120 })
  await until(() => /█+░+ \d+ % [\d,]+ of 1,002/.test(run.shown))
  await run.answer('%', CTRL_C)
  expect(await run.ended()).toBe(130)
  const [, watch] =
    /No longer watching\. The deletion goes on by itself: croft (deletions watch del_\w+)/.exec(run.shown) ?? []
  ended()
  const again = terminal((watch as string).split(' '), { columns: 120 })
  expect(await again.ended()).toBe(0)
  expect(stripVTControlCharacters(again.shown)).toMatch(/█{24} 100 % 1,002 of 1,002/)
  expect(await exists(name)).toBe(false)
})
