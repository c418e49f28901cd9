// Sign-in of the command line at a widely used identity provider: with a browser of the machine, and with a code on
// another device.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { AUDIENCE } from '../support/issuer.ts'
import { NATIVE_CLIENT, startRealProvider, visit } from '../support/oidc-provider.ts'
import { unique } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { commandLine, temporaryFolder } from './run.ts'

const provider = await startRealProvider()
afterAll(() => provider.close())
const server = await startTestServer({
  shared: true,
  env: {
    CROFT_OIDC_ISSUER: provider.url,
    CROFT_OIDC_AUDIENCE: AUDIENCE,
    CROFT_OIDC_CLI_CLIENT_ID: NATIVE_CLIENT,
  },
})
const { croft, output, terminal } = commandLine()

/** A new person at the provider, who signs in with the next browser. */
function expectSomebody(): string {
  const name = unique('person')
  provider.accounts.set(name, { name, email: `${name}@example.com`, email_verified: true })
  provider.nobodyBut(name)
  return name
}

/** Checks that the stored token is one of Croft, personal, and named after the machine. */
async function assertSignedIn(env: Record<string, string>, name: string): Promise<void> {
  const { me } = JSON.parse(await output(['whoami', '-o', 'json'], { env }))
  expect(me).toMatchObject({
    user: { name },
    token: { name: expect.stringMatching(/^croft on /), workspace: null, owner: { name } },
  })
  const kept = readFileSync(join(env['CROFT_CONFIG_DIR'] as string, 'credentials.json'), 'utf8')
  expect(kept).toMatch(/"token": "croft_\w{36}"/)
  expect(kept).not.toContain('eyJ')
}

/** A program in place of the browser, and the address that it receives. */
function fakeBrowser(folder: string) {
  const [program, asked] = [join(folder, 'browser'), join(folder, 'address')]
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > ${asked}.new && mv ${asked}.new ${asked}\n`)
  chmodSync(program, 0o755)
  return { program, address: () => until(() => (existsSync(asked) ? readFileSync(asked, 'utf8') : '')) }
}

test('a browser of the machine signs in, and the token of the provider is exchanged for one of Croft', async () => {
  const name = expectSomebody()
  const folder = temporaryFolder()
  const browser = fakeBrowser(folder)
  const env = { CROFT_CONFIG_DIR: join(folder, 'config'), BROWSER: browser.program }
  const run = terminal(['login', server.url], { env, columns: 400 })
  const address = await browser.address()
  const parameters = new URL(address).searchParams
  expect(parameters.get('code_challenge_method')).toBe('S256')
  expect(parameters.get('scope')).not.toContain('offline_access')
  // the sign-in cannot be completed without the state
  const callback = parameters.get('redirect_uri') as string
  expect((await fetch(`${callback}?code=stolen&state=guessed`)).status).toBe(404)
  expect(await (await visit(address)).text()).toContain('You can close this page')
  expect(await run.ended()).toBe(0)
  expect(run.shown).toContain(`as ${name}`)
  await assertSignedIn(env, name)
})

test('without a display a code is typed on another device', async () => {
  const name = expectSomebody()
  const env = { CROFT_CONFIG_DIR: temporaryFolder(), SSH_CONNECTION: 'a b c d' }
  const run = terminal(['login', server.url], { env, columns: 200 })
  await until(() => /type the code \S+/.test(run.shown))
  const [, address, code] =
    /Open (\S+) on any device, and type the code (\S+)/.exec(stripVTControlCharacters(run.shown)) ?? []
  const page = await visit(`${address}?user_code=${code}`)
  expect(await page.text()).toContain('Sign-in Success')
  expect(await run.ended()).toBe(0)
  await assertSignedIn(env, name)
  const logout = await croft(['logout'], { env })
  expect([logout.exit, logout.err]).toEqual([0, expect.stringContaining('Signed out')])
})

test('a provider that refuses ends the sign-in with 3, and nothing is stored', async () => {
  const folder = temporaryFolder()
  const browser = fakeBrowser(folder)
  const env = { CROFT_CONFIG_DIR: join(folder, 'config'), BROWSER: browser.program }
  const run = terminal(['login', server.url], { env, columns: 400 })
  const asked = new URL(await browser.address()).searchParams
  const answer = { error: 'access_denied', error_description: 'not today', iss: provider.url }
  const query = new URLSearchParams({ ...answer, state: asked.get('state') ?? '' })
  await fetch(`${asked.get('redirect_uri')}?${query}`)
  expect(await run.ended()).toBe(3)
  expect(run.shown).toContain('the sign-in failed: not today')
  expect((await croft(['logout'], { env })).exit).toBe(2)
})
