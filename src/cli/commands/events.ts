import type { EventFieldsFragment, EventType } from '../../client/index.ts'
import { listVerb, noun, verb } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { badInput, usageError } from '../errors.ts'
import { given, manyOption } from '../options.ts'
import { type Column, time } from '../print.ts'

const TYPES = 'such as member.added; may be given again'

const COLUMNS: readonly Column<EventFieldsFragment>[] = [
  { name: 'AT', value: ({ at }) => time(at), kept: true },
  { name: 'TYPE', value: ({ type }) => type },
  { name: 'ACTOR', value: ({ actorName }) => actorName },
  { name: 'SUMMARY', value: ({ summary }) => summary },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'CURSOR', value: ({ cursor }) => cursor, onDemand: true },
  { name: 'SUBJECT', value: ({ subjectName }) => subjectName, onDemand: true },
  { name: 'IP', value: ({ ip }) => ip, onDemand: true },
  { name: 'REQUEST', value: ({ requestId }) => requestId, onDemand: true },
]

const list = listVerb('list', 'What has happened in a workspace, newest first')
  .addOption(manyOption('--type <type>', TYPES))
  .option('--actor <who>', 'what they did: an e-mail address or an id')
  .option('--since <when>', 'from this on: 24h, or an ISO time')
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const { actor, since } = options
    if (options.sort !== undefined) throw usageError('events are always listed newest first')
    const at = since === undefined ? undefined : { gte: timeOf(since) }
    const filter = given({ types: options.type?.map(typeOf), actor, at })
    const listing = client.auditLog({ workspace: workspace(), filter })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'events' })
  })

const tail = verb('tail', 'What happens in a workspace, as it happens, until Ctrl-C')
  .addOption(manyOption('--type <type>', TYPES))
  .option('--after <cursor>', 'from behind this event on')
  .action(async ({ type, after }, command) => {
    const { client, print, workspace } = sessionOf(command)
    const events = client.workspaceEvents(
      { workspace: workspace(), ...given({ types: type?.map(typeOf), after }) },
      { onGap: () => print.note('some events may be missing; this goes on from now') },
    )
    for await (const event of events) {
      if (print.output === 'ndjson' || print.output === 'json') print.json(event)
      else if (print.quiet) print.lines([print.row([event.id])])
      else print.lines([print.row([event.at, event.type, event.actorName, event.summary])])
    }
  })

/**
 * Turns `member.added`, as in the log, into MEMBER_ADDED, as in the API. The API refuses a type that does not exist.
 */
function typeOf(text: string): EventType {
  return text.toUpperCase().replaceAll('.', '_') as EventType
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function timeOf(text: string): string {
  const [, number, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? []
  const ms = number === undefined ? Date.parse(text) : Date.now() - Number(number) * (UNITS_MS[unit] as number)
  // the largest time that a Date can hold
  if (!(Math.abs(ms) <= 8.64e15))
    throw badInput(`--since cannot be ${text}`, 'It is 90s, 15m, 24h, 30d, or an ISO time.')
  return new Date(ms).toISOString()
}

export const events = noun('events', [list, tail])
