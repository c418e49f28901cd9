// What a caller gives a method, as the server wants it: texts that refer to something become references, and where a
// workspace is required and left out, the default one of the client takes its place.
import { CroftError } from './errors.ts'
import { REFERENCES } from './generated/methods.ts'

type Values = Readonly<Record<string, unknown>>

/** They are told which workspace, always. */
const NEVER_BY_DEFAULT = /^(delete|leave|transfer|suspend)[A-Z]/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** By input: the fields that are references or hold some, with their types. */
let inputs: Map<string, readonly (readonly [field: string, type: string])[]> | undefined

function fieldsOf(input: string) {
  inputs ??= new Map(
    REFERENCES.split('\n').map((line) => {
      const [name = '', ...fields] = line.split(' ')
      return [name, fields.map((field) => field.split(':') as [string, string])]
    }),
  )
  return inputs.get(input)
}

const isId = (text: string, prefix: string) => new RegExp(`^${prefix}_[0-9a-z]{26}$`).test(text)

/** The variables of a document, from what was given to the method of this name. */
export function variablesOf(method: string, document: string, given: Values, workspace: string | undefined): Values {
  const byDefault = NEVER_BY_DEFAULT.test(method) ? undefined : workspace
  const variables: Record<string, unknown> = { ...given }
  const [declared = ''] = document.split('{', 1)
  for (const [, name = '', type = ''] of declared.matchAll(/\$(\w+):(\w+!?)/g)) {
    const value = resolve(type, given[name])
    if (value !== undefined) variables[name] = value
  }
  return variables

  function resolve(type: string, value: unknown): unknown {
    if (value === undefined) return type === 'WorkspaceRef!' ? defaultWorkspace() : value
    const name = type.replace('!', '')
    if (typeof value === 'string') return name.endsWith('Ref') ? reference(name, value) : value
    if (Array.isArray(value)) return value.map((each) => resolve(type, each))
    const fields = typeof value === 'object' && value !== null && fieldsOf(name)
    if (!fields) return value
    const whole: Record<string, unknown> = { ...value }
    for (const [field, typeOfField] of fields) {
      const resolved = resolve(typeOfField, whole[field])
      if (resolved !== undefined) whole[field] = resolved
    }
    return whole
  }

  function defaultWorkspace(): unknown {
    if (byDefault === undefined) throw new CroftError('NO_WORKSPACE', `${method} needs a workspace`)
    return reference('WorkspaceRef', byDefault)
  }

  /** `id:`, `name:`, `uuid:` and the like in front say what it is; else its form does. */
  function reference(type: string, text: string): unknown {
    const [, prefix, rest = ''] = /^(id|name|uuid|email|group):(.*)$/s.exec(text) ?? []
    const uuid = prefix === 'uuid' || (prefix === undefined && UUID.test(text))
    const bare = prefix === undefined ? text : rest
    switch (type) {
      case 'WorkspaceRef':
        if (uuid) return { uuid: bare }
        return prefix === 'id' || (!prefix && isId(text, 'ws')) ? { id: bare } : { name: bare }
      case 'UserRef':
        if (uuid) return { uuid: bare }
        return prefix === 'id' || (!prefix && isId(text, 'user')) ? { id: bare } : { email: bare }
      case 'PrincipalRef':
        if (uuid) return { uuid: bare }
        if (prefix === 'group') return { group: bare }
        if (isId(bare, 'svc')) return { serviceAccount: bare }
        if (prefix === 'id' || isId(bare, 'user')) return { user: bare }
        return text === 'everyone' ? { everyone: true } : { email: bare }
      case 'MembershipRef':
        if (prefix === 'id' || isId(text, 'mem')) return { id: bare }
        return { of: { workspace: defaultWorkspace(), principal: reference('PrincipalRef', text) } }
      case 'TokenRef':
        return prefix === 'id' || isId(text, 'tok') ? { id: bare } : { named: { name: bare } }
      case 'ProjectRef':
        if (prefix === 'id' || isId(text, 'prj')) return { id: bare }
        return { named: { workspace: defaultWorkspace(), name: bare } }
      default: {
        if (prefix === 'id' || isId(text, 'res')) return { id: bare }
        const [kind, ...name] = bare.split('/')
        return { named: { workspace: defaultWorkspace(), kind, name: name.join('/') } }
      }
    }
  }
}
