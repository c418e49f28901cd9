// The program runs as one bundled file, so that stack traces name places in it. Here they become the places in the sources,
// by the source map beside the bundle. Node's own way (`--enable-source-maps`) would keep the parsed map in memory for
// ever, and use it for the stack of every error, also of those that are only answers.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { LRUCache } from 'lru-cache'

/** The bundle, or this file where the program is not bundled and needs no translation. */
const PROGRAM = import.meta.url
const MAP_FILE = `${fileURLToPath(PROGRAM)}.map`
const isBundled = existsSync(MAP_FILE)
const MAX_KNOWN_PLACES = 1000
/** By `:line:column` in the bundle. A server that logs the same error again and again reads the map once. */
const known = new LRUCache<string, string>({ max: MAX_KNOWN_PLACES })

/** Replaces every place in the bundle by its place in the source; all other text stays as it is. */
export function withSourcePlaces(text: string): string {
  if (!isBundled || !text.includes(PROGRAM)) return text
  const [before = '', ...parts] = text.split(PROGRAM)
  const places = parts.map((part) => /^:\d+:\d+/.exec(part)?.[0] ?? '')
  readPlaces(places.filter((place) => place !== '' && !known.has(place)))
  const translated = parts.map((part, index) => {
    const place = places[index] as string
    return (known.get(place) ?? PROGRAM + place) + part.slice(place.length)
  })
  return before + translated.join('')
}

/** Makes the places known. The map is large, and is not kept. */
function readPlaces(places: readonly string[]): void {
  if (places.length === 0) return
  const map = new TraceMap(readFileSync(MAP_FILE, 'utf8'), PROGRAM)
  for (const place of places) {
    const [, line, column] = place.split(':').map(Number) as [number, number, number]
    // stack traces count columns from 1, source maps from 0
    const found = originalPositionFor(map, { line, column: column - 1 })
    const source = found.source === null ? PROGRAM + place : `${found.source}:${found.line}:${found.column + 1}`
    known.set(place, source)
  }
}
