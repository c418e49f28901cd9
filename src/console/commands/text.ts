// An action as a command of `croft` and as a request: "Copy as CLI / curl".
import { base } from '../data/base.ts'

export interface Commands {
  readonly cli: string
  readonly curl: string
}

/** Puts a text into single quotes of a POSIX shell, if it needs any. */
const quoted = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** A request that takes the token from the environment, so that no token gets into the shell history. */
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

/** A `croft api` command, for what the action's own command takes only from a file, or not at all. */
export const api = (field: string, input: object, selection: string): string =>
  cli('api', documentOf(field, selection), '-F', `input=${JSON.stringify(input)}`)

export interface Principal {
  readonly __typename: string
  readonly id?: string
  readonly email?: string | null
  readonly name?: string
}
/** A principal in the form that the command line takes. */
export const principalText = ({ __typename, id, email, name }: Principal): string =>
  __typename === 'Group' ? `group:${name}` : __typename === 'Everyone' ? 'everyone' : (email ?? id ?? '')
/** A principal in the form that the API takes. */
export function principalRef({ __typename, id, name }: Principal): object {
  if (__typename === 'Group') return { group: name }
  if (__typename === 'Everyone') return { everyone: true }
  return __typename === 'User' ? { user: id } : { serviceAccount: id }
}

/** A flag with its value, or nothing if there is no value. */
export const option = (name: string, value: string | null | undefined): string[] => (value ? [name, value] : [])
