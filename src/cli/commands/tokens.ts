// Tokens of a workspace, and personal ones. A secret is written once, alone, so that a program can store it. If the
// answer with the secret was lost, the command fails and says how to get another one.
import type { TokenFieldsFragment } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun } from '../command.ts'
import { rowsOf, type Session, sessionOf } from '../connect.ts'
import { each } from '../each.ts'
import { lostSecret } from '../errors.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { enumOption, enumsOption, given, orderOf, ROLES } from '../options.ts'
import { nameOf } from '../people.ts'
import { PERMISSIONS } from '../permissions.ts'
import { named, PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { told } from '../refs.ts'
import { tokenOf } from '../things.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'EXPIRES_AT', 'LAST_USED_AT'] as const
const TOKEN = 'the id of a token, or its name if no other has it'

const COLUMNS: readonly Column<TokenFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'OWNER', value: ({ owner }) => nameOf(owner) },
  { name: 'STATUS', value: ({ status }) => status },
  { name: 'ROLE', value: ({ role }) => role },
  { name: 'HINT', value: ({ hint }) => hint },
  { name: 'EXPIRES', value: ({ expiresAt }) => time(expiresAt) },
  { name: 'LAST-USED', value: ({ lastUsedAt }) => time(lastUsedAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'PERMISSIONS', value: ({ permissions }) => permissions?.join(' '), onDemand: true },
  { name: 'DESCRIPTION', value: ({ description }) => description, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

const list = listVerb('list', 'The tokens of a workspace that you may see, newest first')
  .option('--personal', 'your own that belong to no workspace')
  .option('--inactive', 'revoked and expired ones')
  .option('--service-account <id>', 'those of a service account')
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const arguments_ = { filter: { active: !options.inactive }, ...orderOf(options.sort, ORDERS) }
    const listing = options.serviceAccount
      ? client.tokensOf({ serviceAccount: options.serviceAccount, ...arguments_ })
      : options.personal
        ? client.myTokens(arguments_)
        : client.tokens({ workspace: workspace(), ...arguments_ })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'tokens' })
  })

const create = writeVerb('create', 'Makes a token, and writes its secret once')
  .argument('[name]', `what it is for; ${NAMED}`)
  .option('--personal', 'good in every workspace of yours')
  .option('--description <text>', 'more of what it is for')
  .addOption(enumOption('--role <role>', 'the highest that it has', ROLES))
  .addOption(enumsOption('--permission <permissions>', 'these alone', PERMISSIONS))
  .option('--expires <duration>', 'how long it is good, such as 30d')
  .option('--service-account <id>', 'for a service account')
  .option('--user <id>', 'for another user (platform admins)')
  .option('--platform-admin', 'with the rights of a platform admin')
  .action(async (named, options, command) => {
    const { client, print, target, flags, workspace } = sessionOf(command)
    const { description, role, permission, expires, serviceAccount, user, platformAdmin } = options
    const request = given({
      name: named,
      description,
      role,
      permissions: permission,
      expiresIn: expires,
      serviceAccount,
      user,
      platformAdmin,
    })
    const input = await inputOf('createApiToken', options.inputFile, request)
    const { workspace: inFile, ...rest } = input
    const name = demanded(input.name, 'name')
    const isAnywhere = platformAdmin || (input.serviceAccount && target.workspace === undefined)
    // `workspace: null` in a file means a personal token
    const isElsewhere = options.personal || (inFile === undefined ? isAnywhere : inFile === null && !flags.workspace)
    const place = isElsewhere ? {} : { workspace: workspace(inFile) }
    const { token, secret } = await client.createApiToken({ ...rest, ...place, name })
    await writeSecret(print, token, secret, againFor(token))
  })

const PERSONAL = ['--personal', 'one of your own that belongs to no workspace'] as const

const rotate = writeVerb('rotate', 'Gives a token a new secret; the old one is good until the grace ends')
  .argument('[token]', `${TOKEN}; ${PICKED}`)
  .option(...PERSONAL)
  .option('--grace <duration>', 'how long the old secret is good')
  .option('--expires <duration>', 'how long the token is good from now on')
  .action(async (text, { personal, grace, expires, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('rotateApiToken', inputFile, given({ grace, expiresIn: expires }))
    const token = await picked(session, tokenOf(personal), text ?? input.token)
    await confirm(`Give ${told(token)} a new secret?`, flags)
    const payload = await client.rotateApiToken({ ...input, token })
    if (payload.token.graceEndsAt) print.note(`The old secret is good until ${payload.token.graceEndsAt}.`)
    await writeSecret(print, payload.token, payload.secret, againFor(payload.token))
  })

const suspend = writeVerb('suspend', 'Makes a token be refused until it is resumed')
  .argument('[token]', `${TOKEN}; ${PICKED}`)
  .option(...PERSONAL)
  .action(async (text, { personal, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('suspendApiToken', inputFile, {})
    const token = await picked(session, tokenOf(personal), text ?? input.token)
    await confirm(`Suspend ${told(token)}?`, flags)
    const payload = await client.suspendApiToken({ token })
    await print.written(payload.token, payload.token.id)
  })

const resume = writeVerb('resume', 'Lets a suspended token be used again')
  .argument('[token]', `${TOKEN}; ${PICKED}`)
  .option(...PERSONAL)
  .action(async (text, { personal, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('resumeApiToken', inputFile, {})
    const token = await picked(session, tokenOf(personal), text ?? input.token)
    const payload = await client.resumeApiToken({ token })
    await print.written(payload.token, payload.token.id)
  })

const revoke = writeVerb('revoke', 'Ends tokens, and all that were made with them')
  .argument('[token...]', `${TOKEN}; ${NAMED}`)
  .option('--personal', 'your own that belong to no workspace')
  .action(async (texts, { personal, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('revokeApiToken', inputFile, {})
    const given = texts.length > 0 ? texts : [input.token]
    const refs = await Promise.all(given.map((one) => named(session, tokenOf(personal), one)))
    await confirm(`Revoke ${refs.map(told).join(', ')}? What uses them is refused from then on.`, flags)
    await each(session, refs, async (ref) => {
      const { token, changed } = await client.revokeApiToken({ token: ref })
      if (!changed) print.note(`${told(ref)} was revoked before. Nothing was changed.`)
      await print.written(token, token.id)
    })
  })

const exchange = writeVerb('exchange', 'A JWT of some minutes that other services verify, in place of the token')
  .option('--audience <name>', 'the service that it is for')
  .option('--expires <duration>', 'how long it is good: 15m at most')
  .action(async ({ audience: named, expires, inputFile }, command) => {
    const { client, print, workspace } = sessionOf(command)
    const input = await inputOf('exchangeToken', inputFile, given({ audience: named, expiresIn: expires }))
    const audience = demanded(input.audience, '--audience <name>')
    const payload = await client.exchangeToken({ ...input, audience, workspace: workspace(input.workspace) })
    await writeSecret(print, payload, payload.accessToken, 'Run it again.')
  })

/** The hint for a token that was created, but whose secret was lost. */
const againFor = ({ id }: { readonly id: string }) => `croft tokens rotate ${id} makes another one.`

/** Writes the secret alone to standard output, for the program that stores it. It cannot be read again. */
async function writeSecret(print: Session['print'], whole: object, secret: string | null, hint: string): Promise<void> {
  if (secret === null) throw lostSecret('secret', hint)
  if (print.output === 'table' || print.output === 'csv' || print.quiet) print.lines([print.row([secret])])
  else await print.record({ ...whole, secret }, [])
}

export const tokens = noun('tokens', [list, create, rotate, suspend, resume, revoke, exchange])
