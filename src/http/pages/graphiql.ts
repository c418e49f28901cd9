import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { createGunzip, gzip } from 'node:zlib'
import type { Config } from '../../config/config.ts'
import type { Exchange } from '../exchange.ts'

// everything lies in the page itself: scripts and styles inline, workers as blobs, fonts and pictures as data
const POLICY = [
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

/** What a first visitor finds in the editor: each operation can be run as it stands. */
export const WELCOME = `# Welcome to Croft.
#
# 1. Put your API token into "Headers" below.
# 2. Load the schema: the arrows at the bottom left.
# 3. Ctrl-Enter runs the operation under the cursor,
#    Ctrl-Space completes what you type.

query Server {
  serverInfo {
    version
    publicUrl
    limits { maxPageSize maxBodyBytes }
  }
}

query Me {
  me { user { id name email } }
}

# Newest first; after: "<endCursor>" is the next page.
query Workspaces {
  workspaces(first: 20) {
    totalCount
    nodes { id name displayName state createdAt }
    pageInfo { hasNextPage endCursor }
  }
}

mutation Create {
  createWorkspace(
    input: { name: "my-team", displayName: "My team" }
  ) {
    workspace { id name displayName }
  }
}

# Answers at once, however much the workspace holds;
# the work goes on behind it.
mutation Delete {
  deleteWorkspace(
    input: { workspace: { name: "my-team" } }
  ) {
    deletion { id state total }
  }
}

# Every deletion that you may see, live: start it,
# then run Delete in a second tab. It resumes with
# after: "<cursor>"; deletionEvents follows one alone.
subscription Watch {
  deletions {
    cursor
    type
    message
    done
    total
    deletion { id workspaceName state }
  }
}
`

interface Page {
  gzipped: Buffer
  etag: string
}

/** Answers with GraphiQL: one page that loads nothing from anywhere else. Made at its first use, kept compressed. */
export function graphiqlPage(env: Config['env']): (exchange: Exchange) => Promise<void> {
  let rendered: Promise<Page> | undefined
  return async ({ req, res }) => {
    rendered ??= render(env)
    const { gzipped, etag } = await rendered
    const headers = {
      'Cache-Control': 'no-cache',
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Content-Security-Policy': POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
    }
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304, headers).end()
      return
    }
    const page = { ...headers, 'Content-Type': 'text/html; charset=utf-8' }
    if (/\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))) {
      res.writeHead(200, { ...page, 'Content-Encoding': 'gzip', 'Content-Length': gzipped.length }).end(gzipped)
      return
    }
    res.writeHead(200, page)
    const unpacked = createGunzip()
    unpacked.pipe(res)
    unpacked.end(gzipped)
  }
}

async function render(env: Config['env']): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  // in development the schema is shown to everybody, so no placeholder may stand in for a credential
  const headers = JSON.stringify({ Authorization: env === 'development' ? '' : 'Bearer croft_...' }, null, 2)
  const html = renderGraphiQL({
    title: 'Croft',
    endpoint: '/graphql',
    defaultQuery: WELCOME,
    headers,
    defaultHeaders: headers,
    shouldPersistHeaders: true,
    defaultEditorToolsVisibility: 'headers',
    subscriptionsProtocol: 'SSE',
    method: 'POST',
  })
  const gzipped = await promisify(gzip)(html)
  return { gzipped, etag: `"${createHash('sha256').update(gzipped).digest('base64url').slice(0, 22)}"` }
}
