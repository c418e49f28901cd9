import type { Row } from '../../../db/schema.ts'
import { kindOfStep, labelOf } from '../../cleanup/plan.ts'
import { builder } from '../../graphql/builder.ts'
import { ResourceKind } from '../resource-kind/graphql.ts'
import { StepStateEnum } from './enums.ts'

/** A step of a deletion, as its plan recorded it. */
export const DeletionStep = builder.objectRef<Row<'deletion_step'>>('DeletionStep').implement({
  description: 'A step of a deletion, which removes one kind of rows.',
  fields: (t) => ({
    id: t.id({
      description:
        'The id of the deletion and `name`. It never changes, so that clients can cache by it; `node` does not accept it.',
      resolve: (row) => `${row.deletion_id}:${row.name}`,
    }),
    label: t.string({
      description: 'Its readable name, recorded when the deletion was requested: `Dataset`, `Memberships`.',
      resolve: labelOf,
    }),
    kind: t.field({
      description: 'The kind of resource that it removes; null if it does not remove resources of one kind.',
      type: ResourceKind,
      nullable: true,
      resolve: (row, _args, { load }) => {
        const kind = kindOfStep(row.name)
        return kind === null ? null : load.resourceKind.load(kind)
      },
    }),
    name: t.exposeString('name', {
      description: 'Its name: `resources:job`, `projects`, `tokens`, `memberships`, `workspace`.',
    }),
    order: t.exposeInt('position', { description: 'Its place among the steps, from 0.' }),
    state: t.expose('state', { description: 'How far it has come.', type: StepStateEnum }),
    total: t.exposeInt('total', { description: 'How many rows it has to remove.' }),
    done: t.exposeInt('done', { description: 'How many rows it has removed.' }),
    failed: t.exposeInt('failed', { description: 'How many external resources could not be removed.' }),
    skipped: t.exposeInt('skipped', { description: 'How many external resources were left behind.' }),
    attempts: t.exposeInt('attempts', {
      description: 'How many attempts of the step and of its clean-up tasks have failed.',
    }),
    startedAt: t.expose('started_at', {
      description: 'When it began; null until then, and if that was not recorded.',
      type: 'DateTime',
      nullable: true,
    }),
    finishedAt: t.expose('finished_at', {
      description: 'When it had nothing left to remove; null until then, and if that was not recorded.',
      type: 'DateTime',
      nullable: true,
    }),
    nextAttemptAt: t.expose('next_attempt_at', {
      description: 'When the next attempt begins, while RETRYING.',
      type: 'DateTime',
      nullable: true,
    }),
    lastError: t.exposeString('last_error', {
      description: 'Why it has failed or is being retried; null if there was no error since it last made progress.',
      nullable: true,
    }),
  }),
})
