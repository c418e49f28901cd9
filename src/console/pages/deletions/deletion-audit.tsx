import { useList } from '../../data/lists.ts'
import { Failed } from '../../frame/failed.tsx'
import { DeletionAuditDocument } from '../../generated/deletion.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './deletion.module.css'

/** The audit log of a deleted workspace. */
export function AuditLog({ id }: { readonly id: string }) {
  const list = useList(DeletionAuditDocument, { id }, ({ deletion }) => deletion?.workspaceEvents)
  return (
    <Card title="Audit log" description="What was done in the workspace while it was there, newest first.">
      {list.error && list.rows.length === 0 && <Failed error={list.error} onAgain={list.again} />}
      {list.isLoading && list.rows.length === 0 && <Skeleton bare rows={6} height={30} />}
      {!list.error && !list.isLoading && list.rows.length === 0 && (
        <p className={styles.muted}>The log of that time is no longer kept.</p>
      )}
      <ol className={styles.story} aria-label="Audit log">
        {list.rows.map(({ id: event, at, summary }) => (
          <li key={event}>
            <span className={styles.when}>
              <Ago at={at} />
            </span>
            <span>{summary}</span>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <div>
          <Button busy={list.isLoading} onClick={list.more}>
            Show more
          </Button>
        </div>
      )}
    </Card>
  )
}
