// The package of `npm run bundle`: installed into an empty folder, it is the server and the command line.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import project from '../../package.json' with { type: 'json' }
import { ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { INSTALLS_WITHIN_MS, type InstalledBundle, installBundle, isOld } from './bundle.ts'

/** Opt-in, because it installs from the registry. */
const required = process.env['CROFT_TEST_BUNDLE'] === 'required'
const title = required
  ? 'the package'
  : 'the package (skipped: CROFT_TEST_BUNDLE=required runs it, with a registry to install from)'

describe.skipIf(!required)(title, () => {
  let bundle: InstalledBundle
  let database: string

  beforeAll(async () => {
    bundle = await installBundle(mkdtempSync(join(tmpdir(), 'croft-package-')))
    database = `sqlite:${join(bundle.folder, 'data/croft.db')}`
  }, INSTALLS_WITHIN_MS)
  afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }))

  /** Starts the installed command, with the Node.js that it needs. */
  const croft = (args: string[], env: Record<string, string> = {}, node = bundle.node) =>
    startProcess(
      { CROFT_DATABASE_URL: database, ...env },
      { command: [node, join(bundle.folder, 'node_modules/.bin/croft'), ...args] },
    )
  const ended = async (...args: Parameters<typeof croft>) => {
    const run = croft(...args)
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    return run
  }

  test('has one dependency, with nothing to compile, and the licences of its contents', () => {
    const modules = join(bundle.folder, 'node_modules')
    const installed = readdirSync(modules).filter((name) => !name.startsWith('.') && !name.startsWith('node-linux'))
    expect(installed.sort()).toEqual(['better-sqlite3', 'croft', 'node-addon-api'])
    const { dependencies, bin } = JSON.parse(readFileSync(join(modules, 'croft/package.json'), 'utf8'))
    expect([Object.keys(dependencies), Object.keys(bin)]).toEqual([['better-sqlite3'], ['croft']])
    expect(existsSync(join(modules, 'better-sqlite3/build'))).toBe(false)
    const licences = readFileSync(join(modules, 'croft/dist/THIRD-PARTY-LICENSES.txt'), 'utf8')
    for (const name of ['kysely', 'graphql', 'pg', 'commander', 'react'])
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  test('serves, with the console, GraphiQL and the command line inside, and stops at SIGTERM; a backup of it is restored', async () => {
    const run = croft(['serve'], { CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN })
    const url = await ready(run)
    const console = await fetch(`${url}/`)
    expect(console.status).toBe(200)
    const [, script = ''] = /src="([^"]*)"/.exec(await console.text()) ?? []
    expect((await fetch(url + script)).status).toBe(200)
    const page = await fetch(`${url}/graphql`, { headers: { Accept: 'text/html' } })
    expect([page.status, (await page.text()).length > 1_000_000]).toEqual([200, true])
    const me = async (at: string) => {
      const response = await fetch(`${at}/graphql`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
        body: '{"query":"{ me { user { name } } serverInfo { version } }"}',
      })
      return await response.json()
    }
    const answer = { data: { me: { user: { name: 'Administrator' } }, serverInfo: { version: project.version } } }
    expect(await me(url)).toEqual(answer)
    expect((await fetch(`${url}/cli`)).status).toBe(200)
    const status = await ended(['migrate', '--status', '-o', 'ndjson'])
    expect(status.lines().every(({ state }) => state === 'APPLIED')).toBe(true)
    const copy = join(bundle.folder, 'copy.db')
    expect((await ended(['backup', copy])).exit).toBe(0)
    run.child.kill('SIGTERM')
    await until(() => run.exit !== null)
    expect([run.exit, run.err]).toEqual([0, ''])
    const restored = croft(['serve'], { CROFT_DATABASE_URL: `sqlite:${copy}` })
    expect(await me(await ready(restored))).toEqual(answer)
  })

  test('writes readable lines in development', async () => {
    const run = croft(['serve'], { CROFT_ENV: 'development', CROFT_DATABASE_URL: 'sqlite::memory:' })
    await until(() => run.out.includes('Croft is ready at'), STARTS_WITHIN_MS)
    expect(run.lines()).toEqual([])
  })

  test('exports croft/verify and croft/client to programs that import them', async () => {
    const script =
      "const v = await import('croft/verify'), c = await import('croft/client'); console.log(Object.keys(v).length * Object.keys(c).length > 0)"
    const args = ['--input-type=module', '--eval', script]
    expect((await promisify(execFile)(bundle.node, args, { cwd: bundle.folder })).stdout).toBe('true\n')
  })

  test.skipIf(!isOld())('says at once that it needs a newer Node.js', async () => {
    for (const args of [['serve'], ['--version']]) {
      const run = await ended(args, {}, process.execPath)
      expect([run.exit, run.out, run.err]).toEqual([1, '', expect.stringContaining('needs Node.js 22.14 or newer')])
    }
  })
})
