import { useCallback } from 'react'
import type { ResourceFilter, ResourceOrder, ResourceOrderField } from '../../generated/types.ts'
import { useView } from '../../routes.ts'
import { orderIn } from '../../ui/order-text.ts'

/** By the key of a column: the field that the list is ordered by. Without one, the newest are first. */
const ORDERS = { resource: 'NAME', kind: 'KIND', changed: 'UPDATED_AT' } as const satisfies Record<
  string,
  ResourceOrderField
>
/** The value in the address for resources without a project. */
export const NO_PROJECT = 'none'

/** The filters for resources in the address, and the resource that is open. */
export function useResourceView() {
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const kinds = view.get('kind')?.split(',') ?? []
  const project = view.get('project') ?? ''
  const label = view.get('label') ?? ''
  const order = orderIn(view.get('order'), ORDERS)
  const [key = '', ...rest] = label.split('=')
  const filter: ResourceFilter = {
    ...(search && { search }),
    ...(kinds.length > 0 && { kind: kinds }),
    ...(project && { project: project === NO_PROJECT ? null : project }),
    ...(key && rest.length > 0 && { labels: { [key]: rest.join('=') } }),
  }
  const orderBy: ResourceOrder[] | undefined = order && [
    { field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' },
  ]
  const text = view.toString()
  const hrefOf = useCallback(
    ({ id }: { readonly id: string }): string => {
      const next = new URLSearchParams(text)
      next.set('resource', id)
      return `?${next}`
    },
    [text],
  )
  const isFiltered = Object.keys(filter).length > 0
  const clear = () => change({ search: '', kind: '', project: '', label: '' })
  return { view, change, search, kinds, project, label, order, filter, orderBy, hrefOf, isFiltered, clear }
}
