import { createHash } from 'node:crypto'
import type { Handler } from '../exchange.ts'

interface StaticPage {
  readonly html: string
  /** The text of its one `<script>`, if it has one. */
  readonly script?: string
  /** The text of its one `<style>`. */
  readonly style: string
  readonly referrerPolicy: 'no-referrer' | 'same-origin'
  /** 200 if left out. */
  readonly status?: number
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The text as it stands in HTML, also within quotes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

/** Answers with a page that loads nothing, and in which only its own script and style are allowed. */
export function staticPage({ html, script, style, referrerPolicy, status = 200 }: StaticPage): Handler {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': [
      "default-src 'none'",
      ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
      `style-src ${hashOf(style)}`,
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Referrer-Policy': referrerPolicy,
    'X-Frame-Options': 'DENY',
  }
  return ({ res }) => {
    res.writeHead(status, headers).end(html)
  }
}
