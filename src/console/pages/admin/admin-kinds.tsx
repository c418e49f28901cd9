import { useState } from 'react'
import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { KindsDocument } from '../../generated/admin-kinds.ts'
import type { CleanupMode, KindRowFragment } from '../../generated/types.ts'
import { useView } from '../../routes.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Search } from '../../ui/Search.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Title } from '../../ui/Title.tsx'
import { count, counted } from '../../words.ts'
import styles from './admin.module.css'
import { CLEANUP_WORDS, KindForm } from './admin-kind-form.tsx'
import { RotateSecret } from './admin-kind-secret.tsx'
import { forPlatformAdmins } from './for-platform-admins.tsx'

/** `GET /admin/kinds`: the resource kinds, in the order in which a deletion cleans them up. */
export default forPlatformAdmins(Kinds)

function Kinds() {
  const [view, change] = useView()
  const [isMaking, setMaking] = useState(false)
  const { data, error, again } = useRead(KindsDocument, {})
  const search = view.get('search') ?? ''
  const words = search.toLowerCase()
  const all = [...(data?.resourceKinds ?? [])].sort((one, other) => one.cleanupOrder - other.cleanupOrder)
  const rows = all.filter(({ name, displayName }) => `${name} ${displayName}`.toLowerCase().includes(words))
  return (
    <>
      <Title
        description={
          data ? `${counted(all.length, 'kind')}, in the order in which a deletion cleans them up` : '\u00a0'
        }
        aside={
          <Button kind="primary" icon="plus" data-main-action onClick={() => setMaking(true)}>
            Register a kind
          </Button>
        }
      >
        Resource kinds
      </Title>
      <div className={styles.filters}>
        <Search label="Search kinds" value={search} onSearch={(text) => change({ search: text })} />
      </div>
      {!data ? (
        error ? (
          <Failed error={error} onAgain={again} />
        ) : (
          <Skeleton />
        )
      ) : rows.length === 0 ? (
        <Empty
          icon="search"
          title={`No kind is called “${search}”`}
          action={<Button onClick={() => change({ search: '' })}>Clear filters</Button>}
        />
      ) : (
        <Rows
          label="Resource kinds"
          columns={[
            { key: 'kind', title: 'Kind' },
            { key: 'cleanup', title: 'Cleaned up', width: '12rem', narrow: 'label' },
            { key: 'owner', title: 'By', width: '18rem', narrow: 'hide' },
            { key: 'order', title: 'Order', width: '6rem', align: 'end', narrow: 'hide' },
            { key: 'menu', title: 'Actions', bare: true, width: '3.5rem', align: 'end' },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={({ name }) => name}
          render={(kind) => ({
            kind: (
              <Entry title={kind.displayName} sub={kind.name} mono>
                {kind.builtIn && <Pill>Built in</Pill>}
              </Entry>
            ),
            cleanup: CLEANUP_WORDS[kind.cleanup].title,
            owner: BY[kind.cleanup](kind),
            order: count(kind.cleanupOrder),
            menu: <KindMenu kind={kind} />,
          })}
        />
      )}
      {isMaking && <KindForm onClose={() => setMaking(false)} />}
    </>
  )
}

/** Who removes the real object behind a resource. */
const BY: Readonly<Record<CleanupMode, (kind: KindRowFragment) => string>> = {
  NONE: () => '',
  WEBHOOK: ({ webhookUrl }) => webhookUrl ?? 'No address',
  CLAIM: ({ ownerServiceAccount }) => ownerServiceAccount?.name ?? 'No owner',
}

function KindMenu({ kind }: { readonly kind: KindRowFragment }) {
  const [open, setOpen] = useState<'change' | 'rotate'>()
  const { displayName, cleanup } = kind
  return (
    <>
      <Menu
        label={`Actions for ${displayName}`}
        items={[
          { label: 'Change…', icon: 'settings', onSelect: () => setOpen('change') },
          {
            label: 'Rotate the signing secret…',
            icon: 'retry',
            whyNot: cleanup === 'WEBHOOK' ? undefined : 'Only webhooks are signed.',
            onSelect: () => setOpen('rotate'),
          },
        ]}
      />
      {open === 'change' && <KindForm kind={kind} onClose={() => setOpen(undefined)} />}
      {open === 'rotate' && <RotateSecret kind={kind} onClose={() => setOpen(undefined)} />}
    </>
  )
}
