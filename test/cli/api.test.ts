// `croft api` sends any operation, merges pages, and resumes subscriptions; the shell's completion knows live names.
import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { startProxy } from '../client/proxy.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const base = { CROFT_URL: server.url, CROFT_TOKEN: team.owner.token }
const { croft, output, start } = commandLine(base)

test('an operation is given as text, as a file, or on standard input, with variables that nest', async () => {
  const document = 'query Who($by: WorkspaceRef!) { workspace(by: $by) { name version } }'
  const file = join(temporaryFolder(), 'who.graphql')
  writeFileSync(file, document)
  const answer = { data: { workspace: { name: team.name, version: 1 } } }
  for (const [given, input] of [[document], [`@${file}`], ['-', document], [undefined, document]] as const) {
    const args = ['api', ...(given ? [given] : []), '-f', `by.name=${team.name}`]
    expect(JSON.parse(await output(args, { input: input ?? '' }))).toEqual(answer)
  }
  const name = unique('typed')
  const made = await output([
    'api',
    'mutation($i: CreateWorkspaceInput!) { createWorkspace(input: $i) { workspace { displayName description } } }',
    '-F',
    `i.name=${name}`,
    '-f',
    'i.displayName=12',
    '-F',
    'i.description=null',
  ])
  expect(JSON.parse(made)).toEqual({
    data: { createWorkspace: { workspace: { displayName: '12', description: null } } },
  })
})

test('what is no GraphQL, and what the server refuses, write nothing to standard output', async () => {
  for (const [document, exit, code] of [
    ['{', 1, 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 1, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ users { nodes { id } } }', 3, 'FORBIDDEN'],
  ] as const) {
    const outcome = await croft(['api', document])
    expect([outcome.exit, outcome.out, outcome.err]).toEqual([exit, '', expect.stringContaining(code)])
  }
})

test('--paginate answers once, with every row of every page', async () => {
  const all = ['pa', 'pb', 'pc', 'pd', 'pe']
  for (const name of all) await output(['projects', 'create', name, '-w', team.name])
  const document = `query($endCursor: String, $by: WorkspaceRef!) { workspace(by: $by) { name projects(first: 2, after: $endCursor, orderBy: [{ field: NAME }]) {
    nodes { name } edges { node { name } } pageInfo { hasNextPage endCursor } } } }`
  const out = await output(['api', document, '--paginate', '-f', `by.name=${team.name}`, '-o', 'ndjson'])
  const { name, projects } = JSON.parse(out).data.workspace
  const names = projects.nodes.map((node: { name: string }) => node.name)
  expect([name, names]).toEqual([team.name, all])
  expect([projects.edges.length, projects.pageInfo.hasNextPage]).toEqual([5, false])
})

test('a subscription is a line an event, and goes on behind the last one when its connection is lost', async () => {
  const proxy = await startProxy(server.url)
  const env = { CROFT_URL: proxy.url }
  const document =
    'subscription($w: WorkspaceRef!, $after: Cursor) { workspaceEvents(workspace: $w, after: $after) { cursor type summary } }'
  const run = start(['api', document, '-f', `w.name=${team.name}`], { env })
  const tail = start(['events', 'tail', '-w', team.name, '-o', 'ndjson', '--type', 'project.created'], { env })
  const lines = (out: string) => out.split('\n').filter(Boolean)
  // nothing tells that a stream without events is open: projects are made until both have told of one
  let made = 0
  await until(async () => {
    await output(['projects', 'create', `p${made++}`, '-w', team.name])
    return lines(run.out).length > 0 && lines(tail.out).length > 0
  })
  proxy.cutAll()
  for (const end = made + 3; made < end; made++) await output(['projects', 'create', `p${made}`, '-w', team.name])
  const last = `created project p${made - 1}`
  await until(() => run.out.includes(last) && tail.out.includes(last))
  for (const { out } of [run, tail]) {
    const told = lines(out).map((line) => /created project p(\d+)/.exec(line)?.[1])
    const first = Number(told[0])
    expect(told).toEqual(Array.from({ length: made - first }, (_, index) => String(first + index)))
  }
  run.child.kill('SIGINT')
  tail.child.kill('SIGINT')
})

/** What bash puts in the place of the last word, with the script that `croft completion bash` writes. */
async function completed(line: string, env: Record<string, string> = base): Promise<string[]> {
  const folder = join(temporaryFolder(), 'bin')
  mkdirSync(folder)
  symlinkSync(resolve('dist/cli.js'), join(folder, 'croft'))
  const words = line.split(' ')
  const script = `source <(croft completion bash)
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
    _croft; printf '%s\\n' "\${COMPREPLY[@]}"`
  const PATH = `${folder}:${process.env.PATH}`
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script], {
    env: { CROFT_CONFIG_DIR: '/nonexistent', ...env, PATH },
  })
  return stdout.split('\n').filter(Boolean)
}

test('bash completes commands, options, their values, and names that the server knows', async () => {
  expect(await completed('croft work')).toEqual(['workspaces'])
  expect(await completed('croft workspaces le')).toEqual(['leave'])
  expect(await completed('croft workspaces list --owner')).toEqual(['--ownerless'])
  expect(await completed('croft workspaces list -o nd')).toEqual(['ndjson'])
  expect(await completed(`croft workspaces get ${team.name.slice(0, -1)}`)).toEqual([team.name])
  expect(await completed(`croft members list -w ${team.name.slice(0, -1)}`)).toEqual([team.name])
  expect(await completed('croft completion ')).toEqual(['bash', 'zsh', 'fish'])
})

test('completion without a server is quick and silent', async () => {
  const env = { CROFT_URL: 'http://127.0.0.1:1', CROFT_TOKEN: 'x' }
  expect(await completed('croft workspaces get ', env)).toEqual([])
  const { exit, err } = await croft(['__complete', '--', 'workspaces', 'get', ''], { env })
  expect([exit, err]).toEqual([0, ''])
})
