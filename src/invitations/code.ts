// The code of an invitation: 256 random bits in base64url. The database has its SHA-256, by which it is found, and until
// it has been mailed the code itself, encrypted.
import { randomBytes } from 'node:crypto'

const CODE_BYTES = 32

/** A new code. Whoever has it can read what the invitation is for; accepting it takes the invited address as well. */
export const newCode = (): string => randomBytes(CODE_BYTES).toString('base64url')

/** The address of the page that shows what the code is for. The fragment stays in the browser: no log has the code. */
export const linkOf = (publicUrl: string, code: string): string => `${publicUrl}/invite#${code}`
