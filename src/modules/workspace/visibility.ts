import type { RoleName, WorkspaceVisibility } from '../../../db/schema.ts'
import { EVERYONE } from '../../access/principal.ts'
import type { Tx } from '../../store/database.ts'
import { addBinding, findBinding, removeBinding, setRole } from '../member/binding.ts'

const ROLE_OF_EVERYONE: Readonly<Record<WorkspaceVisibility, RoleName | null>> = {
  PRIVATE: null,
  SHARED_READ: 'VIEWER',
  SHARED_WRITE: 'EDITOR',
}

/** Gives everyone the role that the visibility stands for, or takes it away. */
export async function shareWithEveryone(
  tx: Tx,
  at: string,
  workspaceId: string,
  visibility: WorkspaceVisibility,
  by: string,
): Promise<void> {
  const role = ROLE_OF_EVERYONE[visibility]
  const before = await findBinding(tx, workspaceId, EVERYONE)
  if (role === (before?.role ?? null)) return
  if (!before) await addBinding(tx, at, workspaceId, EVERYONE, role as RoleName, by)
  else if (role) await setRole(tx, before, role, at, by)
  else await removeBinding(tx, before)
}
