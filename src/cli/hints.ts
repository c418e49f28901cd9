// Hints for errors: a sentence for each code that has one. The hint of a refusal names the role that is required, the
// role of the caller, and the owners to ask.
import type { CroftError } from '../client/index.ts'
import type { Session } from './connect.ts'
import { ExitCode } from './errors.ts'

/** The exit code for an error of the client. */
export function exitCodeOf({ code }: CroftError): ExitCode {
  if (code === 'INVALID_INPUT' || code.startsWith('GRAPHQL_')) return ExitCode.BAD_INPUT
  if (code === 'NO_WORKSPACE') return ExitCode.USAGE
  if (['NETWORK', 'TIMEOUT', 'UNAVAILABLE', 'BAD_RESPONSE'].includes(code)) return ExitCode.NOT_REACHABLE
  return ExitCode.REFUSED
}

/** The hint for an error; undefined if there is nothing useful to say. */
export async function hintFor(error: CroftError, session: Session | undefined): Promise<string | undefined> {
  const server = session?.target.url ?? 'the server'
  const at = session ? ` at ${server}` : ''
  if (error.is('FORBIDDEN')) return await whomToAsk(error, session)
  if (error.is('INVALID_INPUT')) return otherFaults(error.details.fields)
  if (error.is('CONFLICT')) {
    const { currentVersion } = error.details
    return currentVersion === undefined ? undefined : `Read it again; its version is ${currentVersion} now.`
  }
  if (error.is('RATE_LIMITED')) {
    const { retryAfterSeconds } = error.details
    return retryAfterSeconds === undefined ? undefined : `Try again in ${retryAfterSeconds} s.`
  }
  if (error.is('WORKSPACE_DELETING')) {
    return error.details.deletionId && `croft deletions watch ${error.details.deletionId}`
  }
  if (error.is('WORKSPACE_NOT_EMPTY')) return whatBlocks(error.details)
  if (error.is('TOKEN_LIFETIME_EXCEEDED')) {
    const { maxSeconds } = error.details
    return maxSeconds === undefined
      ? undefined
      : `It may live for ${Math.floor(maxSeconds / 86_400)}d at most: --expires.`
  }
  if (error.is('UNAUTHENTICATED')) {
    return (await hasToken(session))
      ? `The token is not good at ${server}: it has expired, was revoked, or is of another server. croft login ${server}`
      : `croft login ${server}`
  }
  if (error.is('NOT_FOUND')) return `croft ${whatToList(session)} shows what you may see.`
  if (error.is('NETWORK')) return `Does the server run${at}? croft doctor looks what is in the way.`
  return HINTS[error.code]
}

const HINTS: Readonly<Record<string, string | undefined>> = {
  NOT_FOUND:
    'croft workspaces list shows the workspaces that you may see; the lists of the other nouns what is in them.',
  NAME_TAKEN: 'With --exist-ok the command answers what is there.',
  ALREADY_MEMBER: 'croft members update changes the role.',
  LAST_OWNER: 'Make somebody else an owner first: croft workspaces transfer, or croft members update.',
  DELETION_PROTECTED: 'An owner ends the protection: croft workspaces update REF --no-protect.',
  IMPACT_CHANGED: 'Run it again, and look at what it shows.',
  NOT_RETRYABLE: 'croft deletions get shows its state.',
  INVITATION_INVALID: 'croft invitations list --mine shows those that you can answer.',
  TIMEOUT: 'The server is slow, or something on the way is: --timeout waits longer.',
  UNAVAILABLE: 'That passes: try again in a moment.',
  BAD_RESPONSE: 'Something else than Croft answers there. croft doctor looks at the way.',
  QUERY_TOO_COMPLEX: 'Ask for fewer fields, or for smaller pages.',
  GRAPHQL_VALIDATION_FAILED: 'The server may have another version than this command line: croft doctor.',
}

/** The command that lists the names: that of the noun, or of workspaces if the noun has no list. */
function whatToList(session: Session | undefined): string {
  const { noun, subject } = session ?? {}
  const inWorkspace = ['members', 'invitations', 'projects', 'resources', 'tokens', 'service-accounts'] as const
  const found = inWorkspace.find((each) => each === noun)
  if (found) return `${found} list${subject === undefined ? '' : ` -w ${subject}`}`
  return noun === 'users' || noun === 'deletions' || noun === 'sessions' ? `${noun} list` : 'workspaces list'
}

async function hasToken(session: Session | undefined): Promise<boolean> {
  try {
    return (await session?.target.token()) !== undefined
  } catch {
    return false
  }
}

async function whomToAsk(error: CroftError & { details: Forbidden }, session: Session | undefined) {
  const { requiredRole, myRole } = error.details
  if (!requiredRole) return undefined
  const takes = `That takes ${requiredRole}; you are ${myRole ?? 'no member'}.`
  const owners = await ownersOf(session)
  return owners.length > 0 ? `${takes} Ask ${owners.join(', ')}.` : takes
}

interface Forbidden {
  readonly requiredRole?: string | null
  readonly myRole?: string | null
}

/** The owners to ask. The hint matters less than the error, so this waits 3 s at most and ignores every failure. */
async function ownersOf(session: Session | undefined): Promise<string[]> {
  if (session?.subject === undefined) return []
  try {
    const workspace = await session.client.workspace({ by: session.subject }, { timeoutMs: 3_000, retries: 0 })
    return (workspace?.owners ?? []).map(({ name, email }) => (email ? `${name} <${email}>` : name))
  } catch {
    return []
  }
}

/** All invalid fields in one text: the message of the error names only the first. */
function otherFaults(fields: { field: string; message: string }[] | undefined): string | undefined {
  if (!fields || fields.length < 2) return undefined
  return fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
}

function whatBlocks({ counts, first }: Record<string, unknown>): string | undefined {
  const kinds = (counts ?? []) as { kind: string; count: number }[]
  if (kinds.length === 0) return undefined
  const names = ((first ?? []) as { kind: string; name: string }[]).map(({ kind, name }) => `${kind}/${name}`)
  const held = kinds.map(({ kind, count }) => `${count} ${kind}`).join(', ')
  return `It holds ${held}: ${names.join(', ')}. --policy CASCADE removes them, RETAIN lets them go.`
}
