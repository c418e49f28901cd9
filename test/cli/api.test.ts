// `croft api` sends any operation, merges pages, and resumes subscriptions; the shell's completion knows live names.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { startProxy } from '../client/proxy.ts'
import { seedWorkspace, unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const server = await startTestServer({ shared: true })
const team = await seedWorkspace(server)
const base = { CROFT_URL: server.url, CROFT_TOKEN: team.owner.token }
const { croft, output, start } = commandLine(base)

test('an operation is read from an argument, a file, or standard input, with nested variables', async () => {
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

test('invalid GraphQL, and an operation that the server refuses, write nothing to standard output', async () => {
  for (const [document, exit, code] of [
    ['{', 1, 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 1, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ users { nodes { id } } }', 3, 'FORBIDDEN'],
  ] as const) {
    const outcome = await croft(['api', document])
    expect([outcome.exit, outcome.out, outcome.err]).toEqual([exit, '', expect.stringContaining(code)])
  }
})

test('--paginate writes one answer, with every row of every page', async () => {
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

test('a subscription writes a line per event, and resumes after the last one when its connection is lost', async () => {
  const proxy = await startProxy(server.url)
  const env = { CROFT_URL: proxy.url }
  const document =
    'subscription($w: WorkspaceRef!, $after: Cursor) { workspaceEvents(workspace: $w, after: $after) { cursor type summary } }'
  const run = start(['api', document, '-f', `w.name=${team.name}`], { env })
  const tail = start(['events', 'tail', '-w', team.name, '-o', 'ndjson', '--type', 'project.created'], { env })
  const lines = (out: string) => out.split('\n').filter(Boolean)
  // the opening of a stream without events cannot be seen: projects are created until both have reported one
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

const folder = mkdtempSync(join(tmpdir(), 'croft-completion-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
symlinkSync(resolve('dist/cli.js'), join(folder, 'croft'))

/** Runs a script of a shell in which `croft` is the command line, and returns its lines. */
async function inShell(shell: string, args: readonly string[], script: string, env: Record<string, string> = base) {
  const { stdout } = await promisify(execFile)(shell, [...args, '-c', script], {
    env: { CROFT_CONFIG_DIR: '/nonexistent', ...env, PATH: `${folder}:${process.env.PATH}` },
  })
  return stdout.split('\n')
}

/** The completions that bash offers for the last word of each line, with spaces between them. */
async function inBash(lines: readonly string[], env?: Record<string, string>): Promise<string[]> {
  const complete = lines.map((line) => {
    const words = line.split(' ')
    return `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _croft; echo "\${COMPREPLY[*]}"`
  })
  const told = await inShell('bash', ['--norc'], ['source <(croft completion bash)', ...complete].join('\n'), env)
  return told.slice(0, -1)
}

const isThere = (shell: string) => existsSync(`/usr/bin/${shell}`)

test('bash completes commands, options, their values, and names that the server knows', async () => {
  const start = team.name.slice(0, -1)
  expect(
    await inBash([
      'croft work',
      'croft workspaces le',
      'croft workspaces list --owner',
      'croft workspaces list -o nd',
      `croft workspaces get ${start}`,
      `croft members list -w ${start}`,
      'croft completion ',
    ]),
  ).toEqual(['workspaces', 'leave', '--ownerless', 'ndjson', team.name, team.name, 'bash zsh fish'])
})

test.runIf(isThere('fish'))('fish offers the same completions', async () => {
  const script = `croft completion fish | source
    for line in 'croft workspaces le' 'croft workspaces get ${team.name.slice(0, -1)}'; complete -C $line; end`
  const told = await inShell('fish', ['--no-config'], script)
  expect(told).toEqual([expect.stringMatching(/^leave\tEnds your own/), `${team.name}\t${team.name}`, ''])
})

test.runIf(isThere('zsh'))('zsh offers the same completions', async () => {
  // only the line editor shows the candidates, so the function that would show them prints them instead
  const script = `compdef() { }; source <(croft completion zsh)
    _describe() { print -rl -- \${(P)2} }; _files() { print files }
    words=(croft workspaces le); CURRENT=3; _croft
    words=(croft workspaces get ${team.name.slice(0, -1)}); CURRENT=4; _croft
    words=(croft api x); CURRENT=3; _croft`
  const told = await inShell('zsh', ['-f'], script)
  expect(told).toEqual([expect.stringMatching(/^leave:Ends your own/), `${team.name}:${team.name}`, 'files', ''])
})

test('completion without a server is silent', async () => {
  const env = { CROFT_URL: 'http://127.0.0.1:1', CROFT_TOKEN: 'x' }
  const { exit, out, err } = await croft(['__complete', '--', 'workspaces', 'get', ''], { env })
  expect([exit, out, err]).toEqual([0, '', ''])
})
