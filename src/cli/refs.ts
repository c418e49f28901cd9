// References: in a file as objects of the API, such as `{ name: my-team }`, or as the text that the command line takes.
import { badInput } from './errors.ts'
import { isObject } from './files.ts'

/** The prefix of the text for each form. The ids of users and service accounts need none. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  id: 'id:',
  name: 'name:',
  uuid: 'uuid:',
  email: 'email:',
  group: 'group:',
  user: '',
  serviceAccount: '',
}

/** Turns a reference to a workspace or a principal into the text for it; undefined if there is none. */
export function refText(ref: unknown): string | undefined {
  if (ref === undefined || ref === null || typeof ref === 'string') return ref ?? undefined
  const [[form = '', value] = [], ...more] = isObject(ref) ? Object.entries(ref) : []
  if (more.length === 0 && form === 'everyone' && value === true) return form
  const beginning = more.length === 0 ? BEGINNINGS[form] : undefined
  if (beginning !== undefined && typeof value === 'string') return beginning + value
  throw badInput(`${JSON.stringify(ref)} is no reference: it takes one of the ways to name it`)
}

/** Describes the target of a reference, for a question or a note. */
export function told(ref: unknown): string {
  if (!isObject(ref)) return String(ref)
  const { named, of, workspace: _theirs, ...rest } = ref
  if (isObject(named)) return told(named)
  if (isObject(of)) return told(of['principal'])
  return Object.values(rest).map(String).join('/')
}
