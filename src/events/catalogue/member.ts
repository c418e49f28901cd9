import type { RoleName } from '../../../db/schema.ts'
import { ROLE_RANK } from '../../access/principal.ts'
import { type ChangesOf, countsOf, each, type NodeAction } from './changes.ts'
import { event } from './declare.ts'
import { endedTokens, membersNamed, nobody, streamsOf } from './rights.ts'
import { aRole, type CountedIds, type Named } from './words.ts'

/** The membership, and the numbers of members by role. */
const changesMember =
  (action: NodeAction): ChangesOf<unknown> =>
  ({ subject, workspace }) => [...each(action, subject), ...countsOf(workspace, 'MEMBER_READ')]

/** The membership, the tokens that ended with it, and the numbers of members. */
const changesEnded: ChangesOf<CountedIds<'revokedToken'>> = ({ subject, workspace, data }) => [
  ...each('DELETED', subject),
  ...each('UPDATED', ...data.revokedTokenIds),
  ...countsOf(workspace, 'MEMBER_READ'),
]

export const memberEvents = {
  'member.added': event<{ member: Named; role: RoleName }>({
    sentence: ({ member, role }) => `made ${member.name} ${aRole(role)}`,
    changes: changesMember('CREATED'),
    // of several memberships the highest role counts, so one more takes nothing away
    takesRightsOf: nobody,
  }),
  'member.role_changed': event<{ member: Named; from: RoleName; to: RoleName }>({
    sentence: ({ member, from, to }) => `made ${member.name} ${aRole(to)} instead of ${aRole(from)}`,
    changes: changesMember('UPDATED'),
    takesRightsOf: ({ workspace, data: { member, from, to } }) =>
      ROLE_RANK[to] < ROLE_RANK[from] ? [membersNamed(member, workspace)] : [],
  }),
  'member.removed': event<{ member: Named; role: RoleName } & CountedIds<'revokedToken'>>({
    sentence: ({ member, role }) => `removed ${member.name}, who was ${aRole(role)}`,
    changes: changesEnded,
    takesRightsOf: ({ workspace, data }) => [
      membersNamed(data.member, workspace),
      ...endedTokens(data.revokedTokenIds, data.revokedTokenCount, streamsOf.workspace(workspace)),
    ],
  }),
  'member.left': event<{ role: RoleName } & CountedIds<'revokedToken'>>({
    sentence: ({ role }) => `left, having been ${aRole(role)}`,
    changes: changesEnded,
    takesRightsOf: ({ workspace, actor, data }) => [
      streamsOf.principal(actor),
      ...endedTokens(data.revokedTokenIds, data.revokedTokenCount, streamsOf.workspace(workspace)),
    ],
  }),
  'ownership.transferred': event<{
    to: Named
    from: Named
    fromRole: RoleName | null
    fromMembershipId: string | null
  }>({
    sentence: ({ to }) => `handed ownership to ${to.name}`,
    changes: ({ subject, workspace, data }) => [
      ...each('UPDATED', subject, data.fromMembershipId),
      ...countsOf(workspace, 'MEMBER_READ'),
    ],
    takesRightsOf: ({ data }) => (data.fromMembershipId === null ? [] : [streamsOf.principal(data.from.id)]),
  }),
} as const
