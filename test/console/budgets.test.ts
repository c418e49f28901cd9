// The files that a browser loads before a page of the console is shown, compressed as for older browsers, in kB.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const CONSOLE = 'dist/console'
const FIRST_LOAD = 130_000
const ROUTE = 12_000
const STYLES = 12_000
const MENU = 50_000

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}
const manifest = JSON.parse(readFileSync(join(CONSOLE, 'manifest.json'), 'utf8')) as Record<string, Chunk>

/** The files that a chunk loads: its imports, and their styles. */
function filesOf(key: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[key] as Chunk
  if (found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const style of chunk.css ?? []) found.add(style)
  for (const each of chunk.imports ?? []) filesOf(each, found)
  return found
}
const sizeOf = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(CONSOLE, file)), { level: 9 }).length, 0)

const shell = filesOf('index.html')
const pages = Object.keys(manifest).filter((key) => key.startsWith('pages/'))
const alone = (key: string) => [...filesOf(key)].filter((file) => !shell.has(file))

test('the first load of the workspaces stays within its budget', () => {
  expect(sizeOf([...shell, ...alone('pages/workspaces/workspaces.tsx')])).toBeLessThanOrEqual(FIRST_LOAD)
})

test.each(pages)('%s alone stays within the budget of a page', (key) => {
  const own = [(manifest[key] as Chunk).file, ...((manifest[key] as Chunk).css ?? [])]
  expect(sizeOf(own)).toBeLessThanOrEqual(ROUTE)
})

test('menus are loaded late, and within their budget', () => {
  const [menu = ''] = Object.keys(manifest).filter((key) => key.endsWith('ui/MenuPopup.tsx'))
  expect(shell.has((manifest[menu] as Chunk).file)).toBe(false)
  expect(sizeOf(alone(menu))).toBeLessThanOrEqual(MENU)
})

test('the styles of the first load stay within their budget', () => {
  const styles = [...shell, ...alone('pages/workspaces/workspaces.tsx')].filter((file) => file.endsWith('.css'))
  expect(sizeOf(styles)).toBeLessThanOrEqual(STYLES)
})
