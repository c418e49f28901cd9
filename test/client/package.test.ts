// The npm package: packed, installed into an empty folder, and used there by the samples of its README, which a strict
// compiler checks and Node runs against a real server.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer } from '../support/server.ts'

const LARGEST_KIB = 7
const KIB = 1024
/** Other versions of Node that run the samples, too. */
const NODES = [process.execPath, ...(process.env['CROFT_TEST_NODES']?.split(':') ?? [])]
const STRICT = {
  target: 'es2023',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: ['node'],
  typeRoots: [resolve('node_modules/@types')],
}
const run = promisify(execFile)

test('what createClient needs has at most 7 KiB, minified and compressed', async () => {
  const entry = {
    contents: "export { createClient } from './src/client/index.ts'",
    resolveDir: '.',
    loader: 'ts' as const,
  }
  const { outputFiles } = await build({
    stdin: entry,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
  })
  expect(gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length).toBeLessThanOrEqual(LARGEST_KIB * KIB)
})

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'croft-client-'))
  const consumer = join(folder, 'consumer')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  beforeAll(async () => {
    await run(process.execPath, [
      resolve('node_modules/tsx/dist/cli.mjs'),
      'scripts/pack-client.ts',
      join(folder, 'package'),
    ])
    const { stdout } = await run('npm', ['pack', './package', '--json'], { cwd: folder })
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    const manifest = { name: 'consumer', private: true, type: 'module' }
    mkdirSync(consumer)
    writeFileSync(join(consumer, 'package.json'), JSON.stringify(manifest))
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, include: ['*.ts'] }))
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], { cwd: consumer })
  })

  test('depends on nothing', () => {
    expect(readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['@croft'])
  })

  test('has samples that compile strictly and run', async () => {
    const samples = [...readFileSync('docs/client.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, code = '']) => code,
    )
    expect(samples.length).toBeGreaterThan(3)
    // the user of the tag installs what the tag needs
    symlinkSync(resolve('node_modules/gql.tada'), join(consumer, 'node_modules/gql.tada'), 'dir')
    samples.forEach((code, index) => {
      writeFileSync(join(consumer, `sample-${index}.ts`), code)
    })
    await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.'], { cwd: consumer })
    const server = await startTestServer()
    const env = { PATH: process.env.PATH, CROFT_URL: server.url, CROFT_TOKEN: ADMIN_TOKEN }
    for (const node of NODES) {
      const runs = await Promise.all(samples.map((_, n) => run(node, [`sample-${n}.js`], { cwd: consumer, env })))
      const outputs = runs.map(({ stdout }) => stdout)
      expect(outputs.join('')).toMatch(
        /^(research-team\S* ACTIVE OWNER\n)+\[ 'nightly' \]\nIt is version \d+\nSNAPSHOT /,
      )
      expect(outputs.join('')).toMatch(/SUCCEEDED .* (\d+) of \1\nAdministrator\nSHARED_WRITE\ndefault \[\]\nQuery\n$/)
    }
  })
})
