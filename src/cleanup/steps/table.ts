import { childRows } from './child-rows.ts'
import { memberships } from './memberships.ts'
import { resources } from './resources.ts'
import { serviceAccounts } from './service-accounts.ts'
import type { DeletionStep, DeletionStepPerKind } from './step.ts'
import { workspace } from './workspace.ts'

/** Everything that a deletion removes, in order: a row is removed after the rows that refer to it. */
export const STEPS: readonly (DeletionStep | DeletionStepPerKind)[] = [
  childRows('invitation', 'Invitations'),
  resources,
  childRows('project', 'Projects'),
  serviceAccounts,
  childRows('api_token', 'Tokens'),
  memberships,
  workspace,
]
