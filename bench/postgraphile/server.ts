// PostGraphile 5 on the tables that Croft migrated, in the set-up that its documentation calls fastest
// (https://postgraphile.org/postgraphile/5/config, https://grafast.org/grafserv/config): its Amber preset on node:http,
// production mode, a pool of connections, no GraphiQL. It authenticates nobody and checks no permissions.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

// the features of Node 22 that it needs, so that it can be measured on Node 20 like the others
Promise.withResolvers ??= function withResolvers<T>() {
  const parts = {} as PromiseWithResolvers<T>
  parts.promise = new Promise<T>((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: process.env['BENCH_DATABASE_URL'] ?? '',
      schemas: ['public'],
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false },
  grafast: { explain: false },
})
const serv = pgl.createServ(grafserv)
const server = createServer()
await serv.addTo(server)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
