import type { TokenFieldsFragment } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, type Session, sessionOf } from '../connect.ts'
import { each } from '../each.ts'
import { lostSecret } from '../errors.ts'
import { enumOption, enumsOption, given, inputFile, inputOf, orderOf, ROLES } from '../options.ts'
import { nameOf } from '../people.ts'
import { PERMISSIONS } from '../permissions.ts'
import { type Column, time } from '../print.ts'

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

const create = verb('create', 'Makes a token, and writes its secret once')
  .argument('<name>', 'what it is for')
  .option('--personal', 'good in every workspace of yours')
  .option('--description <text>', 'more of what it is for')
  .addOption(enumOption('--role <role>', 'the highest that it has', ROLES))
  .addOption(enumsOption('--permission <permissions>', 'these alone', PERMISSIONS))
  .option('--expires <duration>', 'how long it is good, such as 30d')
  .option('--service-account <id>', 'for a service account')
  .option('--user <id>', 'for another user (platform admins)')
  .option('--platform-admin', 'with the rights of a platform admin')
  .addOption(inputFile())
  .action(async (name, options, command) => {
    const { client, print, target, workspace } = sessionOf(command)
    const { description, role, permission, expires, serviceAccount, user, platformAdmin } = options
    const isElsewhere = options.personal || platformAdmin || (serviceAccount && target.workspace === undefined)
    const input = given({
      name,
      description,
      role,
      permissions: permission,
      expiresIn: expires,
      serviceAccount,
      user,
      platformAdmin,
    })
    const file = await inputOf(options.inputFile)
    const place = isElsewhere || 'workspace' in file ? {} : { workspace: workspace() }
    const { token, secret } = await client.createApiToken({ ...file, ...input, ...place, name })
    await writeSecret(print, token, secret, againFor(token))
  })

const rotate = verb('rotate', 'Gives a token a new secret; the old one is good until the grace ends')
  .argument('<token>', TOKEN)
  .option('--personal', 'one of your own that belongs to no workspace')
  .option('--grace <duration>', 'how long the old secret is good')
  .option('--expires <duration>', 'how long the token is good from now on')
  .action(async (token, { personal, grace, expires }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const ref = tokenOf(session, token, personal)
    await confirm(`Give ${token} a new secret?`, flags)
    const payload = await client.rotateApiToken({ token: ref, ...given({ grace, expiresIn: expires }) })
    if (payload.token.graceEndsAt) print.note(`The old secret is good until ${payload.token.graceEndsAt}.`)
    await writeSecret(print, payload.token, payload.secret, againFor(payload.token))
  })

const suspend = verb('suspend', 'Makes a token be refused until it is resumed')
  .argument('<token>', TOKEN)
  .option('--personal', 'one of your own that belongs to no workspace')
  .action(async (token, { personal }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const ref = tokenOf(session, token, personal)
    await confirm(`Suspend ${token}?`, flags)
    const payload = await client.suspendApiToken({ token: ref })
    await print.written(payload.token, payload.token.id)
  })

const resume = verb('resume', 'Lets a suspended token be used again')
  .argument('<token>', TOKEN)
  .option('--personal', 'one of your own that belongs to no workspace')
  .action(async (token, { personal }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const payload = await client.resumeApiToken({ token: tokenOf(session, token, personal) })
    await print.written(payload.token, payload.token.id)
  })

const revoke = verb('revoke', 'Ends tokens, and all that were made with them')
  .argument('<token...>', TOKEN)
  .option('--personal', 'your own that belong to no workspace')
  .action(async (tokens, { personal }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const refs = new Map(tokens.map((token) => [token, tokenOf(session, token, personal)]))
    await confirm(`Revoke ${tokens.join(', ')}? What uses them is refused from then on.`, flags)
    await each(session, tokens, async (name) => {
      const { token, changed } = await client.revokeApiToken({ token: refs.get(name) ?? name })
      if (!changed) print.note(`${name} was revoked before. Nothing was changed.`)
      await print.written(token, token.id)
    })
  })

const exchange = verb('exchange', 'A JWT of some minutes that other services verify, in place of the token')
  .requiredOption('--audience <name>', 'the service that it is for')
  .option('--expires <duration>', 'how long it is good: 15m at most')
  .action(async ({ audience, expires }, command) => {
    const { client, print, workspace } = sessionOf(command)
    const payload = await client.exchangeToken({ workspace: workspace(), audience, ...given({ expiresIn: expires }) })
    await writeSecret(print, payload, payload.accessToken, 'Run it again.')
  })

/** The token is there, with a secret that nobody knows. */
const againFor = ({ id }: { readonly id: string }) => `croft tokens rotate ${id} makes another one.`

/** A secret stands alone on standard output, for whatever keeps it; it cannot be read again. */
async function writeSecret(print: Session['print'], whole: object, secret: string | null, hint: string): Promise<void> {
  if (secret === null) throw lostSecret('secret', hint)
  if (print.output === 'table' || print.output === 'csv' || print.quiet) print.lines([print.row([secret])])
  else await print.record({ ...whole, secret }, [])
}

/** A token by its id, or by its name among those of the workspace, or among the caller's personal ones. */
function tokenOf({ workspace }: Session, text: string, personal: true | undefined) {
  if (text.startsWith('tok_')) return { id: text }
  return { named: { name: text, ...(personal ? {} : { workspace: workspace() }) } }
}

export const tokens = noun('tokens', [list, create, rotate, suspend, resume, revoke, exchange])
