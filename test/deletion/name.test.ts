// The name of a deleted workspace is free once the deletion has ended.
import { expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { RECORD, seedFullWorkspace } from '../support/full-workspace.ts'
import { CREATE_WORKSPACE, DELETE_WORKSPACE } from '../support/operations.ts'
import { fill, type Person, run, signUp } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { rowsOfWorkspace } from '../support/workspace-rows.ts'

const READ = graphql(`
  query NameRead($name: String!) {
    workspace(by: { name: $name }) {
      id
      state
      deletion {
        id
      }
    }
  }
`)

const server = await startTestServer({ shared: true })

/** Tries to create a workspace of this name; returns its id, or null while another workspace has the name. */
async function createOnceFree(name: string, as: Person, taken: () => boolean): Promise<string | null> {
  while (!taken()) {
    const { body } = await server.gql(CREATE_WORKSPACE.toString(), { input: { name } }, as)
    if (body.data) return body.data.createWorkspace.workspace.id
    expect(body.errors?.[0]?.extensions.code).toBe('NAME_TAKEN')
  }
  return null
}

test('a workspace that takes the name at the instant at which a deletion ends is not affected by that deletion', async () => {
  const created: { id: string; rows: Record<string, number> }[] = []
  for (let round = 0; round < 3; round++) {
    const old = await seedFullWorkspace(server)
    const ann = await signUp(server)
    const input = { workspace: { id: old.id } }
    const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input }, old.owner)
    const state = async () => (await run(server, RECORD, { id: deleteWorkspace.deletion.id })).deletion?.state

    const winners: string[] = []
    const race = Array.from({ length: 4 }, async () => {
      const id = await createOnceFree(old.name, ann, () => winners.length > 0)
      if (id !== null) winners.push(id)
    })
    await Promise.all(race)
    expect(winners).toHaveLength(1)
    const owned = { id: winners[0] as string, owner: ann }
    // the commit that ends the deletion frees the name, and no earlier one does
    expect([await state(), await rowsOfWorkspace(server, old.id)]).toEqual(['SUCCEEDED', {}])
    expect(owned.id).not.toBe(old.id)
    await fill(server, owned, 5)
    const { workspace } = await run(server, READ, { name: old.name }, ann)
    expect(workspace).toEqual({ id: owned.id, state: 'ACTIVE', deletion: null })
    created.push({ id: owned.id, rows: await rowsOfWorkspace(server, owned.id) })
  }
  // clean-up continues with another deletion, after everything that it could still have done to these
  const last = await seedFullWorkspace(server)
  const { deleteWorkspace } = await run(server, DELETE_WORKSPACE, { input: { workspace: { id: last.id } } })
  await until(
    async () => (await run(server, RECORD, { id: deleteWorkspace.deletion.id })).deletion?.state === 'SUCCEEDED',
    10_000,
  )
  for (const { id, rows } of created) {
    expect(rows).toMatchObject({ workspace: 1, membership: 1, resource: 5 })
    expect(await rowsOfWorkspace(server, id)).toEqual(rows)
  }
})
