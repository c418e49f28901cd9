// Makes `croft-VERSION.tgz` from the output of `scripts/build.ts`: an npm package that `npx` runs as it is, and whose
// only dependency is the native SQLite module. Version 13 of that module has binaries for each platform, so that nothing is
// compiled, and needs Node 22; with version 12, which the repository also has, Croft runs on Node 20, too. Argument:
// the folder to write it to.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import project from '../package.json' with { type: 'json' }

const SQLITE = project.optionalDependencies['better-sqlite3-13'].replace(/.*@/, '')
const NODE = { major: 22, minor: 14 }
const COMMAND = 'croft.js'

/**
 * The package's command. It checks the version of Node, since on an older one the SQLite module would end the process
 * without a message.
 */
const COMMAND_TEXT = `#!/usr/bin/env node
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

const destination = resolve(process.argv[2] ?? '.')
const directory = mkdtempSync(join(tmpdir(), 'croft-bundle-'))
try {
  // V8's code cache is only for the Node that wrote it
  cpSync('dist', join(directory, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.cache') })
  for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE']) cpSync(file, join(directory, file))
  mkdirSync(join(directory, 'docs'))
  cpSync('docs/deployment.md', join(directory, 'docs/deployment.md'))
  cpSync('docs/deploy', join(directory, 'docs/deploy'), { recursive: true })
  writeFileSync(join(directory, COMMAND), COMMAND_TEXT, { mode: 0o755 })
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  const pack = ['pack', '--silent', '--pack-destination', destination]
  const name = execFileSync('npm', pack, { cwd: directory, encoding: 'utf8' }).trim()
  console.log(join(destination, name))
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function manifest(): object {
  const { name, version, description, license, type, exports, devDependencies } = project
  return {
    name,
    version,
    description,
    license,
    type,
    exports,
    bin: { croft: COMMAND },
    engines: { node: `>=${NODE.major}.${NODE.minor}` },
    dependencies: { 'better-sqlite3': SQLITE },
    // only for `croft/client/gql`
    peerDependencies: { 'gql.tada': `^${devDependencies['gql.tada']}` },
    peerDependenciesMeta: { 'gql.tada': { optional: true } },
  }
}
