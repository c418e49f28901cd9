import { useRead } from '../../data/graph.ts'
import { Failed } from '../../frame/failed.tsx'
import { AccessOfDocument } from '../../generated/members.ts'
import type { AccessOfQuery } from '../../generated/types.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { aRole, nameOf, PERMISSION_WORDS, ROLE_WORDS } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface WhyAccessProps extends OfWorkspace {
  readonly user: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}

type Access = NonNullable<NonNullable<AccessOfQuery['workspace']>['accessOf']>

/** Explains why somebody has access: every source of a role, and what the highest role allows. */
export function WhyAccess({ user, workspace, onClose }: WhyAccessProps) {
  const { data, error, again } = useRead(AccessOfDocument, { workspace: workspace.id, user: { id: user.id } })
  const access = data?.workspace?.accessOf
  return (
    <Drawer open title={`Why ${user.name} has access`} onClose={onClose}>
      {!access && error && <Failed error={error} onAgain={again} />}
      {!access && !error && <Skeleton rows={4} />}
      {access && (
        <>
          <p>{access.role ? `${user.name} is ${aRole(access.role)} here.` : `${user.name} has no access any more.`}</p>
          <Facts
            items={access.sources.map((source) => ({ label: ROLE_WORDS[source.role], value: reasonOf(source) }))}
          />
          <h3>What that allows</h3>
          <ul>
            {access.permissions.map((permission) => (
              <li key={permission}>{PERMISSION_WORDS[permission]}</li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  )
}

function reasonOf({ via, membership }: Access['sources'][number]): string {
  const by = membership?.grantedBy ? `, added by ${nameOf(membership.grantedBy)}` : ''
  switch (via) {
    case 'DIRECT':
      return `A membership of their own${by}`
    case 'GROUP':
      return `The group ${nameOf(membership?.principal)}${by}`
    case 'EVERYONE':
      return 'The workspace is shared with everyone'
    case 'PLATFORM_ADMIN':
      return 'They are a platform admin'
  }
}
