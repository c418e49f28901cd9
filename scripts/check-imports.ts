// Checks the imports of `src`: they point one way through the layers, each library is imported only by the rooms that
// own it, there are no import cycles, and a module's `graphql.ts` imports only those that the schema loads before it.
// Migrations import nothing that may change later. Prints every import that breaks a rule, and fails.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** From the bottom up: a room imports from its own line and from those above it in this list. */
const LAYERS: readonly (readonly string[])[] = [
  ['verify', 'client'],
  ['cli', 'console'],
  ['errors', 'validate', 'config', 'source-places', 'log', 'v8-flags', 'code-cache'],
  ['store'],
  ['maintenance'],
  ['access'],
  ['events'],
  ['auth'],
  ['background'],
  ['cleanup', 'invitations', 'retention', 'tokens'],
  ['graphql'],
  ['modules', 'execution'],
  ['http'],
  ['bootstrap', 'first-token'],
  ['app'],
  ['main'],
  ['launcher'],
]

/** The rooms of this line may import each other. */
const GROUND = LAYERS.findIndex((rooms) => rooms.includes('errors'))
/** Rooms that are built as separate programs, and the rooms that may import them nevertheless. */
const APART: Readonly<Record<string, readonly string[]>> = {
  verify: [],
  client: ['cli', 'console'],
  cli: [],
  console: [],
}

/** Programs that a room loads by `import()` from their place in the built program, and never imports in another way. */
const LOADED: Readonly<Record<string, readonly string[]>> = { cli: ['main', 'maintenance'] }

/** The rooms that may import a library; a name that ends with a slash stands for all packages of that scope. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  'graphql-yoga': ['execution'],
  '@envelop/': ['execution'],
  ws: ['http'],
  'graphql-ws': ['http', 'console'],
  react: ['console'],
  'react-dom': ['console'],
  urql: ['console'],
  '@urql/': ['console'],
  wonka: ['console'],
  wouter: ['console'],
  '@ariakit/': ['console'],
  '@tanstack/': ['console'],
  '@graphql-yoga/render-graphiql': ['http'],
  jose: ['auth', 'verify'],
  'openid-client': ['auth', 'cli'],
  nodemailer: ['invitations'],
  'better-sqlite3': ['store'],
  'better-sqlite3-13': ['store'],
  pg: ['store'],
  '@pothos/': ['graphql'],
  // `http` has servers, the other rooms have clients
  'node:http': ['http', 'cleanup', 'cli'],
  'node:https': ['cleanup', 'cli'],
  commander: ['cli'],
  '@commander-js/': ['cli'],
  '@clack/': ['cli'],
  'gql.tada': ['client'],
  pino: ['app', 'log', 'first-token', 'execution', 'main'],
}

interface Import {
  readonly from: string
  /** A file of the project, or the name of a package. */
  readonly to: string
  /** Whether it is an `import()`. */
  readonly loads: boolean
}

const MIGRATIONS = join('db', 'migrations')
const imports = importsIn('src')

const problems = [
  ...imports.flatMap(upwardImport),
  ...imports.flatMap(libraryBehindOtherDoor),
  ...circles(),
  ...imports.flatMap(moduleLoadedLater),
  ...importsIn(MIGRATIONS).flatMap(migrationNotFrozen),
]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function importsIn(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .flatMap((name) => importsOf(join(folder, name)))
}

function importsOf(from: string): Import[] {
  const targets = [...readFileSync(from, 'utf8').matchAll(/(?:from|import)\s*(\(?)\s*'([^']+)'/g)]
  return targets.map(([, bracket, target = '']) => ({
    from,
    loads: bracket === '(',
    to: target.startsWith('.') ? relative('.', join(dirname(from), target)) : target,
  }))
}

function roomOf(file: string): string {
  return (file.split(sep)[1] ?? '').replace(/\.tsx?$/, '')
}

function levelOf(file: string): number {
  return LAYERS.findIndex((rooms) => rooms.includes(roomOf(file)))
}

function upwardImport({ from, to, loads }: Import): string[] {
  if (levelOf(from) < 0) return [`${from} is in no layer of scripts/check-imports.ts`]
  if (!to.startsWith(`src${sep}`)) return []
  if (loads && LOADED[roomOf(from)]?.includes(roomOf(to))) return []
  const other = roomOf(to) !== roomOf(from)
  const beside = levelOf(to) === levelOf(from) && other && levelOf(from) !== GROUND
  return levelOf(to) > levelOf(from) || beside || (other && standsApart(from, to))
    ? [`${from} imports ${to}, which is not below it`]
    : []
}

function standsApart(from: string, to: string): boolean {
  const importers = APART[roomOf(to)]
  return importers !== undefined && !importers.includes(roomOf(from))
}

function libraryBehindOtherDoor({ from, to }: Import): string[] {
  const door = Object.entries(DOORS).find(([library]) =>
    library.endsWith('/') ? to.startsWith(library) : to === library || to.startsWith(`${library}/`),
  )
  if (!door || door[1].includes(roomOf(from))) return []
  return [`${from} imports ${to}, which belongs to src/${door[1].join(' and src/')}`]
}

/** Each import cycle once, as the files that it goes through. */
function circles(): string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to])
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) found.push(`Circle: ${[...path.slice(start), file].join(' -> ')}`)
    if (start >= 0 || done.has(file)) return
    for (const target of targets.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return found
}

/** `src/modules/schema.ts` lists the modules in order: each may import only those before it. */
function moduleLoadedLater({ from, to }: Import): string[] {
  const order = imports.filter((each) => each.from === join('src', 'modules', 'schema.ts')).map((each) => each.to)
  const [importing, imported] = [order.indexOf(from), order.indexOf(to)]
  const both = from.endsWith('graphql.ts') && to.endsWith('graphql.ts') && importing >= 0 && imported >= 0
  return both && imported > importing ? [`${from} imports ${to}, which src/modules/schema.ts loads after it`] : []
}

/** A released migration must always do the same, so it imports nothing that changes with the program. */
function migrationNotFrozen({ from, to }: Import): string[] {
  if (to === 'kysely' || dirname(to) === MIGRATIONS) return []
  return [`${from} imports ${to}: migrations may import only kysely and files of ${MIGRATIONS}`]
}
