// The output of commands: data goes only to standard output, in each format; and the modules that they load for it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { hasColor } from '../../src/cli/terminal.ts'
import { ADD_MEMBER } from '../support/operations.ts'
import { run, seedWorkspace, unique } from '../support/people.ts'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'
import { commandLine } from './run.ts'

const server = await startTestServer({ shared: true })
const { croft, output } = commandLine({ CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN })
const team = await seedWorkspace(server)
const environment = {
  PATH: process.env.PATH ?? '',
  CROFT_URL: server.url,
  CROFT_TOKEN: ADMIN_TOKEN,
  CROFT_CONFIG_DIR: '/nonexistent',
}
const mine = { env: { CROFT_TOKEN: team.owner.token } }

test('each format contains the same data of a list', async () => {
  const prefix = unique('format')
  for (const end of ['a', 'b']) {
    await output(['workspaces', 'create', `${prefix}-${end}`, '--display-name', `Number "${end}", and more`], mine)
  }
  const list = (...args: string[]) =>
    output(['workspaces', 'list', '--search', prefix, '--sort', 'name', ...args], mine)
  const names = [`${prefix}-a`, `${prefix}-b`]
  const of = (rows: unknown) => (rows as { name: string }[]).map(({ name }) => name)
  const [table, json, yaml, ndjson, csv, quiet, columns] = await Promise.all([
    list(),
    list('-o', 'json'),
    list('-o', 'yaml'),
    list('-o', 'ndjson'),
    list('-o', 'csv'),
    list('-q'),
    list('--columns', 'role,name', '--no-header'),
  ])
  expect(of(JSON.parse(json))).toEqual(names)
  expect(of(parse(yaml))).toEqual(names)
  expect(
    of(
      ndjson
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ),
  ).toEqual(names)
  const [header, first = ''] = table.split('\n')
  expect(header).toBe('NAME\tDISPLAY-NAME\tROLE\tSTATE\tVISIBILITY\tUPDATED')
  expect(first).toMatch(/^\S+-a\tNumber "a", and more\tOWNER\tACTIVE\tPRIVATE\t\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(csv.split('\n')[1]).toContain(`${prefix}-a,"Number ""a"", and more",OWNER,`)
  expect(quiet).toBe(`${names.join('\n')}\n`)
  expect(columns).toBe(names.map((name) => `OWNER\t${name}\n`).join(''))
})

test('a list with more rows says so on standard error, and --all writes them', async () => {
  const { name, owner } = await seedWorkspace(server)
  const env = { CROFT_TOKEN: owner.token }
  const rows = Array.from({ length: 130 }, (_, index) => ({ kind: 'job', name: `job ${index}` }))
  const input = rows.map((row) => JSON.stringify(row)).join('\n')
  const registered = await output(['resources', 'register', '--input-file', '-', '-w', name, '-q'], { env, input })
  expect(registered.trim().split('\n').length).toBe(130)
  const short = await croft(['resources', 'list', '-w', name, '-q'], { env })
  expect([short.exit, short.out.trim().split('\n').length, short.err]).toEqual([0, 30, ''])
  const told = await croft(['resources', 'list', '-w', name, '-L', '110'], { env })
  expect([told.out.trim().split('\n').length, told.err]).toEqual([111, 'More than 110: --all, or --limit\n'])
  const all = await croft(['resources', 'list', '-w', name, '--all', '-o', 'json'], { env })
  expect([(JSON.parse(all.out) as unknown[]).length, all.err]).toEqual([130, ''])
  const exact = await croft(['resources', 'list', '-w', name, '-L', '130'], { env })
  expect(exact.err).toBe('')
})

test('an empty list writes only its header, and names the empty list on standard error', async () => {
  const { exit, out, err } = await croft(['projects', 'list', '-w', team.name], mine)
  expect([exit, out, err]).toEqual([0, 'NAME\tDESCRIPTION\tUPDATED\n', 'No projects.\n'])
  expect(await output(['projects', 'list', '-w', team.name, '-o', 'json'], mine)).toBe('[]\n')
})

test('a secret is written once, without anything else', async () => {
  const { exit, out, err } = await croft(['tokens', 'create', 'alone', '-w', team.name, '--role', 'viewer'], mine)
  expect([exit, out, err]).toEqual([0, expect.stringMatching(/^croft_\w{36}\n$/), ''])
  const later = await output(['tokens', 'list', '-w', team.name, '-o', 'json'], mine)
  expect(later).not.toContain(out.trim())
  const can = await croft(['can', 'resource-write', '-w', team.name], { env: { CROFT_TOKEN: out.trim() } })
  expect(can.exit).toBe(3)
})

test('control characters are replaced on a terminal, and kept in data', async () => {
  const { name, owner } = await seedWorkspace(server)
  const env = { CROFT_TOKEN: owner.token }
  const description = 'two\nlines \u001b[31mred'
  await output(
    [
      'api',
      'mutation($i: UpdateWorkspaceInput!) { updateWorkspace(input: $i) { workspace { id } } }',
      '-F',
      `i.workspace.name=${name}`,
      '-f',
      'i.description=two\nlines',
    ],
    { env },
  )
  expect(await output(['workspaces', 'get', name], { env })).toContain('DESCRIPTION\ttwo\u{fffd}lines\n')
  const { description: kept } = JSON.parse(await output(['workspaces', 'get', name, '-o', 'json'], { env })) as {
    description: string
  }
  expect(kept).toBe('two\nlines')
  const echoed = await croft(['workspaces', 'get', description], { env })
  expect(echoed.err).not.toContain('\u001b')
})

test('a reader that closes the pipe early causes no failure', async () => {
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', 'set -o pipefail; node dist/cli.js roles -o json | head -c 1; echo " $?"'],
    {
      env: environment,
    },
  )
  expect(stdout).toBe('[ 0\n')
})

