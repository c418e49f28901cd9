// Croft's check of an API token as in a request: from the header to the principal, with the record of its last use, in
// memory.

import { createAuthenticator } from '../../src/auth/authenticate.ts'
import { LastUsedTracker } from '../../src/auth/last-used.ts'
import { openStore } from '../../src/store/store.ts'
import { keysIn, keysOptions, serveChecks } from './keys.ts'

const options = keysOptions()
const store = await openStore({ database: { kind: 'sqlite', path: options.source }, secretKey: new Uint8Array(32) })
const fail = (error: unknown) => {
  throw error
}
const lastUsed = new LastUsedTracker(store, fail)
const authenticate = createAuthenticator({ store, jwt: null, groupsMaxAgeMs: 86_400_000, onGroupsCut: () => {} })
serveChecks(keysIn(options), async (key) => {
  const principal = await authenticate({ authorization: `Bearer ${key}` })
  if (principal) lastUsed.record(principal, '127.0.0.1', 'Bench')
  return principal !== null
})
