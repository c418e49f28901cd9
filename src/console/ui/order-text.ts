import type { Order } from './RowsHead.tsx'

/** The order of a list for the address: "name", or "-name" for descending. The default order is left out. */
export function orderText(order: Order<string>, byDefault?: Order<string>): string {
  const text = ({ key, descending }: Order<string>) => `${descending ? '-' : ''}${key}`
  return byDefault && text(order) === text(byDefault) ? '' : text(order)
}

/** The order in an address; undefined if no column has that name. */
export function orderIn<Key extends string>(
  text: string | null,
  columns: Readonly<Record<Key, unknown>>,
): Order<Key> | undefined {
  const key = text?.replace(/^-/, '') ?? ''
  return Object.hasOwn(columns, key) ? { key: key as Key, descending: text?.startsWith('-') === true } : undefined
}
