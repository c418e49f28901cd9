// Saving what may have been changed by somebody else meanwhile. Changes of other fields are kept beside one's own; where both
// have changed the same field, nothing is written before the reader has chosen.
import { useState } from 'react'
import type { CroftError } from '../../client/index.ts'

interface Versioned {
  readonly version: number
}

interface Saving<Node extends Versioned, Field extends string> {
  /** What the form was filled from. */
  readonly base: Node
  /** What it holds, in texts that can be compared with `textOf`. */
  readonly values: Readonly<Record<Field, string>>
  textOf(node: Node, field: Field): string
  /** Writes these fields, if the version is still this one. */
  send(fields: readonly Field[], version: number): Promise<unknown>
  /** Reads what is there now; null if it is gone. */
  reread(): Promise<Node | null>
  onSaved(): void
}

interface Clash<Node, Field> {
  readonly theirs: Node
  readonly fields: readonly Field[]
}

/** How often it is tried again where others write at the same time, in other fields. */
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
    // after a clash, saving again is overwriting what was shown
    await attempt(clash?.theirs.version ?? base.version, ATTEMPTS)
    setBusy(false)
  }
  return { save, busy, error, clash, changed }
}
