import { promisify } from 'node:util'
import { createGunzip, gzip } from 'node:zlib'
import type { Config } from '../../config/config.ts'
import type { Handler } from '../exchange.ts'
import { encodingFor, etagOf, isKnown } from '../negotiate.ts'
import { withTokenBar } from './token-bar.ts'
import { PREPARED } from './welcome.ts'

// the page contains everything that it uses: inline scripts and styles, workers as blobs, fonts and images as data URLs
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "style-src 'unsafe-inline'",
  'worker-src blob:',
  'img-src data: blob:',
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

interface Page {
  gzipped: Buffer
  etag: string
}

/** Answers with GraphiQL, a page that loads nothing from anywhere else. Rendered at the first request, kept compressed. */
export function graphiqlPage(env: Config['env'], endpoint: string): Handler {
  let rendered: Promise<Page> | undefined
  return async ({ req, res }) => {
    rendered ??= render(env, endpoint).catch((error: unknown) => {
      rendered = undefined
      throw error
    })
    const { gzipped, etag } = await rendered
    const headers = {
      'Cache-Control': 'no-cache',
      ETag: etag,
      Vary: 'Accept, Accept-Encoding',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
    }
    if (isKnown(req.headers['if-none-match'], etag)) {
      res.writeHead(304, headers).end()
      return
    }
    const page = { ...headers, 'Content-Type': 'text/html; charset=utf-8' }
    if (encodingFor(req.headers['accept-encoding'], ['gzip'])) {
      res.writeHead(200, { ...page, 'Content-Encoding': 'gzip', 'Content-Length': gzipped.length }).end(gzipped)
      return
    }
    res.writeHead(200, page)
    const gunzip = createGunzip()
    gunzip.pipe(res)
    gunzip.end(gzipped)
  }
}

async function render(env: Config['env'], endpoint: string): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const options = {
    title: 'Croft',
    endpoint,
    defaultTabs: PREPARED.map(({ query }) => ({ query })),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: false,
    subscriptionsProtocol: 'SSE',
    method: 'POST',
    anonymousSchema: env === 'development',
  } as const
  const html = withTokenBar(renderGraphiQL({ ...options, defaultTabs: [...options.defaultTabs] }))
  const gzipped = await promisify(gzip)(html)
  return { gzipped, etag: etagOf(gzipped) }
}
