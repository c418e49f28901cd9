// Saves a form whose object others may have changed meanwhile. Changes of other fields are kept. If both sides have
// changed the same field, nothing is written until the user has chosen.
import { useState } from 'react'
import type { CroftError } from '../../client/index.ts'

interface Versioned {
  readonly version: number
}

interface Saving<Node extends Versioned, Field extends string> {
  /** The object from which the form was filled. */
  readonly base: Node
  /** The values of the form, as texts that can be compared with those of `textOf`. */
  readonly values: Readonly<Record<Field, string>>
  textOf(node: Node, field: Field): string
  /** Writes these fields, if the object still has this version. */
  send(fields: readonly Field[], version: number): Promise<unknown>
  /** Reads the current object; null if it is gone. */
  reread(): Promise<Node | null>
  onSaved(): void
}

interface Clash<Node, Field> {
  readonly theirs: Node
  readonly fields: readonly Field[]
}

/** How many attempts are made while others change other fields at the same time. */
const ATTEMPTS = 3

export function useSaving<Node extends Versioned, Field extends string>(saving: Saving<Node, Field>) {
  const { base, values, textOf, send, reread, onSaved } = saving
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const [clash, setClash] = useState<Clash<Node, Field>>()
  const changed = (Object.keys(values) as Field[]).filter((field) => values[field] !== textOf(base, field))

  const attempt = async (version: number, attempts: number): Promise<void> => {
    try {
      await send(changed, version)
      onSaved()
    } catch (thrown) {
      const failure = thrown as CroftError
      const theirs = failure.is('CONFLICT') && attempts > 1 ? await reread().catch(() => null) : null
      if (!theirs) return setError(failure)
      const both = changed.filter((field) => ![textOf(base, field), values[field]].includes(textOf(theirs, field)))
      if (both.length > 0) return setClash({ theirs, fields: both })
      await attempt(theirs.version, attempts - 1)
    }
  }
  const save = async () => {
    if (busy) return
    if (changed.length === 0) return onSaved()
    setBusy(true)
    setError(undefined)
    setClash(undefined)
    // saving again after a clash overwrites the values that were shown
    await attempt(clash?.theirs.version ?? base.version, ATTEMPTS)
    setBusy(false)
  }
  return { save, busy, error, clash, changed }
}
