import { to } from '../../routes.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Title } from '../../ui/Title.tsx'
import { DeletionRows } from './deletion-rows.tsx'

/** `GET /deletions`: the deletions that the user can see. */
export default function Deletions() {
  return (
    <>
      <Title description="Of workspaces that you owned or deleted. The record stays when the workspace is gone.">
        Deletions
      </Title>
      <DeletionRows
        empty={
          <Empty
            icon="trash"
            title="No workspace of yours is being deleted, or was"
            action={<LinkButton href={to.workspaces()}>Workspaces</LinkButton>}
          >
            A deletion is followed here, live, until nothing is left; its record stays. It is asked for in the settings
            of a workspace.
          </Empty>
        }
      />
    </>
  )
}
