import type { TokenFilter, TokenOrder, TokenOrderField } from '../../generated/types.ts'
import { useView } from '../../routes.ts'
import { orderIn } from '../../ui/order-text.ts'

/** By the key of a column: the field that the list is ordered by. Without one, the newest are first. */
const ORDERS = { token: 'NAME', expires: 'EXPIRES_AT', used: 'LAST_USED_AT' } as const satisfies Record<
  string,
  TokenOrderField
>

export type TokenView = ReturnType<typeof useTokenView>

/** The filters for tokens in the address. */
export function useTokenView() {
  const [view, change] = useView()
  const search = view.get('search') ?? ''
  const owner = view.get('owner') ?? ''
  const isInactive = view.get('show') === 'inactive'
  const order = orderIn(view.get('order'), ORDERS)
  const filter: TokenFilter = {
    active: !isInactive,
    ...(search && { name: { contains: search } }),
    ...(owner && { owner: owner.startsWith('svc_') ? { serviceAccount: owner } : { user: owner } }),
  }
  const orderBy: TokenOrder[] | undefined = order && [
    { field: ORDERS[order.key], direction: order.descending ? 'DESC' : 'ASC' },
  ]
  return { search, owner, isInactive, order, filter, orderBy, isFiltered: search !== '' || owner !== '', view, change }
}
