import { childRows } from './child-rows.ts'
import { resources } from './resources.ts'
import type { DeletionStep, DeletionStepPerKind } from './step.ts'
import { workspace } from './workspace.ts'

/** Everything that a deletion removes, in order: a row is removed after the rows that refer to it. */
export const STEPS: readonly (DeletionStep | DeletionStepPerKind)[] = [
  childRows('invitation', 'Invitations'),
  resources,
  childRows('project', 'Projects'),
  childRows('api_token', 'Tokens'),
  childRows('membership', 'Memberships'),
  workspace,
]
