// What a deletion would remove, counted when it is asked for, and a code that changes with it: `deleteWorkspace` compares it
// in its transaction, so that nothing goes which whoever asked has not seen.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { AppError } from '../../errors.ts'
import type { StoredEventType } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import type { Db, Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { nestedPages } from '../../store/nested.ts'
import { pageWindow } from '../../store/page.ts'
import type { Sealer } from '../../store/sealer.ts'
import { Resource, ResourceCount } from '../resource/graphql.ts'
import { countsOf } from '../resource/queries.ts'
import { Workspace } from '../workspace/graphql.ts'

export const FIRST_RESOURCES = 20

/** How much a workspace holds: tokens that are live, invitations that are pending. */
export interface Impact {
  readonly workspace_id: string
  readonly members: number
  readonly tokens: number
  readonly invitations: number
  readonly projects: number
  readonly service_accounts: number
  readonly resources: number
  /** The number of the last event that added or removed something. */
  readonly changed_at: number
}

/** The events that add or remove contents. Other contents may be as many as before, and none of them the same. */
const CHANGES: readonly StoredEventType[] = [
  'member.added',
  'member.removed',
  'member.left',
  'invitation.created',
  'invitation.revoked',
  'invitation.accepted',
  'invitation.declined',
  'invitation.expired',
  'token.created',
  'token.revoked',
  'service_account.created',
  'service_account.deleted',
  'project.created',
  'project.deleted',
  'resource.registered',
  'resource.deleted',
]

/** What deleting each of these workspaces would remove at this instant, in one statement; in the order of the ids. */
export async function impactsOf(db: Db | Tx, ids: readonly string[], at: string): Promise<Impact[]> {
  const here = sql.ref('given.value')
  const count = (table: string, condition = sql``) =>
    sql`(select count(*) from ${sql.table(table)} where workspace_id = ${here} ${condition})`
  const kept = (table: string) =>
    sql`(select coalesce(sum(count), 0) from ${sql.table(table)} where workspace_id = ${here})`
  const newest = CHANGES.map(
    (type) => sql`select max(seq) as seq from event where workspace_id = ${here} and type = ${sql.lit(type)}`,
  )
  const { rows } = await sql<Record<keyof Impact, string | number>>`
    select
      given.value as workspace_id,
      ${kept('member_count')} as members,
      ${count('api_token', sql`and revoked_at is null and expires_at > ${at}`)} as tokens,
      ${count('invitation', sql`and state = 'PENDING' and expires_at > ${at}`)} as invitations,
      ${count('project')} as projects,
      ${count('service_account', sql`and deleted_at is null`)} as service_accounts,
      ${kept('resource_count')} as resources,
      (select coalesce(max(seq), 0) from (${sql.join(newest, sql` union all `)}) as newest) as changed_at
    from ${dialectOf(db).keyTable(ids)} as given order by given.position`.execute(db)
  return rows.map(({ workspace_id, ...counts }) => {
    const numbers = Object.entries(counts).map(([name, value]) => [name, Number(value)])
    return { workspace_id, ...Object.fromEntries(numbers) } as Impact
  })
}

/** A code that is another once something was added or removed. It tells nobody how much happens in the deployment. */
export function etagOf(impact: Impact, sealer: Sealer): string {
  return sealer.fingerprint('impact-etag', JSON.stringify(Object.values(impact)))
}

/** IMPACT_CHANGED unless the contents of the workspace still are those of which `etag` was made. */
export async function assertUnchanged(tx: Tx, sealer: Sealer, workspaceId: string, etag: string, at: string) {
  const [impact] = await impactsOf(tx, [workspaceId], at)
  if (impact && etagOf(impact, sealer) === etag) return
  throw new AppError('IMPACT_CHANGED', 'What the workspace holds has changed: read deletionImpact again')
}

interface Shown {
  readonly workspace: Row<'workspace'>
  readonly impact: Impact
}

const DeletionImpact = builder.objectRef<Shown>('DeletionImpact').implement({
  description: 'What `deleteWorkspace` would remove now, and what keeps it from that.',
  fields: (t) => ({
    etag: t.string({
      description: 'For `deleteWorkspace`, which refuses with IMPACT_CHANGED if something was added or removed since.',
      resolve: ({ impact }, _args, { store }) => etagOf(impact, store.sealer),
    }),
    members: t.int({
      description: 'How many memberships end, those of groups and everyone included.',
      resolve: ({ impact }) => impact.members,
    }),
    tokens: t.int({ description: 'How many live tokens end.', resolve: ({ impact }) => impact.tokens }),
    pendingInvitations: t.int({
      description: 'How many pending invitations end.',
      resolve: ({ impact }) => impact.invitations,
    }),
    serviceAccounts: t.int({
      description: 'How many service accounts are deleted.',
      resolve: ({ impact }) => impact.service_accounts,
    }),
    projects: t.int({ description: 'How many projects are deleted.', resolve: ({ impact }) => impact.projects }),
    resources: t.field({
      description: 'How many resources go, by kind; `kind.cleanup` says who else is asked to remove something.',
      type: [ResourceCount],
      resolve: ({ workspace }, _args, context) => countsOf(workspace, context),
    }),
    deletionProtection: t.boolean({
      description: 'While true, nobody can delete the workspace: DELETION_PROTECTED.',
      resolve: ({ workspace }) => workspace.deletion_protection === 1,
    }),
    builtIn: t.boolean({
      description: 'Whether it comes with Croft: nobody can delete it then.',
      resolve: ({ workspace }) => workspace.built_in === 1,
    }),
    firstResources: t.field({
      type: [Resource],
      nullable: true,
      errors: ['FORBIDDEN'],
      description: `The first ${FIRST_RESOURCES} resources, oldest first: RESTRICT refuses while there is one. Null, with FORBIDDEN, for a token that is limited to permissions without RESOURCE_READ.`,
      resolve: ({ workspace }, _args, context) => {
        assertTokenPermission(context.signedIn, 'RESOURCE_READ')
        return firstResources(workspace.id, context)
      },
    }),
  }),
})

builder.objectField(Workspace, 'deletionImpact', (t) =>
  t.field({
    type: DeletionImpact,
    nullable: true,
    auth: { permission: 'WORKSPACE_DELETE', on: ({ id }) => ({ id }) },
    description: 'What `deleteWorkspace` would do now; null while the workspace is being deleted.',
    resolve: async (workspace, _args, context) => {
      if (workspace.state === 'DELETING') return null
      return { workspace, impact: await impactOf(workspace.id, context) }
    },
  }),
)

function impactOf(workspaceId: string, { load, store }: Context): Promise<Impact> {
  const loader = load.batched(
    'deletion impact',
    () => (ids: readonly string[]) => impactsOf(store.db, ids, store.now()),
  )
  return loader.load(workspaceId)
}

async function firstResources(workspaceId: string, { load, store: { db, cursors } }: Context) {
  const loader = load.batched('first resources', () => {
    const oldestFirst = [{ key: 'id', expression: sql.ref('resource.id'), direction: 'asc' as const }]
    const window = pageWindow({ first: FIRST_RESOURCES }, 'first resources', oldestFirst, cursors)
    return nestedPages<'resource'>({
      db,
      cursors,
      table: 'resource',
      parent: 'workspace_id',
      key: 'id',
      window,
      total: async () => 0,
    })
  })
  return (await loader.load(workspaceId)).rows
}
