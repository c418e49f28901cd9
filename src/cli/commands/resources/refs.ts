import type { Methods } from '../../../client/index.ts'
import { usageError } from '../../errors.ts'
import { CHOICES, type Thing } from '../../pick.ts'

export const FORM = 'KIND/NAME'

/** Splits `job/nightly` into kind and name. A name may contain slashes, a kind may not. */
export function splitRef(ref: string): { readonly kind: string; readonly name: string } {
  const at = ref.indexOf('/')
  if (at < 1 || at === ref.length - 1) throw usageError(`a resource is ${FORM}, and not ${ref}`)
  return { kind: ref.slice(0, at), name: ref.slice(at + 1) }
}

/** A resource, given by its id, or by its kind and name in the workspace. */
export const RESOURCE: Thing<NonNullable<Parameters<Methods['deleteResource']>[0]>['resource']> = {
  argument: 'resource',
  question: 'Which resource?',
  choices: async ({ client, workspace }) => {
    const resources = await client.resources({ workspace: workspace() }).take(CHOICES)
    return resources.map(({ kind, name }) => ({ value: `${kind.name}/${name}`, label: `${kind.name}/${name}` }))
  },
  refer: ({ workspace }, ref) =>
    ref.startsWith('res_') ? { id: ref } : { named: { workspace: workspace(), ...splitRef(ref) } },
}

/** Turns `--label a=1 --label b=2` into an object of strings. */
export function labelsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw usageError(`a label is KEY=VALUE, and not ${pair}`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
