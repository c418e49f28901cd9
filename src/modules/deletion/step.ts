import type { Row } from '../../../db/schema.ts'
import { kindOfStep, labelOf } from '../../cleanup/plan.ts'
import { builder } from '../../graphql/builder.ts'
import { ResourceKind } from '../resource-kind/graphql.ts'
import { StepStateEnum } from './enums.ts'

/** A step of a deletion, as its plan recorded it. */
export const DeletionStep = builder.objectRef<Row<'deletion_step'>>('DeletionStep').implement({
  description: 'One kind of rows that a deletion removes.',
  fields: (t) => ({
    id: t.id({
      description:
        'The id of the deletion and `name`: the same each time, for the caches of clients; `node` does not take it.',
      resolve: (row) => `${row.deletion_id}:${row.name}`,
    }),
    label: t.string({
      description: 'Its name for people, recorded when the deletion was asked for: `Dataset`, `Memberships`.',
      resolve: labelOf,
    }),
    kind: t.field({
      description: 'The kind of resource that it removes; null where it is not of one kind.',
      type: ResourceKind,
      nullable: true,
      resolve: (row, _args, { load }) => {
        const kind = kindOfStep(row.name)
        return kind === null ? null : load.resourceKind.load(kind)
      },
    }),
    name: t.exposeString('name', { description: '`resources:job`, `projects`, `tokens`, `memberships`, `workspace`.' }),
    order: t.exposeInt('position', { description: 'Its place among the steps, from 0.' }),
    state: t.expose('state', { description: 'How far it has come.', type: StepStateEnum }),
    total: t.exposeInt('total', { description: 'How many rows it has to remove.' }),
    done: t.exposeInt('done', { description: 'How many rows it has removed.' }),
    failed: t.exposeInt('failed', { description: 'How many external resources could not be removed.' }),
    skipped: t.exposeInt('skipped', { description: 'How many external resources were left behind.' }),
    attempts: t.exposeInt('attempts', {
      description: 'How many attempts have failed: of it, and of its clean-up tasks.',
    }),
    startedAt: t.expose('started_at', {
      description: 'When it began; null until then, and where that was not recorded.',
      type: 'DateTime',
      nullable: true,
    }),
    finishedAt: t.expose('finished_at', {
      description: 'When nothing was left of it; null until then, and where that was not recorded.',
      type: 'DateTime',
      nullable: true,
    }),
    nextAttemptAt: t.expose('next_attempt_at', {
      description: 'When it is tried again, while RETRYING.',
      type: 'DateTime',
      nullable: true,
    }),
    lastError: t.exposeString('last_error', {
      description: 'Why it has failed or is tried again; null while nothing was refused since it last went on.',
      nullable: true,
    }),
  }),
})
