// The program runs as one bundled file, so that stack traces name places in it. Here they become the places in the sources,
// by the source map beside the bundle. Node's own way (`--enable-source-maps`) would keep the parsed map in memory for
// ever, and use it for the stack of every error, also of those that are only answers.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LRUCache } from 'lru-cache'

/** The bundle, or this file where the program is not bundled and needs no translation. */
const PROGRAM = import.meta.url
const MAP_FILE = `${fileURLToPath(PROGRAM)}.map`
const isBundled = existsSync(MAP_FILE)
const MAX_KNOWN_PLACES = 1000
const COMMA = 44
const SEMICOLON = 59
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, BASE64.indexOf(String.fromCharCode(code))))
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

/** Makes the places known by one pass over the map. */
function readPlaces(places: readonly string[]): void {
  if (places.length === 0) return
  const { sources, mappings } = JSON.parse(readFileSync(MAP_FILE, 'utf8')) as { sources: string[]; mappings: string }
  const wanted = new Map<number, { place: string; column: number }[]>()
  for (const place of places) {
    const [, line, column] = place.split(':').map(Number) as [number, number, number]
    known.set(place, PROGRAM + place)
    wanted.set(line, [...(wanted.get(line) ?? []), { place, column: column - 1 }])
  }
  forEachSegment(mappings, (line, segment) => {
    for (const { place, column } of wanted.get(line) ?? []) {
      // The last segment of the line that begins at or before the column is the one that it belongs to.
      if (segment.column > column) continue
      const source = new URL(sources[segment.source] as string, PROGRAM).href
      known.set(place, `${source}:${segment.sourceLine + 1}:${segment.sourceColumn + 1}`)
    }
  })
}

/** Lines and columns count from 0. */
interface Segment {
  column: number
  source: number
  sourceLine: number
  sourceColumn: number
}

/**
 * Decodes the mappings of a source map (ECMA-426): each number is the difference to the one of the segment before, in
 * digits of base64 that begin with the lowest. `line` counts from 1; the segment is valid until the next one.
 */
function forEachSegment(mappings: string, visit: (line: number, segment: Segment) => void): void {
  const segment: Segment = { column: 0, source: 0, sourceLine: 0, sourceColumn: 0 }
  let line = 1
  let numbers: number[] = []
  let [bits, shift] = [0, 0]
  for (let index = 0; index <= mappings.length; index++) {
    const code = index < mappings.length ? mappings.charCodeAt(index) : SEMICOLON
    if (code === COMMA || code === SEMICOLON) {
      const [column = 0, source, sourceLine = 0, sourceColumn = 0] = numbers
      segment.column += column
      segment.source += source ?? 0
      segment.sourceLine += sourceLine
      segment.sourceColumn += sourceColumn
      if (source !== undefined) visit(line, segment)
      numbers = []
      if (code === COMMA) continue
      line++
      segment.column = 0
      continue
    }
    const digit = DIGITS[code] as number
    bits |= (digit & 0b11111) << shift
    shift += 5
    if (digit & 0b100000) continue
    numbers.push(bits & 1 ? -(bits >> 1) : bits >> 1)
    bits = 0
    shift = 0
  }
}
