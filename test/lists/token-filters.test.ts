// Tokens by name, which several may share: those of a workspace, the caller's own there, and personal ones.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { TokenFilter, TokenOrder } from '../generated/graphql.ts'
import { CREATE_API_TOKEN } from '../support/operations.ts'
import { type Person, refused, run, seedWorkspace } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const TOKENS = graphql(`
  query FilterTokens($by: WorkspaceRef!, $filter: TokenFilter!, $orderBy: [TokenOrder!]) {
    workspace(by: $by) { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name hint } totalCount } }
    me { tokens(first: 100, filter: $filter, orderBy: $orderBy) { nodes { name } totalCount } }
  }
`)

const server = await startTestServer({ shared: true })
const { id, owner, members } = await seedWorkspace(server, { viewer: 'VIEWER' })
const workspace = { id }
const viewer = members['viewer'] as Person
for (const name of ['ci', 'ci', 'ci-nightly', 'Ops']) {
  await run(server, CREATE_API_TOKEN, { input: { name, workspace } }, owner)
  await run(server, CREATE_API_TOKEN, { input: { name } }, owner)
  await run(server, CREATE_API_TOKEN, { input: { name, workspace } }, viewer)
}
const list = async (filter: TokenFilter, as: Person, orderBy: TokenOrder[] | null) => {
  const { workspace, me } = await run(server, TOKENS, { by: { id }, filter, orderBy }, as)
  for (const found of [workspace?.tokens, me.tokens]) expect(found?.totalCount).toBe(found?.nodes.length)
  const names = (found: { nodes: { name: string }[] } | undefined) => found?.nodes.map(({ name }) => name)
  return { here: names(workspace?.tokens), personal: names(me.tokens) }
}
const orders = (['NAME', 'CREATED_AT', 'EXPIRES_AT', 'LAST_USED_AT'] as const).map((field) => [
  { field, direction: 'ASC' as const },
])

test.each<[TokenFilter['name'], string[]]>([
  [{ eq: 'ci' }, ['ci', 'ci']],
  [{ eq: 'CI' }, []],
  [{ in: ['ci', 'Ops', 'none'] }, ['ci', 'ci', 'Ops']],
  [{ in: Array.from({ length: 100 }, (_, index) => (index === 0 ? 'Ops' : `none-${index}`)) }, ['Ops']],
  [{ eq: 'ci', in: ['Ops'] }, []],
  [{ in: [] }, []],
  [{ contains: 'CI-' }, ['ci-nightly']],
  [{ startsWith: 'ci' }, ['ci', 'ci', 'ci-nightly']],
  [{ eq: 'ci', contains: 'night' }, []],
])('%j', async (name, expected) => {
  const sorted = (names: string[] | undefined) => names?.toSorted()
  for (const orderBy of [null, ...orders]) {
    const everybody = await list({ name }, owner, orderBy)
    expect(sorted(everybody.here)).toEqual(sorted([...expected, ...expected]))
    expect(sorted(everybody.personal)).toEqual(sorted(expected))
    const own = await list({ name, active: true }, viewer, orderBy)
    expect(sorted(own.here)).toEqual(sorted(expected))
    expect(own.personal).toEqual([])
  }
})

test('more than 1,000 names are refused', async () => {
  const names = Array.from({ length: 1001 }, (_, index) => `name-${index}`)
  const refusal = await refused(server, TOKENS, { by: { id }, filter: { name: { in: names } } }, owner)
  expect(refusal).toMatchObject({ code: 'INVALID_INPUT', field: 'filter.name.in' })
})
