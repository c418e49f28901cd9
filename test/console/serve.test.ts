// How the server serves the console: its page at each of its addresses, the files that the page loads, what protects
// them, and that a browser accepts all of it.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { useBrowser } from './console.ts'

const server = await startTestServer({ shared: true })

const BUILT = 'dist/console/assets'
const COPY = /\.(?:br|gz)$/
const ASSETS = readdirSync(BUILT).filter((name) => !COPY.test(name))
const PAGES = [
  '/',
  '/w/team',
  '/w/team/members',
  '/w/team/changes/7',
  '/w/team/resources?q=a&kind=job',
  '/deletions',
  '/deletions/del_01m8cdvyahfk4twgab1pq0zqbd',
  '/invitations',
  '/invite',
  '/tokens',
  '/account',
  '/admin/users',
  '/admin/events?type=USER_CREATED',
]
const PROTECTION = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Sends the path as it is, without the changes that `fetch` makes. */
function ask(
  path: string,
  { method = 'GET', headers = {}, url = server.url }: { method?: string; headers?: object; url?: string } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject).end()
  })
}

describe('the page', () => {
  test.each(PAGES)('is served at %s, protected, whatever the request accepts', async (path) => {
    for (const accept of ['text/html', '*/*', 'application/json']) {
      const { status, headers, body } = await ask(path, { headers: { accept } })
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        ...PROTECTION,
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-length': String(body.length),
      })
      expect(String(body)).toContain('<div id="root"></div>')
    }
    const head = await ask(path, { method: 'HEAD' })
    expect([head.status, head.body.length]).toEqual([200, 0])
    expect(head.headers).toMatchObject(PROTECTION)
    expect(Number(head.headers['content-length'])).toBeGreaterThan(0)
    const post = await ask(path, { method: 'POST' })
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  test('is not sent again to a browser that has it', async () => {
    const { headers } = await ask('/')
    const etag = headers.etag as string
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await ask('/w/team', { headers: { 'If-None-Match': known } })
      expect([again.status, again.body.length]).toEqual([304, 0])
      expect(again.headers).toMatchObject({ ...PROTECTION, etag, 'cache-control': 'no-cache' })
    }
    expect((await ask('/', { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })

  test.each(['/index.html', '/wx', '/deletionsx', '/tokens/below', '/account/below', '/favicon.ico'])(
    'is not served at %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404)
    },
  )

  test('contains the path of CROFT_PUBLIC_URL', async () => {
    const below = await startTestServer({ env: { CROFT_PUBLIC_URL: 'https://croft.example/a&b/c/' } })
    const page = String((await ask('/w/team', { url: below.url })).body)
    expect(page).toContain('<meta name="croft-base" content="/a&#38;b/c"')
    const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address)
    expect(loaded.length).toBeGreaterThan(1)
    for (const address of loaded) expect(address).toMatch(/^\/a&#38;b\/c\/assets\/[\w.-]+$/)
    const own = String((await ask('/')).body)
    expect(own).toContain('<meta name="croft-base" content=""')
    expect(own).toMatch(/src="\/assets\/[\w.-]+"/)
  })
})

describe('the files', () => {
  test.each(ASSETS)('%s is sent in each encoding that it has, and cached for ever', async (name) => {
    const content = readFileSync(join(BUILT, name))
    const copies = readdirSync(BUILT).filter((other) => COPY.test(other) && other.startsWith(`${name}.`))
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, none: (body: Buffer) => body }
    for (const encoding of ['br', 'gzip', 'none'] as const) {
      const { status, headers, body } = await ask(`/assets/${name}`, { headers: { 'Accept-Encoding': encoding } })
      const isPacked = copies.includes(`${name}.${encoding === 'gzip' ? 'gz' : encoding}`)
      expect([status, headers['content-encoding']]).toEqual([200, isPacked ? encoding : undefined])
      expect(headers).toMatchObject({
        ...PROTECTION,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': expect.stringMatching(
          /^(?:text\/(?:javascript|css); charset=utf-8|image\/svg\+xml|font\/woff2)$/,
        ),
        'content-length': String(body.length),
        vary: 'Accept-Encoding',
      })
      expect(unpack[isPacked ? encoding : 'none'](body).equals(content)).toBe(true)
    }
    const head = await ask(`/assets/${name}`, { method: 'HEAD' })
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(content.length)])
    expect((await ask(`/assets/${name}`, { method: 'DELETE' })).status).toBe(405)
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['br;q=0.1, gzip', 'gzip'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Accept-Encoding: %s is answered with %s', async (accepted, expected) => {
    const script = ASSETS.find((name) => name.endsWith('.js'))
    const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted }
    expect((await ask(`/assets/${script}`, { headers })).headers['content-encoding']).toBe(expected)
  })

  const packed = `/assets/${readdirSync(BUILT).find((name) => COPY.test(name))}`
  test.each([
    '/assets',
    '/assets/',
    '/assets/index-00000000.js',
    packed,
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/index.html',
    '/assets/..\\index.html',
    '/assets/../../main.js',
    '/assets//etc/passwd',
    '/assets/../../../../../../../../etc/passwd',
    '/assets/index.html%00.js',
    '/assets/constructor',
    '/assets/__proto__',
  ])('%s does not exist, which is not cached', async (path) => {
    const { status, headers, body } = await ask(path)
    expect([status, headers['cache-control']]).toEqual([404, 'no-store'])
    expect(JSON.parse(String(body)).errors[0].extensions.code).toBe('NOT_FOUND')
  })
})

