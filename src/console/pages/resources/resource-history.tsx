import { Link } from 'wouter'
import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { ResourceHistoryDocument } from '../../generated/resources.ts'
import type { ResourceRowFragment } from '../../generated/types.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import styles from './resources.module.css'

interface ResourceHistoryProps extends OfWorkspace {
  readonly resource: ResourceRowFragment
}

/** The last events about a resource. They are read again when its version changes. */
export function ResourceHistory({ resource: { id, version }, workspace }: ResourceHistoryProps) {
  return (
    <section className={styles.section}>
      <h3>History</h3>
      <Events key={version} subject={id} workspace={workspace} />
    </section>
  )
}

function Events({ subject, workspace }: OfWorkspace & { readonly subject: string }) {
  const { data, error, again } = useRead(ResourceHistoryDocument, { workspace: workspace.id, subject })
  const events = data?.workspace?.events
  if (!events) return error ? <Failed error={error} onAgain={again} /> : <Skeleton bare rows={2} />
  return (
    <>
      <ul className={styles.history}>
        {events.nodes.map(({ id, summary, at, ip }) => (
          <li key={id}>
            {summary}
            <small>
              <Ago at={at} />
              {ip && ` · ${ip}`}
            </small>
          </li>
        ))}
      </ul>
      {events.nodes.length === 0 && <p>It was registered with others, in one call.</p>}
      {events.pageInfo.hasNextPage && (
        <Link href={to.workspace(workspace.name, 'activity', `?subject=${subject}`)}>All of its activity</Link>
      )}
    </>
  )
}
