import { useState } from 'react'
import { toastFailure, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { SetRoleDocument } from '../../generated/members.ts'
import type { MemberFragment, RoleName } from '../../generated/types.ts'
import { grantable, may } from '../../may.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Select } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Tip } from '../../ui/Tip.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole, nameOf, ROLE_WORDS, ROLES } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import styles from './members.module.css'

interface OfMember extends OfWorkspace {
  readonly member: MemberFragment
}

/** The role of a member: a select list if the user may change it, else a lock with the reason, or plain text. */
export function RoleOf({ member, workspace }: OfMember) {
  const { me } = useFrame()
  const [lowering, setLowering] = useState<RoleName>()
  const { role, canUpdate, principal } = member
  if (!may(workspace, 'MEMBER_UPDATE')) return <>{ROLE_WORDS[role]}</>
  if (!canUpdate.allowed) {
    return (
      <Tip text={canUpdate.reason ?? undefined}>
        {(tip) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its reason must be reachable by keyboard, too
          <span className={styles.locked} tabIndex={0} aria-describedby={tip}>
            <Icon name="lock" size={14} />
            {ROLE_WORDS[role]}
          </span>
        )}
      </Tip>
    )
  }
  const isMe = principal.__typename === 'User' && principal.id === me.user?.id
  const roles = grantable(workspace).filter(
    (each) => principal.__typename === 'User' || principal.__typename === 'ServiceAccount' || each !== 'OWNER',
  )
  const change = (next: RoleName) => {
    if (isMe && ROLES.indexOf(next) > ROLES.indexOf(role)) setLowering(next)
    else void setRole(member, next)
  }
  return (
    <>
      <Select
        aria-label={`Role of ${nameOf(principal)}`}
        value={role}
        onChange={(event) => change(event.target.value as RoleName)}
      >
        {ROLES.filter((each) => roles.includes(each) || each === role).map((each) => (
          <option key={each} value={each}>
            {ROLE_WORDS[each]}
          </option>
        ))}
      </Select>
      <Confirm
        open={lowering !== undefined}
        title={`Become ${lowering && aRole(lowering)}?`}
        verb={`Become ${lowering && aRole(lowering)}`}
        keepLabel={`Stay ${aRole(role)}`}
        onClose={() => setLowering(undefined)}
        onConfirm={() => {
          setLowering(undefined)
          void setRole(member, lowering as RoleName, false)
        }}
      >
        You lose what {aRole(role)} may do, and cannot give it back to yourself.
      </Confirm>
    </>
  )
}

/** Changes a role. The cache shows the new role at once, and reverts it if the server refuses. */
async function setRole({ id, role, principal }: MemberFragment, next: RoleName, mayUndo = true): Promise<void> {
  const give = (given: RoleName) => write(SetRoleDocument, { input: { member: { id }, role: given } })
  const failed = (error: unknown) => toastFailure(error)
  const undo = { label: 'Undo', onSelect: () => void give(role).catch(failed) }
  try {
    await give(next)
    toast({ text: `${nameOf(principal)} is ${aRole(next)} now.`, ...(mayUndo && { action: undo }) })
  } catch (error) {
    failed(error)
  }
}
