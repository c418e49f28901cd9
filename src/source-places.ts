// The program runs as bundled files, so that stack traces name places in them. Here they become the places in the sources,
// by the source map beside each file. Node's own way (`--enable-source-maps`) would keep the parsed maps in memory for
// ever, and use them for the stack of every error, also of those that are only answers.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { LRUCache } from 'lru-cache'

/** The folder of the bundled files, or of this file where the program is not bundled and needs no translation. */
const FOLDER = new URL('.', import.meta.url).href
const isBundled = existsSync(mapOf(import.meta.url))
const PLACE = /([\w.-]+\.js):(\d+):(\d+)/
const MAX_KNOWN_PLACES = 1000
/** Places by `file:line:column`. A server that logs the same error again and again reads the map once. */
const known = new LRUCache<string, string>({ max: MAX_KNOWN_PLACES })

/** Replaces every place in a bundled file by its place in the source; all other text stays as it is. */
export function withSourcePlaces(text: string): string {
  if (!isBundled || !text.includes(FOLDER)) return text
  const [before = '', ...parts] = text.split(FOLDER)
  const places = parts.map((part) => new RegExp(`^${PLACE.source}`).exec(part)?.[0] ?? '')
  readPlaces(places.filter((place) => place !== '' && !known.has(place)))
  const translated = parts.map((part, index) => {
    const place = places[index] as string
    return (known.get(place) ?? FOLDER + place) + part.slice(place.length)
  })
  return before + translated.join('')
}

function mapOf(file: string): string {
  return `${fileURLToPath(file)}.map`
}

/** Makes the places known. The maps are large, and are not kept. */
function readPlaces(places: readonly string[]): void {
  const maps = new Map<string, TraceMap | null>()
  for (const place of places) {
    const [, name, line, column] = PLACE.exec(place) as unknown as [string, string, string, string]
    const file = FOLDER + name
    if (!maps.has(name))
      maps.set(name, existsSync(mapOf(file)) ? new TraceMap(readFileSync(mapOf(file), 'utf8'), file) : null)
    const map = maps.get(name)
    // stack traces count columns from 1, source maps from 0
    const found = map && originalPositionFor(map, { line: Number(line), column: Number(column) - 1 })
    known.set(place, found?.source ? `${found.source}:${found.line}:${found.column + 1}` : FOLDER + place)
  }
}
