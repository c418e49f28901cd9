// Imports point one way, and each library has one door. Prints every import that breaks this, and fails.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

const LAYERS = [
  'errors',
  'validate',
  'config',
  'store',
  'access',
  'events',
  'auth',
  'background',
  'cleanup',
  'graphql',
  'modules',
  'execution',
  'http',
  'bootstrap',
  'app',
  'main',
]
const DOORS: Readonly<Record<string, string>> = {
  'graphql-yoga': 'execution',
  '@envelop/': 'execution',
  ws: 'http',
  'graphql-ws': 'http',
  jose: 'auth',
  'better-sqlite3': 'store',
  pg: 'store',
  '@pothos/': 'graphql',
}

const layerOf = (file: string) => (file.split(sep)[1] ?? '').replace(/\.ts$/, '')
const problems: string[] = []

for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  if (!/\.(ts|mjs)$/.test(name)) continue
  const file = join('src', name)
  for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (target.startsWith('.')) {
      const imported = relative('.', join(dirname(file), target))
      const [from, to] = [LAYERS.indexOf(layerOf(file)), LAYERS.indexOf(layerOf(imported))]
      if (imported.startsWith('src') && to > from) problems.push(`${file} reaches up to ${imported}`)
    } else {
      const door = Object.entries(DOORS).find(
        ([library]) => target === library || target.startsWith(`${library.replace(/\/$/, '')}/`),
      )
      if (door && layerOf(file) !== door[1]) problems.push(`${file} uses ${target}, whose door is src/${door[1]}`)
    }
  }
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
