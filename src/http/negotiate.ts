// Content negotiation (RFC 9110): which of three media types an answer may have, by the request's Accept header (12.5.1), how
// it may be compressed (12.5.3), and whether the client has it already (13.1.2).
import { createHash } from 'node:crypto'

export type JsonType = 'application/json' | 'application/graphql-response+json'

export interface Accepted {
  /** The media type of an answer that is not a stream. */
  json: JsonType
  /** Whether the answer may be a stream of events. */
  stream: boolean
  /** Whether the client prefers a stream even for a single result. */
  prefersStream: boolean
}

const HTML = 'text/html'
const STREAM = 'text/event-stream'
// the first one wins if the client has no preference
const OFFERED = ['application/json', 'application/graphql-response+json', STREAM] as const
const ANYTHING: Accepted = { json: OFFERED[0], stream: true, prefersStream: false }

interface Range {
  type: string
  quality: number
}

/** What the header accepts; null if it accepts none of the three. */
export function negotiate(header = ''): Accepted | null {
  if (header === '' || header === '*/*') return ANYTHING
  const ranges = rangesOf(header)
  const ranked = OFFERED.map((type) => ({ type, ...weigh(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
  const best = ranked[0]
  if (!best) return null
  return {
    json: ranked.map(({ type }) => type).find((type) => type !== STREAM) ?? 'application/json',
    stream: ranked.some(({ type }) => type === STREAM),
    prefersStream: best.type === STREAM,
  }
}

/** Whether the client names HTML and prefers it to every answer of the API, as a browser does that opens the address. */
export function prefersHtml(header = ''): boolean {
  const ranges = rangesOf(header)
  const html = ranges.find(({ type }) => type === HTML)
  if (!html || html.quality === 0) return false
  const others = OFFERED.map((type) => weigh(type, ranges))
  const position = ranges.indexOf(html)
  return others.every(
    (other) => other.quality < html.quality || (other.quality === html.quality && other.position > position),
  )
}

export type Encoding = 'br' | 'gzip'

/** The offered encoding that the header prefers, the first one if it has no preference; null if it accepts none of them. */
export function encodingFor(header: string | string[] = '', offered: readonly Encoding[]): Encoding | null {
  const ranges = rangesOf(String(header))
  const ranked = offered
    .map((encoding) => ({ encoding, range: ranges.find(({ type }) => type === encoding) ?? ranges.find(isAny) }))
    .filter(({ range }) => range !== undefined && range.quality > 0)
    .sort((a, b) => (b.range as Range).quality - (a.range as Range).quality)
  return ranked[0]?.encoding ?? null
}

const isAny = ({ type }: Range): boolean => type === '*'

/** The ETag of an answer with this content. */
export function etagOf(content: string | Buffer): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

/** Whether the If-None-Match header names the ETag; a proxy that compresses an answer makes the ETag of it a weak one. */
export function isKnown(header = '', etag: string): boolean {
  return header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
}

function rangesOf(header: string): Range[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    const quality = q === undefined ? 1 : Number(q.slice(2))
    return { type, quality: Number.isNaN(quality) ? 0 : Math.min(quality, 1) }
  })
}

/** The quality of a media type is that of the most specific range that covers it. */
function weigh(type: string, ranges: readonly Range[]): { quality: number; position: number } {
  for (const pattern of [type, `${type.split('/')[0]}/*`, '*/*']) {
    const position = ranges.findIndex((range) => range.type === pattern)
    const range = ranges[position]
    if (range) return { quality: range.quality, position }
  }
  return { quality: 0, position: 0 }
}
