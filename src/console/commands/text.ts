// What an action is called on the command line, and as a request: "Copy as CLI / curl".
import { base } from '../data/base.ts'

export interface Commands {
  readonly cli: string
  readonly curl: string
}

/** In single quotes of a POSIX shell, where it needs some. */
const quoted = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** A request with the token from the environment, so that none is in a history of commands. */
export function curl(query: string, variables: object): string {
  const body = JSON.stringify({ query, variables })
  return [
    `curl ${quoted(`${location.origin}${base}/graphql`)}`,
    `-H "Authorization: Bearer $CROFT_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(body)}`,
  ].join(' \\\n  ')
}

export const cli = (...words: readonly string[]): string => ['croft', ...words.map(quoted)].join(' ')

const documentOf = (field: string, selection: string): string => {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`
  return `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`
}

export const mutation = (field: string, input: object, selection: string): string =>
  curl(documentOf(field, selection), { input })

/** On the command line, for what its own command takes from a file, or not at all. */
export const api = (field: string, input: object, selection: string): string =>
  cli('api', documentOf(field, selection), '-F', `input=${JSON.stringify(input)}`)

export interface Principal {
  readonly __typename: string
  readonly id?: string
  readonly email?: string | null
  readonly name?: string
}
/** As the command line takes a principal. */
export const principalText = ({ __typename, id, email, name }: Principal): string =>
  __typename === 'Group' ? `group:${name}` : __typename === 'Everyone' ? 'everyone' : (email ?? id ?? '')
/** As the API takes one. */
export function principalRef({ __typename, id, name }: Principal): object {
  if (__typename === 'Group') return { group: name }
  if (__typename === 'Everyone') return { everyone: true }
  return __typename === 'User' ? { user: id } : { serviceAccount: id }
}

/** A flag with its value, where there is one. */
export const option = (name: string, value: string | null | undefined): string[] => (value ? [name, value] : [])