test('colours follow the flag, then NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  const of = (flag: 'auto' | 'always' | 'never', env: NodeJS.ProcessEnv, isTTY = true) => hasColor({ isTTY }, flag, env)
  expect(of('never', { FORCE_COLOR: '1' })).toBe(false)
  expect(of('always', { NO_COLOR: '1' }, false)).toBe(true)
  expect(of('auto', { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false)
  expect(of('auto', { NO_COLOR: '', FORCE_COLOR: '1' }, false)).toBe(true)
  expect(of('auto', { FORCE_COLOR: '0' })).toBe(false)
  expect([of('auto', {}), of('auto', { TERM: 'dumb' }), of('auto', {}, false)]).toEqual([true, false, false])
})

test('--debug shows each request without variables and secrets', async () => {
  const { err } = await croft(['users', 'get', 'nobody@example.com', '--debug'])
  expect(err).toMatch(/^debug: POST \S+\/graphql query user: 200, request [\w-]+, \d+ ms$/m)
  expect(err).not.toContain(ADMIN_TOKEN)
  expect(
    err
      .split('\n')
      .filter((line) => line.startsWith('debug: POST'))
      .join(),
  ).not.toContain('nobody@')
})

test('a group is a member by its name', async () => {
  await run(server, ADD_MEMBER, {
    input: { workspace: { id: team.id }, principal: { group: 'chemists' }, role: 'EDITOR' },
  })
  const list = await output(['members', 'list', '-w', team.name, '--type', 'group'], mine)
  expect(list).toContain('group:chemists\tGROUP\tEDITOR\t')
  expect(await output(['members', 'update', 'group:chemists', '--role', 'viewer', '-w', team.name], mine)).toBe(
    'group:chemists\n',
  )
  expect(await output(['members', 'remove', 'group:chemists', '-w', team.name, '--yes'], mine)).toBe('group:chemists\n')
})

test('the version loads no module that connects to a server, and a list does without the modules of fetch', async () => {
  const alone = new Set(await modulesOfNode('-e', '0'))
  const loadedBy = async (...command: string[]) =>
    (await modulesOfNode('dist/cli.js', ...command)).filter((name) => !alone.has(name))
  const ofVersion = await loadedBy('--version')
  expect(ofVersion.filter((name) => /^(http|https|net|tls|dns|crypto|child_process|zlib)$/.test(name))).toEqual([])
  const ofList = await loadedBy('workspaces', 'list')
  expect(ofList).toContain('http')
  // Node's fetch takes as long to load as the rest of a command
  expect(ofList.filter((name) => /undici|^(worker_threads|zlib|http2|inspector)$/.test(name))).toEqual([])
})

/** The modules of Node itself that a process has loaded when it ends. */
async function modulesOfNode(...command: string[]): Promise<string[]> {
  const tell = "process.on('exit', () => process.stderr.write(JSON.stringify(process.moduleLoadList)))"
  const args = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, ...command]
  const { stderr } = await promisify(execFile)(process.execPath, args, { env: environment })
  const names: string[] = JSON.parse(stderr)
  return names.filter((name) => name.startsWith('NativeModule ')).map((name) => name.slice('NativeModule '.length))
}
