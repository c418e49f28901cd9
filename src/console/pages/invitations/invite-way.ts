import type { ReactNode } from 'react'
import type { Commands } from '../../commands/text.ts'

/** One way to bring somebody in: its part of the dialog. */
export interface Way {
  readonly fields: ReactNode
  readonly verb: string
  readonly busy: boolean
  readonly whyNot: string | undefined
  readonly commands: Commands
  submit(): void
  /** What is shown in the place of the dialog: secrets that are told once. */
  readonly instead?: ReactNode
}
