// The mail of an invitation. What people have written stands in it as text, and is escaped in the HTML part.
import type { RoleName } from '../../db/schema.ts'

/** What the mail tells. */
export interface Told {
  readonly workspace: string
  /** Null where they are gone. */
  readonly inviter: string | null
  readonly role: RoleName
  readonly message: string | null
  readonly link: string
  /** RFC 3339. */
  readonly expiresAt: string
}

interface Message {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** Subject, plain text and HTML. */
export function invitationMessage({ workspace, inviter, role, message, link, expiresAt }: Told): Message {
  const offer = `${inviter ?? 'Somebody'} invites you to ${workspace}, as ${role.toLowerCase()}.`
  const until = `The invitation is good until ${DATE.format(new Date(expiresAt))} UTC, for this address alone.`
  const otherwise = 'If you did not expect it, ignore this message: without you nothing happens.'
  const quoted = message === null ? [] : [message]
  const html = [
    `<p>${escaped(offer)}</p>`,
    ...quoted.map((text) => `<blockquote style="white-space: pre-line">${escaped(text)}</blockquote>`),
    `<p><a href="${escaped(link)}">Look at the invitation</a></p>`,
    `<p>${escaped(until)}</p>`,
    `<p>${escaped(otherwise)}</p>`,
  ]
  return {
    // A subject with what strangers have written would carry their advertisement to any address, through our mail server.
    subject: 'Invitation to a workspace',
    text: [offer, ...quoted.map(indented), `Look at the invitation:\n${link}`, until, otherwise].join('\n\n'),
    html: `<!doctype html><html lang="en"><body>${html.join('\n')}</body></html>`,
  }
}

const indented = (text: string): string => text.replace(/^/gm, '> ')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
