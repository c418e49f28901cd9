import type { IconName } from './Icon.tsx'

interface ItemBase {
  readonly label: string
  readonly icon?: IconName
  readonly danger?: boolean
  /** Why it can't be chosen now. */
  readonly whyNot?: string | undefined
  /** For one of several alternatives: whether it is the selected one. */
  readonly checked?: boolean
}

export type MenuItem = ItemBase &
  (
    | { readonly onSelect: () => void; readonly href?: undefined }
    | { readonly href: string; readonly onSelect?: undefined }
  )
