// One conversation with the mail server for each mail, which takes no longer than it is given, whatever the server does.
import { createTransport, type SendMailOptions } from 'nodemailer'

/** Why a mail was not taken. Nothing in it tells who the mail is for. */
export interface Refusal {
  readonly reason: string
  /** The server will never take this mail. */
  readonly isFinal: boolean
}

/** Resolves to null if the server has taken the mail. The conversation is broken off when `closing` is aborted. */
export type Send = (mail: SendMailOptions, closing: AbortSignal) => Promise<Refusal | null>

/** A server that does not read gets this long to end the connection; then the connection is destroyed. */
const CLOSE_WITHIN_MS = 500

/** Sends mails through the server of this address. */
export function mailServerAt(smtpUrl: string, sendWithinMs: number): Send {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: sendWithinMs / 3,
    greetingTimeout: sendWithinMs / 3,
    socketTimeout: sendWithinMs / 3,
    socketCloseTimeout: CLOSE_WITHIN_MS,
    // a password never goes over a connection that is not encrypted
    requireTLS: new URL(smtpUrl).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  return async (mail, closing) => {
    const conversation = new AbortController()
    const breakOff = () => conversation.abort()
    // the timeouts of the transport begin again with each line
    const timer = setTimeout(breakOff, sendWithinMs)
    closing.addEventListener('abort', breakOff)
    if (closing.aborted) breakOff()
    try {
      await transport.sendMail({ ...mail, signal: conversation.signal })
      return null
    } catch (error) {
      return refusalOf(error)
    } finally {
      clearTimeout(timer)
      closing.removeEventListener('abort', breakOff)
    }
  }
}

/** Permanent replies to these are about the mail. Those before them are about the server, its settings and ours. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA']
const FIRST_PERMANENT_STATUS = 500
/** Commands in a wrong order; authentication required (RFC 4954, 4): neither is about the mail at any command. */
const ABOUT_THE_SESSION: readonly number[] = [503, 530]

/** The mail server's own words may hold the address: they are left out. */
function refusalOf(error: unknown): Refusal {
  const { code, command, responseCode } = (error ?? {}) as { code?: unknown; command?: unknown; responseCode?: unknown }
  const isFinal =
    ABOUT_THE_MAIL.includes(command) &&
    typeof responseCode === 'number' &&
    responseCode >= FIRST_PERMANENT_STATUS &&
    !ABOUT_THE_SESSION.includes(responseCode)
  return { isFinal, reason: [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown' }
}