test.each(['production', 'development'])(
  'a server without a built console starts, answers 503, and serves the console once it is built (%s)',
  async (mode) => {
    const folder = mkdtempSync(join(tmpdir(), 'croft-no-console-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    cpSync('dist', join(folder, 'dist'), { recursive: true, filter: (path) => path !== 'dist/console' })
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    const env = {
      CROFT_DATABASE_URL: 'sqlite::memory:',
      CROFT_PUBLIC_URL: 'http://croft.example/below',
      CROFT_ENV: mode,
    }
    const run = startProcess(env, { command: [process.execPath, join(folder, 'dist/main.js')] })
    const url = await until(() => /Croft is ready at (http:[\w.:/]+)/.exec(run.out)?.[1], STARTS_WITHIN_MS)
    for (const path of ['/', '/w/team']) {
      const { status, headers, body } = await ask(path, { url })
      expect([status, headers['content-type']]).toEqual([503, 'text/html; charset=utf-8'])
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(String(body)).toContain('<code>npm run build</code>')
      expect(String(body)).toContain('/below/graphql')
    }
    expect((await ask('/assets/index.js', { url })).status).toBe(404)
    expect((await ask('/healthz', { url })).status).toBe(200)
    cpSync('dist/console', join(folder, 'dist/console'), { recursive: true })
    expect((await ask('/', { url })).status).toBe(200)
    // after a rebuild a running server still serves the old page, since its page and its files belong together
    const page = join(folder, 'dist/console/index.html')
    writeFileSync(page, readFileSync(page, 'utf8').replace('<title>', '<title>New '))
    expect(String((await ask('/', { url })).body).includes('<title>New ')).toBe(mode === 'development')
  },
)

describe.skipIf(skipsBrowser)(browserTitle('in a browser'), () => {
  const open = useBrowser()
  const opened = async (path: string) => {
    const { page, problems } = await open(server, { as: { token: ADMIN_TOKEN }, path })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    return { page, problems }
  }

  test.each(['/', '/w/team/members'])('%s renders its heading, with no report and no error', async (path) => {
    const { page, problems } = await opened(path)
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    const script = ASSETS.find((name) => /^index-.*\.js$/.test(name)) as string
    expect(loaded.map((address) => basename(address))).toContain(script)
    for (const address of loaded) expect(address.startsWith(`${server.url}/`)).toBe(true)
    expect(problems).toEqual([])
  })

  test('its page opens a WebSocket to its own server and to no other', async () => {
    const { page, problems } = await opened('/')
    const elsewhere = await startTestServer({ env: { CROFT_CORS_ORIGINS: server.url } })
    const outcomeOf = (url: string) =>
      page.evaluate(
        (address) =>
          new Promise<string>((resolve) => {
            addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
            try {
              const socket = new WebSocket(address, 'graphql-transport-ws')
              socket.onopen = () => resolve('opened')
              socket.onclose = ({ code }) => resolve(`closed with ${code}`)
            } catch (error) {
              resolve(String(error))
            }
          }),
        `${url.replace('http', 'ws')}/graphql`,
      )
    expect(await outcomeOf(server.url)).toBe('opened')
    expect(problems).toEqual([])
    expect(await outcomeOf(elsewhere.url)).toBe('connect-src')
  })

  test('its page runs only its own scripts and accepts only its own markup', async () => {
    const { page } = await opened('/')
    const outcomes = await page.evaluate(() => {
      const tried = (attempt: () => void) => {
        try {
          attempt()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      }
      const script = document.createElement('script')
      return [
        tried(() => {
          document.body.innerHTML = '<b>markup</b>'
        }),
        tried(() => {
          script.src = 'https://elsewhere.example/script.js'
        }),
      ]
    })
    expect(outcomes).toEqual(['TypeError', 'TypeError'])
  })
})
