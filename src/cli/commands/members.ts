import type { MembershipFieldsFragment } from '../../client/index.ts'
import { isCroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { each } from '../each.ts'
import { enumOption, enumsOption, given, orderOf, ROLES } from '../options.ts'
import { nameOf, typeOf } from '../people.ts'
import { type Column, time } from '../print.ts'

const TYPES = ['USER', 'SERVICE_ACCOUNT', 'GROUP', 'EVERYONE'] as const
const ORDERS = ['NAME', 'ROLE', 'CREATED_AT'] as const
const WHO = 'an e-mail address, an id, group:NAME'

const COLUMNS: readonly Column<MembershipFieldsFragment>[] = [
  { name: 'PRINCIPAL', value: ({ principal }) => nameOf(principal), kept: true },
  { name: 'TYPE', value: ({ principal }) => typeOf(principal) },
  { name: 'ROLE', value: ({ role }) => role },
  { name: 'SINCE', value: ({ createdAt }) => time(createdAt) },
  { name: 'NAME', value: ({ principal }) => ('name' in principal ? principal.name : undefined), onDemand: true },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'PRINCIPAL-ID', value: ({ principal }) => ('id' in principal ? principal.id : undefined), onDemand: true },
  { name: 'GRANTED-BY', value: ({ grantedBy }) => nameOf(grantedBy), onDemand: true },
]

const list = listVerb('list', 'The members of a workspace, newest first')
  .option('--search <text>', 'with this in the name')
  .addOption(enumsOption('--role <roles>', 'with this role', ROLES))
  .addOption(enumsOption('--type <types>', 'of this type', TYPES))
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const filter = given({ search: options.search, role: options.role, principalType: options.type })
    const listing = client.members({ workspace: workspace(), filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'members' })
  })

const add = verb('add', 'Gives people, groups or service accounts a role; others have to be invited')
  .argument('<who...>', WHO)
  .addOption(enumOption('--role <role>', 'EDITOR where it is left out', ROLES))
  .option('--exist-ok', 'a member with another role keeps it')
  .action(async (who, { role, existOk }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const workspace = session.workspace()
    await each(session, who, async (principal) => {
      try {
        const { membership } = await client.addMember({ workspace, principal, ...given({ role }) })
        await print.written(membership, nameOf(membership.principal) ?? principal)
      } catch (error) {
        const isThere = existOk && isCroftError(error) && error.is('ALREADY_MEMBER')
        const found = isThere ? await client.membership({ workspace, principal }) : null
        if (!found) throw error
        print.note(`${principal} is a member already, as ${found.role}. Nothing was changed.`)
        await print.written(found, nameOf(found.principal) ?? principal)
      }
    })
  })

const update = verb('update', 'Changes the role of members')
  .argument('<who...>', WHO)
  .addOption(enumOption('--role <role>', 'the new one', ROLES).makeOptionMandatory())
  .action(async (who, { role }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const workspace = session.workspace()
    await each(session, who, async (name) => {
      const { membership } = await client.updateMember({ member: memberOf(workspace, name), role })
      await print.written(membership, nameOf(membership.principal) ?? name)
    })
  })

const remove = verb('remove', 'Ends memberships, and the tokens that the members own there')
  .argument('<who...>', WHO)
  .action(async (who, _options, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const workspace = session.workspace()
    await confirm(`Remove ${who.join(', ')} from ${workspace}? Their tokens there end.`, flags)
    await each(session, who, async (name) => {
      const payload = await client.removeMember({ member: memberOf(workspace, name) })
      const tokens = payload.revokedTokens.map((token) => token.name)
      if (tokens.length > 0) print.note(`Ended tokens of ${name}: ${tokens.join(', ')}`)
      await print.written(payload, name)
    })
  })

/** A membership by its own id, or by whose it is. */
function memberOf(workspace: string, who: string) {
  return who.startsWith('mem_') ? who : { of: { workspace, principal: who } }
}

export const members = noun('members', [list, add, update, remove])
