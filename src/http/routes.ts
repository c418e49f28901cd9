// The paths that the server answers, one row for each. A new path needs a row in `routesOf` and its handler; 404, 405 and
// `Allow` follow from the rows.
import type { Gateway } from '../execution/operation.ts'
import { applyCors } from './cors.ts'
import { type Exchange, errorBody, type Handler, sendJson } from './exchange.ts'
import { prefersHtml } from './negotiate.ts'
import { answerGet, answerPost } from './operations.ts'
import { authzPage } from './pages/authz.ts'
import { cliPage } from './pages/cli.ts'
import { consolePages } from './pages/console.ts'
import { graphiqlPage } from './pages/graphiql.ts'
import { answerHealth, readinessOf } from './pages/health.ts'
import { jwksPage } from './pages/jwks.ts'
import { openIdPages } from './pages/openid.ts'
import { sessionPages } from './pages/session.ts'
import { signInPage } from './pages/sign-in.ts'

interface Route {
  /** A path that ends with `/*` also matches everything below it. */
  readonly path: string
  /** The methods that the route answers; all of them if left out. */
  readonly methods?: readonly string[]
  /** Restricts the route to requests that prefer a page to every other answer. */
  readonly html?: true
  /** Lets scripts of the origins in CROFT_CORS_ORIGINS use every route of this path. */
  readonly cors?: true
  /** Null if the configuration turns the route off: it then answers 404, and `Allow` does not name its methods. */
  readonly handle: Handler | null
}

const READ = ['GET', 'HEAD']

function routesOf(gateway: Gateway): readonly Route[] {
  const { services } = gateway
  const { env, http } = services.config
  // The addresses that a browser uses, behind a proxy that strips the path of CROFT_PUBLIC_URL.
  const endpoint = `${http.publicPath}/graphql`
  const session = sessionPages(gateway)
  const graphiql = http.graphiql ? graphiqlPage(env, endpoint) : null
  const home = `${http.publicPath}/`
  const openId = openIdPages(gateway, home)
  const site = consolePages(http.publicPath, env)
  return [
    { path: '/', methods: READ, handle: site.page },
    { path: '/w/*', methods: READ, handle: site.page },
    { path: '/deletions/*', methods: READ, handle: site.page },
    { path: '/invitations', methods: READ, handle: site.page },
    { path: '/invite', methods: READ, handle: site.page },
    { path: '/tokens', methods: READ, handle: site.page },
    { path: '/account', methods: READ, handle: site.page },
    { path: '/admin/*', methods: READ, handle: site.page },
    { path: '/assets/*', methods: READ, handle: site.asset },
    { path: '/graphql', methods: ['GET'], html: true, handle: graphiql },
    { path: '/graphql', methods: ['GET'], cors: true, handle: (exchange) => answerGet(exchange, gateway) },
    { path: '/graphql', methods: ['POST'], cors: true, handle: (exchange) => answerPost(exchange, gateway) },
    { path: '/sign-in', methods: READ, handle: signInPage(http.publicPath, home, openId !== null) },
    { path: '/session', methods: ['GET'], handle: session.current },
    { path: '/session', methods: ['POST'], handle: session.signIn },
    { path: '/session', methods: ['DELETE'], handle: session.signOut },
    { path: '/session/link', methods: ['POST'], handle: session.link },
    { path: '/session/openid', methods: ['GET'], handle: openId?.begin ?? null },
    { path: '/oidc/callback', methods: ['GET'], handle: openId?.end ?? null },
    { path: '/authz', handle: authzPage(gateway) },
    { path: '/cli', methods: READ, handle: cliPage(http) },
    { path: '/.well-known/jwks.json', methods: READ, handle: jwksPage(gateway) },
    { path: '/healthz', handle: answerHealth },
    { path: '/readyz', handle: readinessOf(services) },
  ]
}

/** Answers each request by the first route that matches it, otherwise with 404 or 405. */
export function createRouter(gateway: Gateway): Handler {
  const routes = routesOf(gateway)
  const config = gateway.services.config.http
  return (exchange) => {
    const { path, requestId } = exchange
    const candidates = routes.filter((route) => covers(route.path, path))
    if (candidates.some(({ cors }) => cors) && applyCors(exchange, config)) return
    const route = candidates.find((each) => matches(each, exchange))
    if (route?.handle) return route.handle(exchange)
    if (route || candidates.length === 0) {
      return sendJson(exchange, 404, errorBody('NOT_FOUND', 'There is nothing at this address', requestId))
    }
    const allowed = candidates.flatMap(({ methods, handle }) => (handle && methods) || [])
    const allow = [...new Set(allowed)].join(', ')
    const message = `Requests to this address use ${allow}`
    sendJson(exchange, 405, errorBody('INVALID_INPUT', message, requestId), { Allow: allow })
  }
}

function covers(pattern: string, path: string): boolean {
  if (!pattern.endsWith('/*')) return pattern === path
  return path === pattern.slice(0, -2) || path.startsWith(pattern.slice(0, -1))
}

function matches({ methods, html }: Route, { req }: Exchange): boolean {
  if (methods && !methods.includes(req.method as string)) return false
  return !html || prefersHtml(req.headers.accept)
}
