import { useFrame } from '../../frame/context.ts'
import { to } from '../../routes.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Title } from '../../ui/Title.tsx'

/** Shown for hidden and missing workspaces alike: the server does not say which it is. */
export function NoWorkspace({ name }: { readonly name: string }) {
  const { me } = useFrame()
  return (
    <>
      <Title
        crumbs={[
          { label: 'Workspaces', href: to.workspaces() },
          { label: name, mono: true },
        ]}
      >
        {`There is no workspace “${name}” for you`}
      </Title>
      <Empty
        icon="lock"
        title="One of these may be why"
        action={<LinkButton href={to.workspaces()}>Your workspaces</LinkButton>}
      >
        <ul>
          <li>The name is mistyped, or the workspace is gone.</li>
          <li>You are no member of it, or not any more. Its owners can add you; whoever sent you here knows them.</li>
          <li>
            You are signed in as {me.user?.email ?? me.user?.name}, and it is another account of yours that is a member.
          </li>
        </ul>
      </Empty>
    </>
  )
}
