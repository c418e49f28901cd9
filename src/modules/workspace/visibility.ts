import type { RoleName, WorkspaceVisibility } from '../../../db/schema.ts'
import { EVERYONE } from '../../access/principal.ts'
import type { NodeChange } from '../../events/catalogue/changes.ts'
import type { Tx } from '../../store/database.ts'
import { addBinding, findBinding, removeBinding, setRole } from '../member/binding.ts'

const ROLE_OF_EVERYONE: Readonly<Record<WorkspaceVisibility, RoleName | null>> = {
  PRIVATE: null,
  SHARED_READ: 'VIEWER',
  SHARED_WRITE: 'EDITOR',
}

/** Gives everyone the role that the visibility stands for, or takes it away; answers what became of the membership. */
export async function shareWithEveryone(
  tx: Tx,
  at: string,
  workspaceId: string,
  visibility: WorkspaceVisibility,
  by: string,
): Promise<NodeChange | null> {
  const role = ROLE_OF_EVERYONE[visibility]
  const before = await findBinding(tx, workspaceId, EVERYONE)
  if (role === (before?.role ?? null)) return null
  if (!before) {
    const { id } = await addBinding(tx, at, workspaceId, EVERYONE, role as RoleName, by)
    return { action: 'CREATED', id }
  }
  if (role) await setRole(tx, before, role, at, by)
  else await removeBinding(tx, before)
  return { action: role ? 'UPDATED' : 'DELETED', id: before.id }
}
