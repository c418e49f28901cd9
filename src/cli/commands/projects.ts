import type { ProjectFieldsFragment } from '../../client/index.ts'
import { isCroftError } from '../../client/index.ts'
import { confirm } from '../ask.ts'
import { listVerb, noun, verb, wholeNumber } from '../command.ts'
import { rowsOf, sessionOf } from '../connect.ts'
import { noteDifferences } from '../differences.ts'
import { usageError } from '../errors.ts'
import { hidden } from '../hidden.ts'
import { given, orderOf } from '../options.ts'
import { type Column, time } from '../print.ts'
import { projectNamed, projectOf } from '../project-refs.ts'

const ORDERS = ['NAME', 'CREATED_AT', 'UPDATED_AT'] as const
const PROJECT = 'its name or id'

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
  .argument('<project>', PROJECT)
  .action(async (ref, _options, command) => {
    const session = sessionOf(command)
    const project = await projectNamed(session, ref)
    if (!project) throw hidden(`project ${ref}`)
    const columns = COLUMNS.map((column) => ({ ...column, onDemand: false }))
    await session.print.record(project, columns, ({ name }) => name)
  })

const create = verb('create', 'Makes a project')
  .argument('<name>', 'unique in its workspace')
  .option('--description <text>', 'what it is for')
  .option('--exist-ok', 'if there is one of that name, answer it')
  .action(async (name, { description, existOk }, command) => {
    const session = sessionOf(command)
    const { client, print } = session
    const input = { name, ...given({ description }) }
    try {
      const { project } = await client.createProject({ ...input, workspace: session.workspace() })
      await print.written(project, project.name)
    } catch (error) {
      const isTaken = existOk && isCroftError(error) && error.is('NAME_TAKEN')
      const found = isTaken ? await projectNamed(session, name) : undefined
      if (!found) throw error
      noteDifferences(print, input, found)
      await print.written(found, found.name)
    }
  })

const update = verb('update', 'Changes what is given')
  .argument('<project>', PROJECT)
  .option('--description <text>', 'what it is for; an empty text takes it away')
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { description, version }, command) => {
    if (description === undefined) throw usageError('there is nothing to change')
    const session = sessionOf(command)
    const { client, print } = session
    const { project } = await client.updateProject({
      project: projectOf(session, ref),
      description: description === '' ? null : description,
      ...given({ expectedVersion: version }),
    })
    await print.written(project, project.name)
  })

const remove = verb('delete', 'Deletes a project; its resources stay, without a project')
  .argument('<project>', PROJECT)
  .option('--version <number>', 'only if this is its version', wholeNumber)
  .action(async (ref, { version }, command) => {
    const session = sessionOf(command)
    const { client, print, flags } = session
    const project = projectOf(session, ref)
    await confirm(`Delete the project ${ref}? Its resources stay.`, flags)
    const payload = await client.deleteProject({ project, ...given({ expectedVersion: version }) })
    await print.written(payload, payload.deletedProjectId)
  })

export const projects = noun('projects', [list, get, create, update, remove])
