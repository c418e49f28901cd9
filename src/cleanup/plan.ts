import type { DeletionPolicy, Row, StepCleanup } from '../../db/schema.ts'
import type { Db, Tx } from '../store/database.ts'
import { resources } from './steps/resources.ts'
import type { DeletionStep, DeletionStepPerKind, RowsCounted } from './steps/step.ts'
import { STEPS } from './steps/table.ts'

/** One step of a deletion as it is stored: its names, and the number of rows that it is expected to remove. */
export interface PlannedStep {
  readonly name: string
  readonly label: string
  readonly total: number
  readonly cleanup: StepCleanup
  /** The position of the first of the steps that run side by side. */
  readonly stage: number
}

/** The steps that remove a workspace, in order. A million rows make it no slower: no more than `MAX_PLANNED` are counted. */
export async function plan(tx: Tx, workspace: Row<'workspace'>, policy: DeletionPolicy): Promise<PlannedStep[]> {
  const planned: PlannedStep[] = []
  for (const step of STEPS) {
    const first = planned.length
    if (isPerKind(step)) {
      const kinds = await step.countPerKind(tx, workspace.id)
      planned.push(
        ...kinds.map(({ kind, label, count, cleanup, order }) => ({
          name: prefixOf(step) + kind,
          label,
          total: count,
          cleanup: policy === 'RETAIN' && cleanup !== 'NONE' ? ('RELEASE' as const) : cleanup,
          // kinds of the same order do not depend on each other
          stage: first + kinds.findIndex((other) => other.order === order),
        })),
      )
    } else {
      const total = await step.count(tx, workspace.id)
      planned.push({ name: step.name, label: step.label, total, cleanup: 'NONE', stage: first })
    }
  }
  return planned
}

/**
 * Continues the count where the plan of a step stopped: at most `limit` rows behind an id. Null for a step whose plan
 * counts all rows.
 */
export function countOn(
  db: Db,
  plannedName: string,
  workspaceId: string,
  behind: string,
  limit: number,
): Promise<RowsCounted> | null {
  const found = findStep(plannedName)
  return found?.kind === null ? (found.step.countOn?.(db, workspaceId, behind, limit) ?? null) : null
}

/** Removes at most `limit` rows of a planned step. Fewer removed than `limit` means that none is left. */
export async function removeSome(tx: Tx, plannedName: string, workspaceId: string, limit: number): Promise<number> {
  const found = findStep(plannedName)
  if (!found) throw new Error(`There is no step ${plannedName}`)
  return found.kind === null
    ? found.step.remove(tx, workspaceId, limit)
    : found.step.removeKind(tx, workspaceId, limit, found.kind)
}

/** Takes at most `limit` resources of a planned step out of the register and leaves them as they are. Answers their ids. */
export async function releaseSome(tx: Tx, plannedName: string, workspaceId: string, limit: number): Promise<string[]> {
  const found = findStep(plannedName)
  if (!found || found.kind === null) throw new Error(`There is no step of a kind ${plannedName}`)
  return found.step.releaseKind(tx, workspaceId, limit, found.kind)
}

/** The kind of resource that a planned step removes; null where it is not of one kind. */
export const kindOfStep = (plannedName: string): string | null => findStep(plannedName)?.kind ?? null

/** The name of the planned step that removes resources of the kind. */
export const stepOfKind = (kind: string): string => prefixOf(resources) + kind

/** A planned step's name for people. */
export const labelOf = ({ label, name }: Pick<Row<'deletion_step'>, 'label' | 'name'>): string => label ?? name

/** Whether the deletion has succeeded once this step has. */
export const isLastStep = (plannedName: string): boolean => plannedName === STEPS.at(-1)?.name

type Found = { step: DeletionStep; kind: null } | { step: DeletionStepPerKind; kind: string }

function findStep(plannedName: string): Found | null {
  for (const step of STEPS) {
    if (!isPerKind(step)) {
      if (plannedName === step.name) return { step, kind: null }
    } else if (plannedName.startsWith(prefixOf(step))) {
      return { step, kind: plannedName.slice(prefixOf(step).length) }
    }
  }
  return null
}

const isPerKind = (step: DeletionStep | DeletionStepPerKind): step is DeletionStepPerKind => 'countPerKind' in step
const prefixOf = ({ name }: DeletionStepPerKind): string => `${name}:`
