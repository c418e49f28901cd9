// The console: one page for all of its addresses, which routes on the client, and the files that the page loads. The
// build makes them (`scripts/build-console.ts`), with compressed copies. They are read at the first request, since each
// start would be several milliseconds longer, and kept; in development they are read for each request, as they may be
// rebuilt.
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Config } from '../../config/config.ts'
import { errorBody, type Handler, sendJson } from '../exchange.ts'
import { type Encoding, encodingFor, etagOf, isKnown } from '../negotiate.ts'
import { escaped, staticPage } from './static-page.ts'

/** The folder beside the program; the sources use the folder of the build. */
const FOLDER = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/console/' : './console/', import.meta.url)
/** The better one first. */
const COPIES: Readonly<Record<string, Encoding>> = { '.br': 'br', '.gz': 'gzip' }
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const PROTECTION = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}

interface Asset {
  readonly mediaType: string
  readonly content: Buffer
  readonly compressed: Map<Encoding, Buffer>
}

interface Site {
  readonly html: string
  readonly etag: string
  /** The files by their names below `/assets/`, where nothing else is served. */
  readonly assets: ReadonlyMap<string, Asset>
}

/** The handlers of the console's page and of its files. `base`: the path under which browsers see the server. */
export function consolePages(base: string, env: Config['env']): Record<'page' | 'asset', Handler> {
  let loading: Promise<Site | null> | undefined
  const load = async () => {
    if (env === 'development') return readSite(base)
    loading ??= readSite(base)
    const site = await loading.catch((error: unknown) => {
      loading = undefined
      throw error
    })
    // it may still be built
    if (!site) loading = undefined
    return site
  }
  const notBuilt = notBuiltPage(base)
  return {
    page: async (exchange) => {
      const site = await load()
      if (!site) return notBuilt(exchange)
      const { req, res } = exchange
      const headers = { ...PROTECTION, 'Cache-Control': 'no-cache', ETag: site.etag }
      if (isKnown(req.headers['if-none-match'], site.etag)) return void res.writeHead(304, headers).end()
      const body = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(site.html) }
      res.writeHead(200, { ...headers, ...body }).end(site.html)
    },
    asset: async (exchange) => {
      const { req, res, path, requestId } = exchange
      const asset = (await load())?.assets.get(path.slice('/assets/'.length))
      // a page of the previous version may ask for it, so no browser may remember that it is missing
      if (!asset) return sendJson(exchange, 404, errorBody('NOT_FOUND', 'There is no such file', requestId))
      const encoding = encodingFor(req.headers['accept-encoding'], [...asset.compressed.keys()])
      const content = (encoding && asset.compressed.get(encoding)) ?? asset.content
      res.writeHead(200, {
        ...PROTECTION,
        'Content-Type': asset.mediaType,
        'Content-Length': content.length,
        ...(encoding ? { 'Content-Encoding': encoding } : {}),
        Vary: 'Accept-Encoding',
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
      res.end(content)
    },
  }
}

/** What the build has made; null if there is nothing. */
async function readSite(base: string): Promise<Site | null> {
  const page = await readFile(new URL('index.html', FOLDER), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (page === null) return null
  const html = page
    .replaceAll('"./assets/', () => `"${escaped(base)}/assets/`)
    .replace('name="croft-base" content=""', () => `name="croft-base" content="${escaped(base)}"`)
  return { html, etag: etagOf(html), assets: await readAssets(new URL('assets/', FOLDER)) }
}

async function readAssets(folder: URL): Promise<Map<string, Asset>> {
  const names = await readdir(folder)
  const contents = await Promise.all(names.map((name) => readFile(new URL(name, folder))))
  const contentOf = new Map(names.map((name, index) => [name, contents[index] as Buffer]))
  const originals = names.filter((name) => !(extname(name) in COPIES))
  return new Map(
    originals.map((name) => {
      const copies = Object.entries(COPIES).flatMap(([suffix, encoding]): [Encoding, Buffer][] => {
        const copy = contentOf.get(name + suffix)
        return copy ? [[encoding, copy]] : []
      })
      const mediaType = MEDIA_TYPES[extname(name)] ?? 'application/octet-stream'
      return [name, { mediaType, content: contentOf.get(name) as Buffer, compressed: new Map(copies) }]
    }),
  )
}

const STYLE = `
  body { max-width: 34rem; margin: 20vh auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #161d19; background: #f7f8f6; }
  h1 { font-size: 1.4rem; }
  @media (prefers-color-scheme: dark) { body { color: #e8ede9; background: #0e1210; } }
`

/** Answers 503, so that a monitor of the console's address does not take this page for the console. */
function notBuiltPage(base: string): Handler {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Croft has no console here</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>The console is not built</h1>
<p>The server runs, and its API answers at <code>${escaped(base)}/graphql</code>. Its console is missing: <code>npm run build</code> makes it. Then load this page again.</p>
</main>
</body>
</html>
`
  return staticPage({ html, style: STYLE, referrerPolicy: 'no-referrer', status: 503 })
}
