// Makes the npm package `@croft/client` from the output of `npm run build`, in the given folder, else in `dist/npm`:
// for `npm pack` and `npm publish`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = 'dist/npm'] = process.argv.slice(2)
const { version, license, engines, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  devDependencies: { 'gql.tada': string }
} & Record<string, unknown>

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [from, to] of [
  ['client', 'index'],
  ['client-documents', 'documents'],
  ['client-introspection', 'introspection'],
  ['client-gql', 'gql'],
] as const) {
  // the package has no sources to which a source map could lead
  const program = readFileSync(join('dist', `${from}.js`), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
  writeFileSync(join(folder, `${to}.js`), program)
  const types = readFileSync(join('dist', `${from}.d.ts`), 'utf8').replace('./types/client/', './types/')
  writeFileSync(join(folder, `${to}.d.ts`), types)
}
cpSync('dist/types/client', join(folder, 'types'), { recursive: true })
// links to documents that are not in the package are replaced by their texts
const guide = readFileSync('docs/client.md', 'utf8').replace(/\[([^\]]+)\]\([\w-]+\.md[^)]*\)/g, '$1')
writeFileSync(join(folder, 'README.md'), guide)
cpSync('schema.graphql', join(folder, 'schema.graphql'))
cpSync('LICENSE', join(folder, 'LICENSE'))
const manifest = {
  name: '@croft/client',
  version,
  description: 'A typed client for Croft: workspaces, members, tokens, and deletions that can be watched live',
  license,
  type: 'module',
  sideEffects: false,
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './documents': { types: './documents.d.ts', default: './documents.js' },
    './introspection': { types: './introspection.d.ts', default: './introspection.js' },
    './gql': { types: './gql.d.ts', default: './gql.js' },
    './schema.graphql': './schema.graphql',
  },
  // only for `./gql`
  peerDependencies: { 'gql.tada': `^${devDependencies['gql.tada']}` },
  peerDependenciesMeta: { 'gql.tada': { optional: true } },
  engines,
}
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
