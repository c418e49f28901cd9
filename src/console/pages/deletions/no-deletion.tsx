import { useFrame } from '../../frame/context.ts'
import { to } from '../../routes.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Title } from '../../ui/Title.tsx'

/** Shown for hidden and missing deletions alike: the server does not say which it is. */
export function NoDeletion({ id }: { readonly id: string }) {
  const { me } = useFrame()
  return (
    <>
      <Title
        crumbs={[
          { label: 'Deletions', href: to.deletions() },
          { label: id, mono: true },
        ]}
      >
        There is no such deletion for you
      </Title>
      <Empty
        icon="lock"
        title="One of these may be why"
        action={<LinkButton href={to.deletions()}>Your deletions</LinkButton>}
      >
        <ul>
          <li>The address is mistyped.</li>
          <li>
            A deletion is shown to those who asked for it, to the owners of the workspace at that time, and to platform
            admins.
          </li>
          <li>You are signed in as {me.user?.email ?? me.user?.name}, and it is another account of yours that may.</li>
        </ul>
      </Empty>
    </>
  )
}
