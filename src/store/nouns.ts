// The nouns of the API: each kind of thing that has an id of its own. Ids, loaders, the workspace that something belongs
// to, the steps of a deletion and the registries of the tests are derived from this table.

interface Noun {
  /** The prefix of its ids (TypeID). */
  readonly prefix: string
  /** The name of its type in the GraphQL schema. */
  readonly type: string
  /** Its rows belong to a workspace, by their column `workspace_id`. */
  readonly inWorkspace?: true
  /** The step of a workspace's deletion that removes its rows. */
  readonly deletionStep?: string
}

/** By table. */
export const NOUNS = {
  workspace: { prefix: 'ws', type: 'Workspace', deletionStep: 'workspace' },
  user: { prefix: 'user', type: 'User' },
  session: { prefix: 'ses', type: 'Session' },
  invitation: { prefix: 'inv', type: 'Invitation', inWorkspace: true, deletionStep: 'invitations' },
  membership: { prefix: 'mem', type: 'Membership', inWorkspace: true, deletionStep: 'memberships' },
  api_token: { prefix: 'tok', type: 'ApiToken', inWorkspace: true, deletionStep: 'tokens' },
  service_account: { prefix: 'svc', type: 'ServiceAccount', inWorkspace: true, deletionStep: 'service_accounts' },
  project: { prefix: 'prj', type: 'Project', inWorkspace: true, deletionStep: 'projects' },
  resource: { prefix: 'res', type: 'Resource', inWorkspace: true, deletionStep: 'resources' },
  deletion: { prefix: 'del', type: 'Deletion' },
  // they belong to a deletion, which outlives the workspace and removes them with it
  cleanup_task: { prefix: 'task', type: 'CleanupTask', deletionStep: 'workspace' },
} as const satisfies Record<string, Noun>

export type NounTable = keyof typeof NOUNS
/** The nouns whose rows belong to a workspace. */
export type WorkspaceChild = {
  [T in NounTable]: (typeof NOUNS)[T] extends { inWorkspace: true } ? T : never
}[NounTable]

export const NOUN_TABLES = Object.keys(NOUNS) as NounTable[]

/** Whether the rows of the table belong to a workspace. */
export function isWorkspaceChild(table: NounTable): table is WorkspaceChild {
  return 'inWorkspace' in NOUNS[table]
}
