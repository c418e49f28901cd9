import type { Row } from '../../db/schema.ts'
import type { Tx } from '../store/database.ts'
import type { DeletionStep, DeletionStepPerKind } from './steps/step.ts'
import { STEPS } from './steps/table.ts'

/** One step of a deletion as it is stored: its name, and the number of rows that it is expected to remove. */
export interface PlannedStep {
  readonly name: string
  readonly total: number
}

/** The steps that remove a workspace, in order. A million resources make it no slower: they are not counted here. */
export async function plan(tx: Tx, workspace: Row<'workspace'>): Promise<PlannedStep[]> {
  const planned: PlannedStep[] = []
  for (const step of STEPS) {
    if (isPerKind(step)) {
      const kinds = await step.countPerKind(tx, workspace.id)
      planned.push(...kinds.map(({ kind, count }) => ({ name: prefixOf(step) + kind, total: count })))
    } else {
      planned.push({ name: step.name, total: await step.count(tx, workspace.id) })
    }
  }
  return planned
}

/** Removes at most `limit` rows of a planned step. Fewer removed than `limit` means that none is left. */
export async function removeSome(tx: Tx, plannedName: string, workspaceId: string, limit: number): Promise<number> {
  for (const step of STEPS) {
    if (!isPerKind(step)) {
      if (plannedName === step.name) return step.remove(tx, workspaceId, limit)
    } else if (plannedName.startsWith(prefixOf(step))) {
      return step.removeKind(tx, workspaceId, limit, plannedName.slice(prefixOf(step).length))
    }
  }
  throw new Error(`There is no step ${plannedName}`)
}

/** Whether the deletion has succeeded once this step has. */
export const isLastStep = (plannedName: string): boolean => plannedName === STEPS.at(-1)?.name

const isPerKind = (step: DeletionStep | DeletionStepPerKind): step is DeletionStepPerKind => 'countPerKind' in step
const prefixOf = ({ name }: DeletionStepPerKind): string => `${name}:`
