import type { MembershipFieldsFragment } from '../../client/index.ts'
import { isCroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { each } from '../each.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { enumOption, enumsOption, given, orderOf, ROLES } from '../options.ts'
import { nameOf, typeOf } from '../people.ts'
import { named, PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { refText, told } from '../refs.ts'
import { MEMBER } from '../things.ts'

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

const add = writeVerb('add', 'Gives people, groups or service accounts a role; others have to be invited')
  .argument('[who...]', `${WHO}; ${NAMED}`)
  .addOption(enumOption('--role <role>', 'EDITOR where it is left out', ROLES))
  .option('--exist-ok', 'a member with another role keeps it')
  .action(async (who, { role, existOk, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('addMember', inputFile, given({ role }))
    const principals = who.length > 0 ? who : [demanded(refText(input.principal), 'who')]
    const workspace = session.workspace(input.workspace)
    await each(session, principals, async (principal) => {
      try {
        const { membership } = await client.addMember({ ...input, workspace, principal })
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

const update = writeVerb('update', 'Changes the role of members')
  .argument('[who...]', `${WHO}; ${PICKED}`)
  .addOption(enumOption('--role <role>', 'the new one', ROLES))
  .action(async (who, options, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('updateMember', options.inputFile, given({ role: options.role }))
    const role = demanded(input.role, '--role <role>')
    const members = await Promise.all(
      (who.length > 0 ? who : [input.member]).map((one) => picked(session, MEMBER, one)),
    )
    await each(session, members, async (member) => {
      const { membership } = await client.updateMember({ member, role })
      await print.written(membership, nameOf(membership.principal) ?? told(member))
    })
  })

const remove = writeVerb('remove', 'Ends memberships, and the tokens that the members own there')
  .argument('[who...]', `${WHO}; ${NAMED}`)
  .action(async (who, { inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('removeMember', inputFile, {})
    const members = await Promise.all((who.length > 0 ? who : [input.member]).map((one) => named(session, MEMBER, one)))
    const where = session.subject === undefined ? '' : ` from ${session.subject}`
    await confirm(`Remove ${members.map(told).join(', ')}${where}? Their tokens there end.`, flags)
    await each(session, members, async (member) => {
      const payload = await client.removeMember({ member })
      const tokens = payload.revokedTokens.map((token) => token.name)
      if (tokens.length > 0) print.note(`Ended tokens of ${told(member)}: ${tokens.join(', ')}`)
      await print.written(payload, told(member))
    })
  })

export const members = noun('members', [list, add, update, remove])
