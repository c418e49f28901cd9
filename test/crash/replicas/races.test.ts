// Two replicas write at the same time what only one of them may write, or what the other one has just made invalid.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../../generated/gql.ts'
import {
  ADD_MEMBER,
  CREATE_API_TOKEN,
  CREATE_USER,
  CREATE_WORKSPACE,
  DELETE_WORKSPACE,
  REGISTER_RESOURCES,
  UPDATE_USER,
} from '../../support/operations.ts'
import { run, type SeededWorkspace, seedWorkspace, signUp, unique } from '../../support/people.ts'
import type { TestServer } from '../../support/server.ts'
import {
  CREATE_PROJECT,
  DELETE_USER,
  REVOKE_API_TOKEN,
  SET_PREFERENCES,
  UPDATE_PROJECT,
  UPDATE_WORKSPACE,
} from './operations.ts'
import { errorCodes, lockName, lockRow, race, startReplicas } from './replicas.ts'

/** An OpenID provider with one key. */
const { publicKey, privateKey } = await jose.generateKeyPair('ES256')
const jwk = { ...(await jose.exportJWK(publicKey)), alg: 'ES256', kid: 'one' }
const provider = createServer((req, res) => {
  res.setHeader('Content-Type', 'application/json')
  res.end(JSON.stringify(req.url === '/jwks' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/jwks` }))
})
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
afterAll(() => provider.close())
const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`

const env = { CROFT_OIDC_ISSUER: issuer, CROFT_OIDC_AUDIENCE: 'croft', CROFT_DATABASE_CONNECTIONS: '40' }
const { a, b, database } = await startReplicas({ shared: true, env })

/** The operation through each of the two replicas, this number of times each. */
const onBoth = <T>(times: number, operation: (through: TestServer) => Promise<T>): (() => Promise<T>)[] =>
  Array.from({ length: times * 2 }, (_, index) => () => operation(index % 2 === 0 ? a : b))

const valuesOf = <T>(outcomes: readonly PromiseSettledResult<T>[]): T[] =>
  outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))

async function count(from: string, ...parameters: string[]): Promise<number> {
  const [found] = await database.query<{ n: string }>(`select count(*) n from ${from}`, ...parameters)
  return Number(found?.n)
}

const RESTORE = graphql(`
  mutation RacesRestore($input: RestoreWorkspaceInput!) { restoreWorkspace(input: $input) { deletion { state } } }
`)

describe('what is being removed or changed:', () => {
  test('a token of a deleted workspace that is being revoked restores nothing once it is revoked', async () => {
    for (let round = 0; round < 4; round++) {
      const { id, owner } = await seedWorkspace(a)
      const of = { name: 'of the workspace', workspace: { id } }
      const { createApiToken } = await run(a, CREATE_API_TOKEN, { input: of }, owner)
      const token = { token: createApiToken.secret as string }
      const input = { workspace: { id }, gracePeriod: '1h' }
      const { deletion } = (await run(a, DELETE_WORKSPACE, { input }, token)).deleteWorkspace
      const operations = [
        () => run(a, REVOKE_API_TOKEN, { input: { token: { id: createApiToken.token.id } } }, owner),
        () => run(b, RESTORE, { input: { deletion: deletion.id } }, token),
      ]
      await race<unknown>(database, lockRow('workspace', id), operations)
      const ended =
        "select type from event where workspace_id = ? and type in ('token.revoked', 'deletion.restored') order by seq"
      const [first, ...others] = await database.query<{ type: string }>(ended, id)
      if (first?.type === 'token.revoked') expect(others).toEqual([])
    }
  })

  test('a token that is created with one that is being revoked is revoked, too', async () => {
    for (let round = 0; round < 3; round++) {
      const ann = await signUp(a)
      const input = { name: 'minter' }
      const { createApiToken } = await run(a, CREATE_API_TOKEN, { input }, ann)
      const minter = { id: createApiToken.token.id, token: createApiToken.secret as string }
      const minted: string[] = []
      const mint = async (through: TestServer) => {
        const { createApiToken } = await run(through, CREATE_API_TOKEN, { input: { name: 'minted' } }, minter)
        minted.push(createApiToken.secret as string)
      }
      const revoke = async () => {
        await run(b, REVOKE_API_TOKEN, { input: { token: { id: minter.id } } }, ann)
      }
      const operations = [...onBoth(1, mint), revoke, ...onBoth(1, mint)]
      const codes = errorCodes(await race(database, lockName(minter.id), operations))
      expect(codes).toEqual(Array.from({ length: 4 - minted.length }, () => 'UNAUTHENTICATED'))
      expect(await count('api_token where minted_by = ? and revoked_at is null', minter.id)).toBe(0)
      for (const token of minted)
        for (const { gql } of [a, b]) expect((await gql('{ __typename }', {}, { token })).status).toBe(401)
    }
  })

  test('a user who is renamed while being added as a member has the new name in the membership', async () => {
    for (let round = 0; round < 3; round++) {
      const [workspace, other] = [await seedWorkspace(a), await seedWorkspace(a)]
      const ann = await signUp(a)
      const name = unique('renamed')
      const add = (through: TestServer, { id }: SeededWorkspace) =>
        run(through, ADD_MEMBER, { input: { workspace: { id }, principal: { user: ann.id }, role: 'EDITOR' } })
      const rename = () => run(b, UPDATE_USER, { input: { user: { id: ann.id }, name } })
      const operations: (() => Promise<unknown>)[] = [() => add(a, workspace), rename, () => add(b, other)]
      expect(errorCodes(await race(database, lockName('log'), operations))).toEqual([])
      expect(await count('membership where principal = ? and name = ?', ann.id, name)).toBe(2)
    }
  })

  test('a user who is deleted while memberships and tokens are created for them keeps none of them', async () => {
    for (let round = 0; round < 3; round++) {
      const [workspace, other] = [await seedWorkspace(a), await seedWorkspace(a)]
      const ann = await signUp(a)
      const add = (through: TestServer, id: string) =>
        run(through, ADD_MEMBER, { input: { workspace: { id }, principal: { user: ann.id }, role: 'EDITOR' } })
      const operations: (() => Promise<unknown>)[] = [
        () => add(a, workspace.id),
        () => run(b, CREATE_API_TOKEN, { input: { name: 'late', user: ann.id } }),
        () => run(b, DELETE_USER, { input: { user: { id: ann.id } } }),
        () => add(b, other.id),
        () => run(a, CREATE_WORKSPACE, { input: { name: unique('late') } }, ann),
      ]
      if (round === 1) operations.reverse()
      const outcomes = await race(database, lockName(ann.id), operations)
      const isDeleted = (await count('"user" where id = ? and deleted_at is not null', ann.id)) === 1
      // If the new workspace came first, its last owner cannot be deleted.
      const isOwner = (await count("membership where principal = ? and role = 'OWNER'", ann.id)) === 1
      expect(isDeleted).toBe(!isOwner)
      for (const code of errorCodes(outcomes)) expect(['NOT_FOUND', 'UNAUTHENTICATED', 'LAST_OWNER']).toContain(code)
      if (!isDeleted) continue
      expect(await count('membership where principal = ?', ann.id)).toBe(0)
      expect(await count('api_token where owner_id = ? and revoked_at is null', ann.id)).toBe(0)
    }
  })
})

describe('what must be unique or counted once:', () => {
  test('a workspace name and a project name are given once; all other requests get NAME_TAKEN', async () => {
    const name = unique('same')
    const outcomes = await Promise.allSettled(
      onBoth(4, (through) => run(through, CREATE_WORKSPACE, { input: { name } })).map((operation) => operation()),
    )
    expect(errorCodes(outcomes)).toEqual(Array.from({ length: 7 }, () => 'NAME_TAKEN'))
    const { id, owner } = await seedWorkspace(a)
    const projects = onBoth(4, (through) =>
      run(through, CREATE_PROJECT, { input: { workspace: { id }, name: 'same' } }, owner),
    )
    const made = await race(database, lockRow('workspace', id), projects)
    expect(errorCodes(made)).toEqual(Array.from({ length: 7 }, () => 'NAME_TAKEN'))
  })

  test('names generated from the same display name are all different', async () => {
    const displayName = unique('Ein schöner Name')
    const create = (through: TestServer) => run(through, CREATE_WORKSPACE, { input: { displayName } })
    const outcomes = await Promise.allSettled(onBoth(8, create).map((operation) => operation()))
    expect(errorCodes(outcomes)).toEqual([])
    expect(new Set(valuesOf(outcomes).map(({ createWorkspace }) => createWorkspace.workspace.name)).size).toBe(16)
  })

  test('an address belongs to one user; all other requests get CONFLICT', async () => {
    const email = `${unique('one')}@example.com`
    const outcomes = await Promise.allSettled(
      onBoth(3, (through) => run(through, CREATE_USER, { input: { name: 'One', email } })).map((operation) =>
        operation(),
      ),
    )
    expect(errorCodes(outcomes)).toEqual(Array.from({ length: 5 }, () => 'CONFLICT'))
    expect(await count('"user" where email = ?', email)).toBe(1)
  })

  test('a new subject of a JWT becomes one user, with one event', async () => {
    for (let round = 0; round < 3; round++) {
      const sub = unique('subject')
      const claims = { sub, name: 'Ann', email: `${sub}@example.com`, email_verified: true }
      const token = await new jose.SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(issuer)
        .setAudience('croft')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey)
      const requests = onBoth(3, (through) => through.data('{ me { user { id } } }', {}, { token }))
      const ids = (await Promise.all(requests.map((operation) => operation()))).map((data) => data.me.user.id as string)
      expect(new Set(ids).size).toBe(1)
      expect(await count('"user" where subject = ?', sub)).toBe(1)
      expect(await count("event where type = 'user.created' and subject_id = ?", ids[0] as string)).toBe(1)
    }
  })

  test('one of two changes with the same expectedVersion succeeds; the other gets CONFLICT', async () => {
    const { id, owner } = await seedWorkspace(a)
    const input = { workspace: { id }, name: 'versioned' }
    const project = (await run(a, CREATE_PROJECT, { input }, owner)).createProject.project.id
    for (let expectedVersion = 1; expectedVersion <= 5; expectedVersion++) {
      const changes: [string, (through: TestServer) => Promise<unknown>][] = [
        [
          'workspace',
          (through) => {
            const input = { workspace: { id }, displayName: unique('Title'), expectedVersion }
            return run(through, UPDATE_WORKSPACE, { input }, owner)
          },
        ],
        [
          'project',
          (through) =>
            run(
              through,
              UPDATE_PROJECT,
              { input: { project: { id: project }, description: unique('text'), expectedVersion } },
              owner,
            ),
        ],
      ]
      for (const [table, change] of changes) {
        const outcomes = await race(database, lockRow('workspace', id), onBoth(1, change))
        expect(errorCodes(outcomes)).toEqual(['CONFLICT'])
        expect(String(outcomes.find(({ status }) => status === 'rejected'))).toBeDefined()
        const [{ version } = { version: 0 }] = await database.query<{ version: number }>(
          `select version from ${table} where id = ?`,
          table === 'workspace' ? id : project,
        )
        expect(version).toBe(expectedVersion + 1)
      }
    }
  })

  test('resources registered through both replicas are the same rows, counted once', async () => {
    const { id, owner } = await seedWorkspace(a)
    const resources = Array.from({ length: 60 }, (_, n) => ({ kind: n % 3 === 0 ? 'job' : 'model', name: `r${n}` }))
    const register = (through: TestServer, from: number) => {
      const input = { workspace: { id }, resources: resources.slice(from, from + 40) }
      return run(through, REGISTER_RESOURCES, { input }, owner)
    }
    const operations = [
      ...onBoth(2, (through) => register(through, 0)),
      ...onBoth(2, (through) => register(through, 20)),
    ]
    const answers = valuesOf(await race(database, lockRow('workspace', id), operations))
    expect(answers).toHaveLength(8)
    const ids = new Map<string, Set<string>>()
    for (const { registerResources } of answers)
      for (const { id, name } of registerResources.resources) ids.set(name, (ids.get(name) ?? new Set()).add(id))
    expect([ids.size, ...new Set([...ids.values()].map((same) => same.size))]).toEqual([60, 1])
    const counts = await database.query<{ kind: string; count: number }>(
      'select kind, count from resource_count where workspace_id = ? order by kind',
      id,
    )
    expect(counts).toEqual([
      { kind: 'job', count: 20 },
      { kind: 'model', count: 40 },
    ])
    expect(await count('resource where workspace_id = ?', id)).toBe(60)
  })

  test('a user who sets two default workspaces at once has one', async () => {
    const [one, other] = [await seedWorkspace(a), await seedWorkspace(a)]
    const ann = await signUp(a)
    for (const { id } of [one, other])
      await run(a, ADD_MEMBER, { input: { workspace: { id }, principal: { user: ann.id }, role: 'VIEWER' } })
    const choose = (through: TestServer, id: string) =>
      run(through, SET_PREFERENCES, { input: { workspace: { id }, isDefault: true } }, ann)
    for (let round = 0; round < 3; round++) {
      const operations = [() => choose(a, one.id), () => choose(b, other.id)]
      expect(errorCodes(await race(database, lockName(`default of ${ann.id}`), operations))).toEqual([])
      expect(await count('workspace_preference where user_id = ? and is_default = 1', ann.id)).toBe(1)
    }
  })
})
