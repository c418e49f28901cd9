// Which parts of the answers of mutations the console's cache keeps.
import { Client, fetchExchange } from '@urql/core'
import { cacheExchange, type SerializedEntries, type StorageAdapter } from '@urql/exchange-graphcache'
import { expect, onTestFinished, test, vi } from 'vitest'
import { CACHE } from '../../src/console/data/cache.ts'
import { until } from '../support/server.ts'

const SECRET = 'croft_secretsecretsecret'
const READ = '{ node(id: "tok_1") { id ... on ApiToken { name } } }'
const token = (name: string) => ({ __typename: 'ApiToken', id: 'tok_1', name })

test.each(['createApiToken', 'rotateApiToken'])(
  'the cache keeps the token of %s, but not the secret',
  async (field) => {
    // in tests the cache returns nothing that it keeps
    vi.stubEnv('NODE_ENV', 'production')
    onTestFinished(() => void vi.unstubAllEnvs())
    const kept: SerializedEntries = {}
    const storage: StorageAdapter = {
      readData: async () => ({}),
      writeData: async (entries) => void Object.assign(kept, entries),
    }
    const payload = { __typename: `${field.charAt(0).toUpperCase()}${field.slice(1)}Payload`, token: token('after') }
    const answers = [{ node: token('before') }, { [field]: { ...payload, secret: SECRET } }]
    const client = new Client({
      url: 'http://localhost/graphql',
      exchanges: [cacheExchange({ ...CACHE, storage }), fetchExchange],
      preferGetMethod: false,
      fetch: async () => Response.json({ data: answers.shift() }),
    })
    await client.query(READ, {}).toPromise()
    const { data } = await client.mutation(`mutation { ${field} { token { id name } secret } }`, {}).toPromise()
    expect(data[field].secret).toBe(SECRET)
    await until(() => JSON.stringify(kept).includes('after'))
    expect(JSON.stringify(kept)).not.toContain(SECRET)
  },
)
