import type { ResourceCountsQuery, ResourceFieldsFragment } from '../../../client/index.ts'
import { listVerb, verb } from '../../command.ts'
import { rowsOf, type Session, sessionOf } from '../../connect.ts'
import { hidden } from '../../hidden.ts'
import { given, manyOption, orderOf } from '../../options.ts'
import { PICKED, picked } from '../../pick.ts'
import { type Column, time } from '../../print.ts'
import { projectId } from '../../project-refs.ts'
import { told } from '../../refs.ts'
import { FORM, labelsOf, RESOURCE, splitRef } from './refs.ts'

const ORDERS = ['NAME', 'KIND', 'CREATED_AT', 'UPDATED_AT'] as const

const COLUMNS: readonly Column<ResourceFieldsFragment>[] = [
  { name: 'KIND', value: ({ kind }) => kind.name, kept: true },
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'PROJECT', value: ({ project }) => project?.name },
  { name: 'EXTERNAL-ID', value: ({ externalId }) => externalId },
  { name: 'UPDATED', value: ({ updatedAt }) => time(updatedAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'LABELS', value: ({ labels }) => labelText(labels), onDemand: true },
  { name: 'VERSION', value: ({ version }) => version, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

const RECORD_COLUMNS: readonly Column<ResourceFieldsFragment>[] = [
  ...COLUMNS.map((column) => ({ ...column, onDemand: false })),
  { name: 'SPEC', value: ({ spec }) => JSON.stringify(spec) },
]

export const list = listVerb('list', 'What a workspace holds, newest first')
  .addOption(manyOption('--kind <kind>', 'of this kind; may be given again'))
  .option('--project <project>', 'in this project')
  .addOption(manyOption('--label <key=value>', 'with this label; may be given again'))
  .option('--search <text>', 'with this in the name')
  .action(async (options, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const workspace = session.workspace()
    const { kind, label, search } = options
    const project = options.project === undefined ? undefined : await projectId(session, options.project)
    const filter = given({ kind, project, search, labels: label && labelsOf(label) })
    const listing = client.resources({ workspace, filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ id }) => id, options, none: 'resources' })
  })

export const get = verb('get', 'One resource')
  .argument('[resource]', `${FORM}; ${PICKED}`)
  .action(async (given, _options, command) => {
    const session = sessionOf(command)
    const ref = given ?? told(await picked(session, RESOURCE, given))
    const resource = await resourceNamed(session, ref)
    if (!resource) throw hidden(`resource ${ref}`)
    await session.print.record(resource, RECORD_COLUMNS, ({ id }) => id)
  })

type Count = NonNullable<ResourceCountsQuery['workspace']>['resourceCounts'][number]

const COUNT_COLUMNS: readonly Column<Count>[] = [
  { name: 'KIND', value: ({ kind }) => kind.name, kept: true },
  { name: 'COUNT', value: ({ count }) => count },
]

export const counts = verb('counts', 'How many resources of each kind a workspace holds').action(
  async (_options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const found = await client.resourceCounts({ workspace: workspace() })
    await print.list(found, COUNT_COLUMNS, { id: ({ kind }) => kind.name, none: 'resources' })
  },
)

async function resourceNamed({ client, workspace }: Session, ref: string) {
  const { kind, name } = splitRef(ref)
  const filter = { kind: [kind], name: { eq: name } }
  const [found] = await client.resources({ workspace: workspace(), filter }).take(1)
  return found
}

function labelText(labels: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(labels)
  return pairs.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ')
}
