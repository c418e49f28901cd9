import type { Order } from './RowsHead.tsx'

/** The order of a list as it stands in an address: "name", or "-name" for the other way round. */
export const orderText = ({ key, descending }: Order<string>): string => `${descending ? '-' : ''}${key}`

/** The order that an address asks for; undefined where no column has that name. */
export function orderIn<Key extends string>(
  text: string | null,
  columns: Readonly<Record<Key, unknown>>,
): Order<Key> | undefined {
  const key = text?.replace(/^-/, '') ?? ''
  return Object.hasOwn(columns, key) ? { key: key as Key, descending: text?.startsWith('-') === true } : undefined
}
