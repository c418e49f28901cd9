// Makes `croft-VERSION.tgz`, an npm package that `npx` runs as it is: the built program, the command line among it, whose
// only dependency is the native SQLite module. Its version 13 brings binaries for each platform, so that nothing is
// compiled, and needs Node 22; with version 12 of the repository Croft runs on Node 20, too.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import project from '../package.json' with { type: 'json' }
import { inputs } from './build.ts'

const SQLITE = '13.2.0'
const NODE = { major: 22, minor: 14 }
const START = 'croft.js'
const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i

/** The package's command: on an older Node the SQLite module would end the process without a word. */
const START_TEXT = `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > ${NODE.major} || (major === ${NODE.major} && minor >= ${NODE.minor})) await import('./dist/cli.js')
else {
  process.stderr.write(
    \`error: this package of Croft needs Node.js ${NODE.major}.${NODE.minor} or newer, and this is \${process.version}\\n\` +
      'hint:  on Node.js 20 run Croft from its repository: npm ci && npm start\\n',
  )
  process.exitCode = 1
}
`

const directory = mkdtempSync(join(tmpdir(), 'croft-bundle-'))
try {
  cpSync('dist', join(directory, 'dist'), { recursive: true })
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE']) cpSync(file, join(directory, file))
  mkdirSync(join(directory, 'docs'))
  cpSync('docs/deploy', join(directory, 'docs/deploy'), { recursive: true })
  writeFileSync(join(directory, START), START_TEXT, { mode: 0o755 })
  writeFileSync(join(directory, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicences())
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  const pack = ['pack', '--silent', '--pack-destination', process.cwd()]
  const name = execFileSync('npm', pack, { cwd: directory, encoding: 'utf8' }).trim()
  console.log(`Made ${name}. Try it: npx ./${name} serve`)
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function manifest(): object {
  const { name, version, description, license, type, exports } = project
  return {
    name,
    version,
    description,
    license,
    type,
    exports,
    bin: { croft: START },
    engines: { node: `>=${NODE.major}.${NODE.minor}` },
    dependencies: { 'better-sqlite3': SQLITE },
  }
}

/** The licences of the packages whose code is in the program, as most of them ask for; equal texts once. */
function thirdPartyLicences(): string {
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [])
  const namesByText = new Map<string, string[]>()
  for (const folder of [...new Set(folders)].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
    const text = texts.length > 0 ? texts.join('\n\n') : `Licence: ${license}`
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version}`])
  }
  const parts = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)
  return `Croft contains code of these packages, under these licences.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}
