// What a command is about, where that is one thing: named by an argument or a file, or else picked on a terminal. What
// deletes, removes, revokes or leaves is never picked.
import { type Choice, pick } from './ask.ts'
import type { Session } from './connect.ts'
import { demanded } from './input-file.ts'
import { refText } from './refs.ts'

export const OPTIONAL_WORKSPACE = 'its name, id or UUID; that of -w where it is left out, or picked on a terminal'
/** Of an argument that is picked where it is left out. */
export const PICKED = 'picked on a terminal where it is left out'

/** A kind of thing that a command may be about. */
export interface Thing<Ref> {
  /** As the argument is called in the help. */
  readonly argument: string
  readonly question: string
  /** At most a hundred: what is not among them has to be named. */
  choices(session: Session): Promise<Choice[]>
  /** What the API takes for the text that was given or picked. */
  refer(session: Session, text: string): Ref | Promise<Ref>
}

/** As many as a list to pick from has. */
export const CHOICES = 100

/** What is named, or picked where it is not. */
export async function picked<Ref>(
  session: Session,
  thing: Thing<Ref>,
  given: string | object | null | undefined,
): Promise<Ref> {
  if (given !== undefined && given !== null) return await named(session, thing, given)
  const text = await pick(thing.question, thing.argument, () => thing.choices(session), session.flags)
  return await thing.refer(session, text)
}

/** What is named; a usage error where it is not. */
export async function named<Ref>(
  session: Session,
  thing: Thing<Ref>,
  given: string | object | null | undefined,
): Promise<Ref> {
  const ref = demanded(given, thing.argument)
  // what a file has is in the words of the API already
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

/** The workspace that an argument names, or else -w, a file, or what is kept; picked where nothing does. */
export async function workspaceArgument(
  session: Session,
  given: string | undefined,
  inFile?: unknown,
): Promise<string> {
  const { flags, target } = session
  return await picked(session, WORKSPACE, given ?? flags.workspace ?? refText(inFile) ?? target.workspace)
}
