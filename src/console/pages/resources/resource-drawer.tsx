// One resource beside the list, with its fields and its history; the same drawer also has the form to change it.
import { useState } from 'react'
import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { ResourceDocument } from '../../generated/resources.ts'
import type { ResourceRowFragment } from '../../generated/types.ts'
import { may, whyNot } from '../../may.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { nameOf } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { DeleteResource } from './delete-resource.tsx'
import { EditResource } from './edit-resource.tsx'
import { jsonText } from './json-text.ts'
import { ResourceHistory } from './resource-history.tsx'
import styles from './resources.module.css'

interface ResourceDrawerProps extends OfWorkspace {
  readonly id: string
  readonly onClose: () => void
}

export function ResourceDrawer({ id, workspace, onClose }: ResourceDrawerProps) {
  const { data, error, again } = useRead(ResourceDocument, { id })
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const node = data?.node
  const resource = node && 'version' in node ? node : undefined
  const why = whyNot(workspace, 'RESOURCE_WRITE')
  if (resource && open === 'edit') {
    return <EditResource resource={resource} workspace={workspace} onClose={() => setOpen(undefined)} />
  }
  return (
    <>
      <Drawer
        open
        title={resource?.name ?? 'Resource'}
        onClose={onClose}
        footer={
          resource && (
            <>
              <Button kind="quiet" icon="trash" whyNot={why} onClick={() => setOpen('delete')}>
                Delete…
              </Button>
              <Button kind="primary" whyNot={why} onClick={() => setOpen('edit')}>
                Edit
              </Button>
            </>
          )
        }
      >
        {resource ? (
          <>
            <About resource={resource} />
            {may(workspace, 'EVENT_READ') && <ResourceHistory resource={resource} workspace={workspace} />}
          </>
        ) : error ? (
          <Failed error={error} onAgain={again} />
        ) : data ? (
          <Empty icon="box" title="It is not here any more">
            It was taken out of the register, or you no longer see it.
          </Empty>
        ) : (
          <Skeleton bare rows={5} />
        )}
      </Drawer>
      {resource && open === 'delete' && (
        <DeleteResource
          resource={resource}
          workspace={workspace}
          onClose={() => setOpen(undefined)}
          onDeleted={onClose}
        />
      )}
    </>
  )
}

function About({ resource }: { readonly resource: ResourceRowFragment }) {
  const { id, kind, project, externalId, createdAt, createdBy, updatedAt, version, labels, spec } = resource
  return (
    <>
      <Facts
        items={[
          { label: 'Kind', value: kind.displayName },
          { label: 'Project', value: project?.name ?? 'None' },
          { label: 'External id', value: externalId && <Code label="external id">{externalId}</Code> },
          {
            label: 'Registered',
            value: (
              <>
                <Ago at={createdAt} /> by {nameOf(createdBy)}
              </>
            ),
          },
          {
            label: 'Changed',
            value: (
              <>
                <Ago at={updatedAt} />, version {version}
              </>
            ),
          },
          { label: 'Id', value: <Code label="id">{id}</Code> },
        ]}
      />
      {[
        { title: 'Labels', value: labels },
        { title: 'Spec', value: spec },
      ].map(({ title, value }) => (
        <section key={title} className={styles.section}>
          <h3>{title}</h3>
          <Code block label={title.toLowerCase()}>
            {jsonText(value)}
          </Code>
        </section>
      ))}
    </>
  )
}
