import { auditServer } from 'graphql-http'
import { expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

test('passes the GraphQL-over-HTTP audit, with notices only for operations by GET, which it does not accept', async () => {
  const { url } = await startTestServer()
  const results = await auditServer({
    url: `${url}/graphql`,
    fetchFn: (address: string, init: RequestInit = {}) =>
      fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${ADMIN_TOKEN}` } }),
  })
  const remarks = results.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${status} ${id}`)
  expect(remarks).toEqual(['notice 5A70', 'notice D6D5', 'notice 6A70'])
  expect(results.length - remarks.length).toBe(58)
})
