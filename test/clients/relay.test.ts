// relay-compiler accepts schema.graphql as it is, and the server runs its output. Relay's runtime is not tested.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

/** The part of an artifact that this test uses. */
interface Artifact {
  params: { text: string }
}

/** Compiles the documents of relay/ and returns the artifacts by their names. */
async function compile(): Promise<Record<string, Artifact>> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-relay-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  cpSync('test/clients/relay', join(directory, 'src'), { recursive: true })
  cpSync('schema.graphql', join(directory, 'schema.graphql'))
  const string = ['Cursor', 'DateTime', 'Duration', 'EmailAddress', 'URL', 'UUID'].map((scalar) => [scalar, 'string'])
  const config = {
    src: './src',
    schema: './schema.graphql',
    language: 'javascript',
    eagerEsModules: true,
    customScalarTypes: Object.fromEntries(string),
  }
  writeFileSync(join(directory, 'relay.config.json'), JSON.stringify(config))
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  execFileSync(process.execPath, [resolve('test/clients/node_modules/relay-compiler/cli.js'), 'relay.config.json'], {
    cwd: directory,
    encoding: 'utf8',
  })
  const artifacts = join(directory, 'src', '__generated__')
  const entries = readdirSync(artifacts).map(async (file) => {
    const { default: artifact } = await import(pathToFileURL(join(artifacts, file)).href)
    return [file.replace('.graphql.js', ''), artifact as Artifact] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

test('firm ground 19: relay-compiler compiles @connection and @refetchable, and the server runs the result', async () => {
  const artifacts = await compile()
  const text = (name: string) => artifacts[name]?.params.text as string
  const server = await startTestServer()
  const ids: string[] = []
  for (const letter of ['a', 'b', 'c']) {
    const { createWorkspace } = await server.data(text('workspacePageCreateMutation'), { name: `relay-${letter}` })
    ids.push(createWorkspace.workspace.id)
  }
  const names = ({ workspaces }: { workspaces: { edges: { node: { name: string } }[] } }) =>
    workspaces.edges.map(({ node }) => node.name)
  const first = await server.data(text('workspacePageListQuery'))
  expect(names(first)).toEqual(['relay-a', 'relay-b'])
  const { endCursor: after } = first.workspaces.pageInfo
  const more = await server.data(text('workspacePageListMoreQuery'), { first: 2, after, prefix: 'relay-' })
  expect(names(more)).toEqual(['relay-c'])
  expect(more.workspaces.pageInfo.hasNextPage).toBe(false)

  const [id] = ids
  const renamed = await server.data(text('workspacePageRenameMutation'), { id, displayName: 'Renamed' })
  expect(renamed.updateWorkspace.workspace).toMatchObject({ id, displayName: 'Renamed' })
  const page = await server.data(text('workspacePageQuery'), { id })
  const refetched = await server.data(text('workspacePageMembersQuery'), { id, first: 1, after: null })
  expect(refetched.node).toMatchObject({
    id,
    displayName: 'Renamed',
    members: { edges: [{ node: { role: 'OWNER' } }] },
  })
  expect(page).toEqual(refetched)
})
