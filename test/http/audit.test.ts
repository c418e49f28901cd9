import { auditServer } from 'graphql-http'
import { expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

test('firm ground 18: passes all of the GraphQL-over-HTTP audit', async () => {
  const { url } = await startTestServer()
  const results = await auditServer({
    url: `${url}/graphql`,
    fetchFn: (address: string, init: RequestInit = {}) =>
      fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${ADMIN_TOKEN}` } }),
  })
  expect(results.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${status} ${id}`)).toEqual([])
  expect(results).toHaveLength(61)
})
