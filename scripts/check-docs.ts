// Checks that the documents do not refer to anything that no longer exists: the target of every relative link, with its
// heading, and every path in backticks or of a source file must exist. Paths may leave out `src/`, `test/` and the
// ending of a test.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FOLDERS = ['.', 'bench', 'docs', 'docs/decisions', 'examples/claim-worker', 'examples/webhook-receiver', 'test']
/**
 * Paths in examples: the recipe for a noun names files of a noun that does not exist, and `data/` is in the directory
 * in which a server was started.
 */
const EXAMPLE = /label|NNNN|^data\//

const documents = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)
const problems = documents.flatMap((document) => {
  const text = readFileSync(document, 'utf8')
  return [...deadLinks(document, text), ...deadPaths(document, text)]
})
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function deadLinks(document: string, text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return []
    const [path = '', heading] = target.split('#')
    const file = path === '' ? document : join(dirname(document), path)
    if (!existsSync(file)) return [`${document} links to ${target}, which does not exist`]
    if (heading === undefined || headingsOf(file).includes(heading)) return []
    return [`${document} links to ${target}, a heading that does not exist`]
  })
}

/** The headings of a document, in the form of URL fragments. */
function headingsOf(file: string): string[] {
  const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title)
  return titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

function deadPaths(document: string, text: string): string[] {
  const bases = ['.', 'src', 'test', dirname(document)]
  const isOurs = (path: string) => bases.some((base) => isFolder(join(base, path.split('/')[0] ?? '')))
  const exists = (path: string) =>
    bases.some((base) => existsSync(join(base, path)) || existsSync(join(base, `${path}.test.ts`)))
  const quoted = [...text.matchAll(/`(\w[\w.-]*\/[\w./-]*)`/g)].map(([, path = '']) => path)
  const sources = text.match(/\b\w[\w.-]*\/[\w./-]+\.(?:ts|mjs)\b/g) ?? []
  return [...new Set([...quoted, ...sources])].flatMap((path) =>
    EXAMPLE.test(path) || !isOurs(path) || exists(path) ? [] : [`${document} names ${path}, which does not exist`],
  )
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
