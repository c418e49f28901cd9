import type { ProjectFieldsFragment } from '../../client/index.ts'
import { isCroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb, wholeNumber } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { noteDifferences } from '../differences.ts'
import { usageError } from '../errors.ts'
import { hidden } from '../hidden.ts'
import { demanded, inputOf, NAMED, writeVerb } from '../input-file.ts'
import { given, orderOf } from '../options.ts'
import { named, PICKED, picked } from '../pick.ts'
import { type Column, time } from '../print.ts'
import { projectNamed } from '../project-refs.ts'
import { told } from '../refs.ts'
import { PROJECT } from '../things.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'UPDATED_AT'] as const
const REF = 'its name or id'

const COLUMNS: readonly Column<ProjectFieldsFragment>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'DESCRIPTION', value: ({ description }) => description },
  { name: 'UPDATED', value: ({ updatedAt }) => time(updatedAt) },
  { name: 'ID', value: ({ id }) => id, onDemand: true },
  { name: 'VERSION', value: ({ version }) => version, onDemand: true },
  { name: 'CREATED', value: ({ createdAt }) => time(createdAt), onDemand: true },
]

const list = listVerb('list', 'The projects of a workspace, newest first')
  .option('--search <text>', 'with this in the name')
  .action(async (options, command) => {
    const { client, print, workspace } = sessionOf(command)
    const filter = given({ search: options.search })
    const listing = client.projects({ workspace: workspace(), filter, ...orderOf(options.sort, ORDERS) })
    await print.list(await rowsOf(listing, options), COLUMNS, { id: ({ name }) => name, options, none: 'projects' })
  })

const get = verb('get', 'One project')
  .argument('[project]', `${REF}; ${PICKED}`)
  .action(async (given, _options, command) => {
    const session = sessionOf(command)
    const ref = given ?? told(await picked(session, PROJECT, given))
    const project = await projectNamed(session, ref)
    if (!project) throw hidden(`project ${ref}`)
    const columns = COLUMNS.map((column) => ({ ...column, onDemand: false }))
    await session.print.record(project, columns, ({ name }) => name)
  })

const create = writeVerb('create', 'Makes a project')
  .argument('[name]', `unique in its workspace; ${NAMED}`)
  .option('--description <text>', 'what it is for')
  .option('--exist-ok', 'if there is one of that name, answer it')
  .action(async (named, { description, existOk, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = await inputOf('createProject', inputFile, given({ name: named, description }))
    const name = demanded(input.name, 'name')
    const workspace = session.workspace(input.workspace)
    try {
      const { project } = await client.createProject({ ...input, name, workspace })
      await print.written(project, project.name)
    } catch (error) {
      const isTaken = existOk && isCroftError(error) && error.is('NAME_TAKEN')
      const [found] = isTaken ? await client.projects({ workspace, filter: { name: { eq: name } } }).take(1) : []
      if (!found) throw error
      noteDifferences(print, input, found)
      await print.written(found, found.name)
    }
  })

const update = writeVerb('update', 'Changes what is given')
  .argument('[project]', `${REF}; ${PICKED}`)
  .option('--description <text>', 'what it is for; an empty text takes it away')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { description, version, inputFile }, command) => {
    const session = sessionOf(command)
    const flags = given({ description: description === '' ? null : description, expectedVersion: version })
    const input = await inputOf('updateProject', inputFile, flags)
    if (input.description === undefined) throw usageError('there is nothing to change')
    const target = await picked(session, PROJECT, ref ?? input.project)
    const { project } = await session.client.updateProject({ ...input, project: target })
    await session.print.written(project, project.name)
  })

const remove = writeVerb('delete', 'Deletes a project; its resources stay, without a project')
  .argument('[project]', `${REF}; ${NAMED}`)
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { version, inputFile }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const input = await inputOf('deleteProject', inputFile, given({ expectedVersion: version }))
    const project = await named(session, PROJECT, ref ?? input.project)
    await confirm(`Delete the project ${told(project)}? Its resources stay.`, flags)
    const payload = await client.deleteProject({ ...input, project })
    await print.written(payload, payload.deletedProjectId)
  })

export const projects = noun('projects', [list, get, create, update, remove])
