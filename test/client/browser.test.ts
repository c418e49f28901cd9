// The client in a browser, in a page of another origin: it uses nothing but web globals.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { createClient } from '../../src/client/index.ts'
import { BROWSER_ARGS, browserPath, browserTitle, skipsBrowser } from '../support/browser.ts'
import { slowDeletions } from '../support/faults.ts'
import { fill, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { startProxy } from './proxy.ts'

describe.skipIf(skipsBrowser)(browserTitle('in a browser'), () => {
  test('a page writes, lists, and follows a deletion through connections that are cut', async () => {
    const pages = await startPages()
    const server = await startTestServer({ env: { CROFT_CORS_ORIGINS: pages } })
    const proxy = await startProxy(server.url)
    const team = await seedWorkspace(server)
    await fill(server, team, 300)
    const ended = slowDeletions(server)
    const browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS })
    onTestFinished(() => browser.close())
    const page = await browser.newPage()
    await page.goto(pages)
    let seen = 0
    await page.exposeFunction('seen', () => {
      if (++seen === 3) proxy.cutAll()
      if (seen === 6) ended()
    })
    const result = await page.evaluate(
      async ({ url, token, workspace }) => {
        const page = globalThis as unknown as {
          seen: () => Promise<void>
          croft: { createClient: typeof createClient }
        }
        let lost = 0
        const croft = page.croft.createClient({ url, token, workspace, onRetry: () => lost++ })
        await croft.createProject({ name: 'from-a-page' })
        const projects = (await croft.projects().take(5)).map(({ name }) => name)
        const hidden = await croft
          .members({ workspace: 'hidden-one' })
          .take(1)
          .catch(({ code }) => code)
        const { deletion } = await croft.deleteWorkspace({ workspace })
        const types: string[] = []
        const ids = new Set<string>()
        for await (const event of croft.deletionEvents({ deletion: deletion.id })) {
          types.push(event.type)
          ids.add(event.id)
          await page.seen()
        }
        return { projects, hidden, last: types.at(-1), twice: types.length - ids.size, lost }
      },
      { url: proxy.url, token: team.owner.token, workspace: team.name },
    )
    expect(result).toEqual({ projects: ['from-a-page'], hidden: 'NOT_FOUND', last: 'SUCCEEDED', twice: 0, lost: 1 })
    await until(() => seen >= 6)
  })
})

/** An empty page, and the client beside it. */
async function startPages(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/client/index.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'croft',
    platform: 'neutral',
    write: false,
  })
  const pages = createServer(({ url }, response) => {
    const isClient = url === '/client.js'
    response.setHeader('Content-Type', isClient ? 'text/javascript' : 'text/html')
    response.end(
      isClient ? outputFiles[0]?.text : '<!doctype html><title>A page</title><script src="/client.js"></script>',
    )
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    pages.closeAllConnections()
    pages.close()
  })
  return `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
}
