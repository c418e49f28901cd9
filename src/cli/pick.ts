// The single thing that a command is about: named by an argument or a file, or else picked from a list on a terminal.
// Commands that delete, remove, revoke or leave never let the user pick.
import { type Choice, pick } from './ask.ts'
import type { Session } from './connect.ts'
import { demanded } from './input-file.ts'
import { refText } from './refs.ts'

export const OPTIONAL_WORKSPACE = 'its name, id or UUID; that of -w where it is left out, or picked on a terminal'
/** For the help of an argument that is picked from a list if it is left out. */
export const PICKED = 'picked on a terminal where it is left out'

/** A kind of thing that a command may be about. */
export interface Thing<Ref> {
  /** The name of the argument in the help. */
  readonly argument: string
  readonly question: string
  /** At most a hundred entries: anything beyond them has to be named. */
  choices(session: Session): Promise<Choice[]>
  /** Turns the text that was given or picked into the reference that the API takes. */
  refer(session: Session, text: string): Ref | Promise<Ref>
}

/** The maximum length of a list to pick from. */
export const CHOICES = 100

/** The thing that was named, or picked from a list if none was named. */
export async function picked<Ref>(
  session: Session,
  thing: Thing<Ref>,
  given: string | object | null | undefined,
): Promise<Ref> {
  if (given !== undefined && given !== null) return await named(session, thing, given)
  const text = await pick(thing.question, thing.argument, () => thing.choices(session), session.flags)
  return await thing.refer(session, text)
}

/** The thing that was named; throws a usage error if none was. */
export async function named<Ref>(
  session: Session,
  thing: Thing<Ref>,
  given: string | object | null | undefined,
): Promise<Ref> {
  const ref = demanded(given, thing.argument)
  // an object from a file is a reference of the API already
  return typeof ref === 'string' ? await thing.refer(session, ref) : (ref as Ref)
}

export const WORKSPACE: Thing<string> = {
  argument: 'ref',
  question: 'Which workspace?',
  choices: async ({ client }) => {
    const workspaces = await client.workspaces().take(CHOICES)
    return workspaces.map(({ id, name, displayName }) => ({
      value: `id:${id}`,
      label: name === displayName ? name : `${name} (${displayName})`,
    }))
  },
  refer: ({ about }, text) => about(text),
}

/**
 * The workspace of the argument, or else of -w, the file, the environment or the context; otherwise picked from a list.
 */
export async function workspaceArgument(
  session: Session,
  given: string | undefined,
  inFile?: unknown,
): Promise<string> {
  const { flags, target } = session
  return await picked(session, WORKSPACE, given ?? flags.workspace ?? refText(inFile) ?? target.workspace)
}
