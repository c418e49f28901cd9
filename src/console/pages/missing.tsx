import { to } from '../routes.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Title } from '../ui/Title.tsx'

/** Shown for an address without a page. */
export default function Missing() {
  return (
    <>
      <Title>There is no such page</Title>
      <Empty
        icon="search"
        title="Nothing is at this address"
        action={<LinkButton href={to.workspaces()}>Workspaces</LinkButton>}
      >
        It may have been mistyped, or be of another version of Croft.
      </Empty>
    </>
  )
}
