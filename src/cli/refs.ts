// References, as a file has them in the words of the API: `{ name: my-team }`, or the text that the command line takes.
import { badInput } from './errors.ts'
import { isObject } from './files.ts'

/** What the text that stands for each form begins with; the ids of people say by themselves what they are. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  id: 'id:',
  name: 'name:',
  uuid: 'uuid:',
  email: 'email:',
  group: 'group:',
  user: '',
  serviceAccount: '',
}

/** A reference to a workspace or a person as the text that stands for it; undefined where there is none. */
export function refText(ref: unknown): string | undefined {
  if (ref === undefined || ref === null || typeof ref === 'string') return ref ?? undefined
  const [[form = '', value] = [], ...more] = isObject(ref) ? Object.entries(ref) : []
  if (more.length === 0 && form === 'everyone' && value === true) return form
  const beginning = more.length === 0 ? BEGINNINGS[form] : undefined
  if (beginning !== undefined && typeof value === 'string') return beginning + value
  throw badInput(`${JSON.stringify(ref)} is no reference: it takes one of the ways to name it`)
}

/** What a reference refers to, for a question or a note. */
export function told(ref: unknown): string {
  if (!isObject(ref)) return String(ref)
  const { named, of, workspace: _theirs, ...rest } = ref
  if (isObject(named)) return told(named)
  if (isObject(of)) return told(of['principal'])
  return Object.values(rest).map(String).join('/')
}
