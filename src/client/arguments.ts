// Turns the arguments of a method into the variables that the server expects: texts that refer to something become
// references, and a required workspace that was left out becomes the client's default one.
import type { Method } from './document.ts'
import { CroftError } from './errors.ts'
import { REFERENCES } from './generated/methods.ts'

type Values = Readonly<Record<string, unknown>>

/** These methods always need an explicit workspace. */
const NEVER_BY_DEFAULT = /^(delete|leave|transfer|suspend)[A-Z]/
/** The prefix of a text that says which form of reference it is. */
const SAID = /^(id|name|uuid|email|group):/
/** Names never have the form of an id or a UUID. */
const ID = /^[a-z]+_[0-9a-z]{26}$/
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A field and its type, in which `workspace!` is short for `workspace:WorkspaceRef!`. */
type Field = readonly [name: string, type: string]

/** Parses `Name field field…`: the fields of an input that are references or contain some. */
const fieldsIn = (text: string): [input: string, fields: Field[]] => {
  const [input = '', ...fields] = text.split(' ')
  return [input, fields.map(fieldOf)]
}
const inputs = new Map(REFERENCES.split('\n').map(fieldsIn))

function fieldOf(text: string): Field {
  const [name = '', type = name.replace(/^./, (first) => first.toUpperCase()).replace(/!|$/, 'Ref$&')] = text.split(':')
  return [name.replace('!', ''), type]
}

/** The variables of a method, made from its arguments. */
export function variablesOf(
  { name: method, operation, references, text }: Method,
  given: Values,
  workspace?: string,
): Values {
  if (operation === 'mutation') return { input: resolved(fieldsIn(references)[1], given) }
  const declared = text.split('{', 1)[0]?.matchAll(/\$(\w+):(\w+!?)/g) ?? []
  return resolved(
    [...declared].map(([, name = '', type = '']) => [name, type]),
    given,
  )

  function resolved(fields: readonly Field[], values: Values): Values {
    const whole = { ...values }
    for (const [name, type] of fields) {
      const value = resolve(type, whole[name])
      if (value !== undefined) whole[name] = value
    }
    return whole
  }

  function resolve(type: string, value: unknown): unknown {
    const name = type.replace('!', '')
    if (value === undefined) return type === 'WorkspaceRef!' ? defaultWorkspace() : value
    if (typeof value === 'string') return name.endsWith('Ref') ? reference(name, value) : value
    if (Array.isArray(value)) return value.map((each) => resolve(type, each))
    const fields = inputs.get(name)
    return fields && value ? resolved(fields, value as Values) : value
  }

  function defaultWorkspace(): unknown {
    if (workspace === undefined || NEVER_BY_DEFAULT.test(method)) {
      throw new CroftError('NO_WORKSPACE', `${method} needs a workspace`)
    }
    return reference('WorkspaceRef', workspace)
  }

  function reference(type: string, text: string): unknown {
    const form = SAID.exec(text)?.[1] ?? (ID.test(text) ? 'id' : UUID.test(text) ? 'uuid' : '')
    const value = text.replace(SAID, '')
    if (type === 'PrincipalRef') {
      if (form === 'id') return value.startsWith('svc') ? { serviceAccount: value } : { user: value }
      return text === 'everyone' ? { everyone: true } : { [form || 'email']: value }
    }
    if (type === 'MembershipRef' && !value.startsWith('mem_')) {
      return { of: { workspace: defaultWorkspace(), principal: reference('PrincipalRef', text) } }
    }
    if (form === 'id') return { id: value }
    if (type === 'WorkspaceRef') return { [form || 'name']: value }
    if (type === 'UserRef') return { [form || 'email']: value }
    if (type === 'TokenRef') return { named: { name: value } }
    const ofDefault = { workspace: defaultWorkspace() }
    if (type === 'ProjectRef') return { named: { ...ofDefault, name: value } }
    const [kind, ...name] = value.split('/')
    return { named: { ...ofDefault, kind, name: name.join('/') } }
  }
}
