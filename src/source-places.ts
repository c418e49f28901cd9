// The program runs as one bundled file, so that stack traces name places in it. Here they become the places in the
// sources, by the source map beside it. Node's own way (`--enable-source-maps`) would keep the parsed maps in memory for
// ever, and use them for the stack of every error, also of those that are only answers.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { LRUCache } from 'lru-cache'

/** The bundled program, or this file where the program is not bundled and needs no translation. */
const PROGRAM = fileURLToPath(import.meta.url)
const isBundled = existsSync(`${PROGRAM}.map`)
/** As it is written in a line of JSON. */
const WRITTEN = JSON.stringify(PROGRAM).slice(1, -1)
const PLACE = /^:(\d+):(\d+)/
const MAX_KNOWN_PLACES = 1000
/** Places by `:line:column`. A server that logs the same error again and again reads the map once. */
const known = new LRUCache<string, string>({ max: MAX_KNOWN_PLACES })

/** Replaces, in a line of JSON, every place in the bundled program by its place in the source; other text stays as it is. */
export function withSourcePlaces(text: string): string {
  if (!isBundled || !text.includes(WRITTEN)) return text
  const [before = '', ...parts] = text.split(WRITTEN)
  const places = parts.map((part) => PLACE.exec(part)?.[0] ?? '')
  readPlaces(places.filter((place) => place !== '' && !known.has(place)))
  const translated = parts.map((part, index) => {
    const place = places[index] as string
    return (known.get(place) ?? WRITTEN + place) + part.slice(place.length)
  })
  return before + translated.join('')
}

/** Makes the places known. The map is large, and is not kept. */
function readPlaces(places: readonly string[]): void {
  if (places.length === 0) return
  const map = readMap()
  for (const place of places) {
    const [, line, column] = PLACE.exec(place) as unknown as [string, string, string]
    // stack traces count columns from 1, source maps from 0
    const found = map && originalPositionFor(map, { line: Number(line), column: Number(column) - 1 })
    known.set(place, found?.source ? `${found.source}:${found.line}:${found.column + 1}` : WRITTEN + place)
  }
}

/** The source map, or null if it has been removed since the start, as by a new build. */
function readMap(): TraceMap | null {
  try {
    return new TraceMap(readFileSync(`${PROGRAM}.map`, 'utf8'), pathToFileURL(PROGRAM).href)
  } catch {
    return null
  }
}
