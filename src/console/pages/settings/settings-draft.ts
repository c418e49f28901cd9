// The unsaved input beside the values of the workspace. A field that was not edited follows the workspace. For an
// edited field the original value is kept, so that a change by somebody else is noticed before it is overwritten.
import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { useAction } from '../../data/action.ts'
import { read, write } from '../../data/graph.ts'
import { ChangeSettingsDocument } from '../../generated/settings.ts'
import { WorkspaceDocument } from '../../generated/workspace.ts'
import { toast } from '../../ui/Toasts.tsx'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'

export type SettingsField = 'displayName' | 'description' | 'instanceUrl' | 'visibility'

interface Touched {
  /** The value of the workspace when the field was first edited. */
  readonly from: string
  readonly value: string
}
type Touches = Partial<Record<SettingsField, Touched>>

export interface Draft {
  value(field: SettingsField): string
  set(field: SettingsField, value: string): void
  /** The changes to save; null clears a field. */
  readonly changes: Readonly<Partial<Record<SettingsField, string | null>>>
  readonly isChanged: boolean
  /** The edited fields that somebody else has changed meanwhile, to another value. */
  readonly clashes: readonly SettingsField[]
  readonly busy: boolean
  readonly error: CroftError | undefined
  /** Takes the values of others in the clashing fields, and keeps the rest of the input. */
  keepTheirs(): void
  discard(): void
  /** Saves the input, as a change of the values that are shown now. */
  save(): Promise<void>
}

const valueIn = (workspace: Pick<ShownWorkspace, SettingsField>, field: SettingsField): string => workspace[field] ?? ''

function clashesWith(touches: Touches, workspace: Pick<ShownWorkspace, SettingsField>): SettingsField[] {
  return (Object.entries(touches) as [SettingsField, Touched][])
    .filter(([field, { from, value }]) => ![from, value].includes(valueIn(workspace, field)))
    .map(([field]) => field)
}

export function useDraft(workspace: ShownWorkspace): Draft {
  const [touches, setTouches] = useState<Touches>({})
  const { busy, error, run, clear } = useAction()
  const value = (field: SettingsField) => touches[field]?.value ?? valueIn(workspace, field)
  const changes = Object.fromEntries(
    (Object.keys(touches) as SettingsField[])
      .filter((field) => value(field).trim() !== valueIn(workspace, field))
      .map((field) => [field, value(field).trim() || null]),
  )
  const clashes = clashesWith(touches, workspace)

  const send = (expectedVersion: number) =>
    write(ChangeSettingsDocument, { input: { workspace: { id: workspace.id }, expectedVersion, ...changes } })
  const save = async () => {
    try {
      await send(workspace.version)
    } catch (failure) {
      if (!(failure as CroftError).is('CONFLICT')) throw failure
      // somebody else's change was not shown yet: it is now, and the user is asked only if it affects the same fields
      const { workspace: current } = await read(WorkspaceDocument, { name: workspace.name })
      if (!current) throw failure
      if (clashesWith(touches, current).length > 0) return
      await send(current.version)
    }
    // input typed during the request is a change of the values just saved
    setTouches((now) => {
      const later = (Object.entries(now) as [SettingsField, Touched][]).filter(([field, { value }]) => {
        return value !== touches[field]?.value
      })
      return Object.fromEntries(
        later.map(([field, { from, value }]) => [
          field,
          { from: field in changes ? (changes[field] ?? '') : from, value },
        ]),
      )
    })
    toast({ text: 'Saved.' })
  }
  return {
    value,
    set: (field, next) => {
      const from = touches[field]?.from ?? valueIn(workspace, field)
      setTouches({ ...touches, [field]: { from, value: next } })
    },
    changes,
    isChanged: Object.keys(changes).length > 0,
    clashes,
    busy,
    error,
    keepTheirs: () => {
      const kept = Object.entries(touches).filter(([field]) => !clashes.includes(field as SettingsField))
      setTouches(Object.fromEntries(kept))
    },
    discard: () => {
      setTouches({})
      clear()
    },
    save: () => run(save),
  }
}
