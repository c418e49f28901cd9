import type { Session } from '../../connect.ts'
import { usageError } from '../../errors.ts'

export const RESOURCE = 'KIND/NAME'

/** `job/nightly` in its parts: a name may hold slashes, a kind may not. */
export function splitRef(ref: string): { readonly kind: string; readonly name: string } {
  const at = ref.indexOf('/')
  if (at < 1 || at === ref.length - 1) throw usageError(`a resource is ${RESOURCE}, and not ${ref}`)
  return { kind: ref.slice(0, at), name: ref.slice(at + 1) }
}

/** A resource by its id, or by its kind and name in the workspace. */
export function resourceOf({ workspace }: Session, ref: string) {
  return ref.startsWith('res_') ? { id: ref } : { named: { workspace: workspace(), ...splitRef(ref) } }
}

/** `--label a=1 --label b=2` as an object of texts. */
export function labelsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw usageError(`a label is KEY=VALUE, and not ${pair}`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
