import type { RegisterResourceInput, RegisterResourcesInput } from '../../../client/index.ts'
import { confirm } from '../../ask.ts'
import { verb, wholeNumber } from '../../command.ts'
import { type Session, sessionOf } from '../../connect.ts'
import { badInput, usageError } from '../../errors.ts'
import { given, inputOf, manyOption, textIn } from '../../options.ts'
import { projectId } from '../../project-refs.ts'
import { labelsOf, RESOURCE, resourceOf, splitRef } from './refs.ts'

type ResourceInput = RegisterResourceInput['resource']

/** What the server takes in one request. */
const BATCH_ROWS = 1_000
const BATCH_BYTES = 250 * 1024

const labels = () => manyOption('--label <key=value>', 'a label; may be given again')

interface Content {
  readonly project?: string | undefined
  readonly externalId?: string | undefined
  readonly label?: string[] | undefined
  readonly spec?: string | undefined
}

export const register = verb('register', 'Registers a resource, or all of a file, in batches')
  .argument('[resource]', RESOURCE)
  .option('--project <project>', 'its name or id')
  .option('--external-id <text>', 'what its service calls it')
  .addOption(labels())
  .option('--spec <file>', 'a JSON or YAML file, or - for standard input')
  .option('--input-file <file>', 'NDJSON or a JSON array of resources, or - for standard input')
  .action(async (ref, options, command) => {
    if ((ref === undefined) === (options.inputFile === undefined)) {
      throw usageError(`it takes either ${RESOURCE} or --input-file`)
    }
    const session = sessionOf(command)
    if (options.inputFile !== undefined) return await registerAll(session, resourcesIn(options.inputFile))
    const workspace = session.workspace()
    const content = await contentOf(session, options)
    const { resource } = await session.client.registerResource({
      workspace,
      resource: { ...splitRef(ref as string), ...content },
    })
    await session.print.written(resource, resource.id)
  })

export const update = verb('update', 'Changes what is given; labels and spec are replaced')
  .argument('<resource>', RESOURCE)
  .option('--project <project>', 'its name or id; an empty text takes it out of its project')
  .option('--external-id <text>', 'what its service calls it')
  .addOption(labels())
  .option('--spec <file>', 'a JSON or YAML file, or - for standard input')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const target = resourceOf(session, ref)
    const content = await contentOf(session, options)
    if (Object.keys(content).length === 0) throw usageError('there is nothing to change')
    const { resource } = await session.client.updateResource({
      resource: target,
      ...content,
      ...given({ expectedVersion: options.version }),
    })
    await session.print.written(resource, resource.id)
  })

export const remove = verb('delete', 'Takes a resource out of the register; its service keeps what it stands for')
  .argument('<resource>', RESOURCE)
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { version }, command) => {
    const session = sessionOf(command)
    const resource = resourceOf(session, ref)
    await confirm(`Take ${ref} out of the register?`, session.flags)
    const payload = await session.client.deleteResource({ resource, ...given({ expectedVersion: version }) })
    await session.print.written(payload, payload.deletedResourceId)
  })

async function contentOf(session: Session, { project, externalId, label, spec }: Content) {
  return given({
    project: project === undefined ? undefined : project === '' ? null : await projectId(session, project),
    externalId,
    labels: label && labelsOf(label),
    spec: spec === undefined ? undefined : await inputOf(spec),
  })
}

async function registerAll({ client, print, workspace }: Session, resources: readonly ResourceInput[]) {
  const into = workspace()
  let registered = 0
  for (const batch of batchesOf(resources)) {
    const payload = await client.registerResources({ workspace: into, resources: batch })
    for (const resource of payload.resources) await print.written(resource, resource.id)
    registered += batch.length
    if (registered < resources.length) print.note(`${registered} of ${resources.length} registered`)
  }
  print.note(registered === 0 ? 'No resources: nothing was registered.' : `${registered} registered`)
}

/** A file is read whole before anything is sent, so that a mistake in its last line changes nothing. */
function resourcesIn(file: string): ResourceInput[] {
  const text = textIn(file)
  const rows: unknown = text.trimStart().startsWith('[') ? parsed(text, file) : linesOf(text, file)
  return (rows as unknown[]).map((row, index) => {
    if (typeof row === 'object' && row !== null && 'kind' in row && 'name' in row) return row as ResourceInput
    throw badInput(`resource ${index + 1} of ${file} has no kind or no name`)
  })
}

function linesOf(text: string, file: string): unknown[] {
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parsed(line, `${file}:${index + 1}`)]))
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badInput(`${place} is not JSON: ${(error as Error).message}`)
  }
}

/** As many at once as one request takes. */
function* batchesOf(resources: readonly ResourceInput[]): Generator<RegisterResourcesInput['resources']> {
  let batch: ResourceInput[] = []
  let bytes = 0
  for (const resource of resources) {
    const size = Buffer.byteLength(JSON.stringify(resource)) + 1
    if (batch.length === BATCH_ROWS || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(resource)
    bytes += size
  }
  if (batch.length > 0) yield batch
}
