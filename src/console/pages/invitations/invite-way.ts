import type { ReactNode } from 'react'
import type { Commands } from '../../commands/text.ts'

/** One way to add people: its part of the dialog. */
export interface Way {
  readonly fields: ReactNode
  readonly verb: string
  readonly busy: boolean
  readonly whyNot: string | undefined
  readonly commands: Commands
  submit(): void
  /** Shown in place of the dialog: secrets that can be read only once. */
  readonly instead?: ReactNode
}
