import { confirm } from '../../ask.ts'
import { verb, wholeNumber } from '../../command.ts'
import { type Session, sessionOf } from '../../connect.ts'
import { usageError } from '../../errors.ts'
import { objectIn } from '../../files.ts'
import { inputOf, NAMED, writeVerb } from '../../input-file.ts'
import { given, manyOption } from '../../options.ts'
import { named, PICKED, picked } from '../../pick.ts'
import { projectId } from '../../project-refs.ts'
import { told } from '../../refs.ts'
import { registerAll } from './batches.ts'
import { FORM, labelsOf, RESOURCE, splitRef } from './refs.ts'

const labels = () => manyOption('--label <key=value>', 'a label; may be given again')

interface Content {
  readonly project?: string | undefined
  readonly externalId?: string | undefined
  readonly label?: string[] | undefined
  readonly spec?: string | undefined
}

export const register = verb('register', 'Registers a resource, or all of a file, in batches')
  .argument('[resource]', FORM)
  .option('--project <project>', 'its name or id')
  .option('--external-id <text>', 'what its service calls it')
  .addOption(labels())
  .option('--spec <file>', 'a JSON or YAML file, or - for standard input')
  .option('--input-file <file>', 'resources as NDJSON, JSON or YAML, or - for standard input; flags count for each')
  .action(async (ref, options, command) => {
    const { inputFile } = options
    if ((ref === undefined) === (inputFile === undefined)) throw usageError(`it takes either ${FORM} or --input-file`)
    const session = sessionOf(command)
    if (inputFile !== undefined) return await registerAll(session, inputFile, () => contentOf(session, options))
    const { kind, name } = splitRef(ref as string)
    const workspace = session.workspace()
    const content = await contentOf(session, options)
    const { resource } = await session.client.registerResource({ workspace, resource: { kind, name, ...content } })
    await session.print.written(resource, resource.id)
  })

export const update = writeVerb('update', 'Changes what is given; labels and spec are replaced')
  .argument('[resource]', `${FORM}; ${PICKED}`)
  .option('--project <project>', 'its name or id; an empty text takes it out of its project')
  .option('--external-id <text>', 'what its service calls it')
  .addOption(labels())
  .option('--spec <file>', 'a JSON or YAML file, or - for standard input')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, options, command) => {
    const session = sessionOf(command)
    const input = await inputOf('updateResource', options.inputFile, given({ expectedVersion: options.version }))
    const { resource: inFile, expectedVersion, ...changes } = input
    if (Object.keys({ ...changes, ...given(contentIn(options)) }).length === 0) {
      throw usageError('there is nothing to change')
    }
    const target = await picked(session, RESOURCE, ref ?? inFile)
    const content = await contentOf(session, options)
    const { resource } = await session.client.updateResource({ ...input, ...content, resource: target })
    await session.print.written(resource, resource.id)
  })

export const remove = writeVerb('delete', 'Takes a resource out of the register; its service keeps what it stands for')
  .argument('[resource]', `${FORM}; ${NAMED}`)
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { version, inputFile }, command) => {
    const session = sessionOf(command)
    const input = await inputOf('deleteResource', inputFile, given({ expectedVersion: version }))
    const resource = await named(session, RESOURCE, ref ?? input.resource)
    await confirm(`Take ${told(resource)} out of the register?`, session.flags)
    const payload = await session.client.deleteResource({ ...input, resource })
    await session.print.written(payload, payload.deletedResourceId)
  })

function contentIn({ project, externalId, label, spec }: Content): Content {
  return { project, externalId, label, spec }
}

async function contentOf(session: Session, { project, externalId, label, spec }: Content) {
  return given({
    project: project === undefined ? undefined : project === '' ? null : await projectId(session, project),
    externalId,
    labels: label && labelsOf(label),
    spec: spec === undefined ? undefined : await objectIn(spec),
  })
}
