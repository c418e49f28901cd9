// The tokens of a workspace, or of the user, in one kind of table. A new secret is held only here, while its dialog
// shows it.
import { useCallback, useMemo, useState } from 'react'
import { useArrivals, useFlashing } from '../../data/arrivals.ts'
import { useRead } from '../../data/graph.ts'
import type { List } from '../../data/lists.ts'
import { useFrame } from '../../frame/context.ts'
import { Failed } from '../../frame/failed.tsx'
import { TokenOwnerDocument } from '../../generated/tokens.ts'
import type { TokenFragment } from '../../generated/types.ts'
import { may, whyNot } from '../../may.ts'
import { go, to } from '../../routes.ts'
import { Arrived } from '../../ui/Arrived.tsx'
import { Button } from '../../ui/Button.tsx'
import { RemovableChips } from '../../ui/Chips.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { orderText } from '../../ui/order-text.ts'
import { Rows } from '../../ui/Rows.tsx'
import type { Column } from '../../ui/RowsHead.tsx'
import { Search } from '../../ui/Search.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import lists from '../lists.module.css'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'
import { NewToken } from './new-token.tsx'
import { Ceiling, Expires, LastUsed, Owner, Status, TokenName } from './token-cells.tsx'
import styles from './token-list.module.css'
import { TokenMenu } from './token-menu.tsx'
import { type MadeToken, TokenSecret } from './token-secret.tsx'
import type { TokenView } from './token-view.ts'

interface TokenListProps {
  readonly list: List<TokenFragment>
  readonly asked: TokenView
  /** Undefined for personal tokens. */
  readonly workspace?: ShownWorkspace
}

export function TokenList({ list, asked, workspace }: TokenListProps) {
  const { me } = useFrame()
  const { search, owner, isInactive, isFiltered, order, view, change } = asked
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<MadeToken>()
  const isShown = useIsShown()
  const address = workspace ? to.workspace(workspace.name, 'tokens') : to.tokens()
  const tellMade = useCallback(
    (next: MadeToken) => {
      if (isShown()) return setMade(next)
      const text = `${next.token.name} has a secret that nobody has seen. Make a new one, or revoke it.`
      toast({ text, action: { label: 'Tokens', onSelect: () => go(address) } })
    },
    [isShown, address],
  )
  const [arrived, show] = useArrivals('ApiToken', list.rows, list.again)
  const flashing = useFlashing('ApiToken')
  const account = view.get('serviceAccount') ?? undefined
  const showsOwners = workspace !== undefined && may(workspace, 'TOKEN_MANAGE')
  const columns = useMemo(() => columnsOf(showsOwners, isInactive), [showsOwners, isInactive])
  const cellsOf = useCallback(
    (token: TokenFragment) => ({
      token: <TokenName token={token} />,
      status: <Status token={token} />,
      owner: <Owner token={token} me={me.user?.id} />,
      ceiling: <Ceiling token={token} />,
      expires: <Expires token={token} />,
      used: <LastUsed token={token} />,
      menu: <TokenMenu token={token} workspace={workspace} onMade={tellMade} />,
    }),
    [me, workspace, tellMade],
  )
  const why = whyNotMake(workspace, account)
  const clear = () => change({ search: '', owner: '' })
  const newToken = (
    <Button kind="primary" icon="plus" data-main-action whyNot={why} onClick={() => setMaking(true)}>
      New token
    </Button>
  )
  return (
    <>
      <div className={lists.filters}>
        <Search label="Search by name" value={search} onSearch={(words) => change({ search: words })} />
        <Segments
          label="Which tokens"
          options={[
            { value: 'active', label: 'Active' },
            { value: 'inactive', label: 'Inactive' },
          ]}
          value={isInactive ? 'inactive' : 'active'}
          onSelect={(value) => change({ show: value === 'inactive' ? value : '' })}
        />
        {newToken}
      </div>
      {owner && <OwnerFilter id={owner} onRemove={() => change({ owner: '' })} />}
      <Arrived count={arrived} noun="token" onShow={show} />
      {list.error && list.rows.length === 0 ? (
        <Failed error={list.error} onAgain={list.again} />
      ) : !list.isLoading && list.rows.length === 0 ? (
        isFiltered ? (
          <Empty
            icon="search"
            title={
              search ? `No ${isInactive ? 'inactive' : 'active'} token has “${search}” in its name` : 'No token fits'
            }
            action={<Button onClick={clear}>Clear filters</Button>}
          />
        ) : isInactive ? (
          <Empty icon="key" title="Nothing has ended yet">
            Tokens that have expired, or were revoked, are kept here.
          </Empty>
        ) : (
          <Empty icon="key" title="No tokens yet" action={why === undefined && newToken}>
            {workspace
              ? 'A token lets a program work in this workspace, with at most the rights that you give it.'
              : 'A personal token lets a program work as you, in every workspace of yours.'}
          </Empty>
        )
      ) : (
        <Rows
          label={isInactive ? 'Inactive tokens' : 'Active tokens'}
          columns={columns}
          rows={list.rows}
          total={list.total}
          rowKey={idOf}
          hasMore={list.hasMore}
          onEnd={list.more}
          onRange={list.look}
          busy={list.isLoading}
          order={order}
          onOrder={({ key, descending }) => change({ order: orderText({ key, descending }) })}
          flashIds={flashing}
          render={cellsOf}
        />
      )}
      <NewToken
        open={(isMaking || view.get('new') !== null) && why === undefined}
        workspace={workspace}
        account={account}
        onMade={tellMade}
        onClose={() => {
          setMaking(false)
          change({ new: '', serviceAccount: '' })
        }}
      />
      <TokenSecret made={made} onMade={tellMade} onDone={() => setMade(undefined)} />
    </>
  )
}

type ColumnKey = 'token' | 'status' | 'owner' | 'ceiling' | 'expires' | 'used' | 'menu'

const columnsOf = (showsOwners: boolean, isInactive: boolean): readonly Column<ColumnKey>[] => [
  { key: 'token', title: 'Token', sort: 'ascending' },
  { key: 'status', title: 'Status', width: '7rem' },
  ...(showsOwners ? ([{ key: 'owner', title: 'Owner', width: '9rem', narrow: 'label' }] as const) : []),
  { key: 'ceiling', title: 'At most', width: '7.5rem', narrow: 'label' },
  { key: 'expires', title: isInactive ? 'Ended' : 'Expires', width: '8.5rem', sort: 'ascending', narrow: 'label' },
  { key: 'used', title: 'Last used', width: '10.5rem', sort: 'descending', narrow: 'label' },
  { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
]

const idOf = ({ id }: TokenFragment): string => id

/**
 * Why no token can be created. The token of a user without a role would be useless; that of a service account has the
 * account's role.
 */
function whyNotMake(workspace: ShownWorkspace | undefined, account: string | undefined): string | undefined {
  if (!workspace) return undefined
  if (account) return whyNot(workspace, 'SERVICE_ACCOUNT_MANAGE')
  if (!workspace.myRole) return 'You have no role here, so a token of yours would open nothing. Become a member first.'
  return whyNot(workspace, 'TOKEN_CREATE')
}

/** The filter for the owner of tokens, from the address. */
function OwnerFilter({ id, onRemove }: { readonly id: string; readonly onRemove: () => void }) {
  const { data } = useRead(TokenOwnerDocument, { id })
  const name = data?.node && 'name' in data.node ? data.node.name : id
  return (
    <div className={styles.owner}>
      <RemovableChips label="Filters" items={[{ key: id, label: `Owner: ${name}` }]} onRemove={onRemove} />
    </div>
  )
}
