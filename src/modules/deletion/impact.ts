// What a deletion would remove, and a code that changes with it: `deleteWorkspace` compares it in its transaction, so
// that nothing is deleted that the caller has not seen.
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Database, Row } from '../../../db/schema.ts'
import { assertTokenPermission } from '../../access/judge.ts'
import { AppError } from '../../errors.ts'
import type { StoredEventType } from '../../events/catalogue/index.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { nestedList } from '../../graphql/list.ts'
import type { Db, Tx } from '../../store/database.ts'
import { dialectOf } from '../../store/dialect.ts'
import { allOf, type Condition, unindexed } from '../../store/filter.ts'
import { countsUpTo } from '../../store/nested.ts'
import type { WorkspaceChild } from '../../store/nouns.ts'
import type { PageArgs } from '../../store/page.ts'
import type { Sealer } from '../../store/sealer.ts'
import { Resource, ResourceCount } from '../resource/graphql.ts'
import { countsOf } from '../resource/queries.ts'
import { Workspace } from '../workspace/graphql.ts'

export const FIRST_RESOURCES = 20

/** What the etag is made of. */
interface Contents {
  readonly workspace_id: string
  readonly members: number
  readonly resources: number
  /** The number of the last event that added or removed something. */
  readonly changed_at: number
}

/**
 * The events that add or remove contents. Counts are not enough: there may be as many as before, and none of them the
 * same.
 */
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

/** The contents of each of these workspaces, in the order of the ids: one statement, which reads what is kept. */
async function contentsOf(db: Db | Tx, ids: readonly string[]): Promise<Contents[]> {
  const here = sql.ref('given.value')
  const kept = (table: string) =>
    sql`(select coalesce(sum(count), 0) from ${sql.table(table)} where workspace_id = ${here})`
  const newest = CHANGES.map(
    (type) => sql`select max(seq) as seq from event where workspace_id = ${here} and type = ${sql.lit(type)}`,
  )
  const { rows } = await sql<Record<keyof Contents, string>>`
    select
      given.value as workspace_id,
      ${kept('member_count')} as members,
      ${kept('resource_count')} as resources,
      (select coalesce(max(seq), 0) from (${sql.join(newest, sql` union all `)}) as newest) as changed_at
    from ${dialectOf(db).keyTable(ids)} as given order by given.position`.execute(db)
  return rows.map(({ workspace_id, members, resources, changed_at }) => ({
    workspace_id,
    // PostgreSQL answers sums as texts
    members: Number(members),
    resources: Number(resources),
    changed_at: Number(changed_at),
  }))
}

/**
 * A code that changes whenever something was added or removed. It does not reveal how much happens in the deployment.
 */
function etagOf({ workspace_id, members, resources, changed_at }: Contents, sealer: Sealer): string {
  return sealer.fingerprint('impact-etag', JSON.stringify([workspace_id, members, resources, changed_at]))
}

/** IMPACT_CHANGED unless the contents of the workspace still are those of which `etag` was made. */
export async function assertUnchanged(tx: Tx, sealer: Sealer, workspaceId: string, etag: string) {
  const [contents] = await contentsOf(tx, [workspaceId])
  if (contents && etagOf(contents, sealer) === etag) return
  throw new AppError('IMPACT_CHANGED', 'What the workspace holds has changed: read deletionImpact again')
}

const oldestFirst = nestedList<'resource', PageArgs>({
  name: 'resources of an impact',
  table: 'resource',
  parent: 'workspace_id',
  order: [{ key: 'id', expression: sql.ref('resource.id'), direction: 'asc' }],
})

/** How many rows of a table a workspace has; null where counting them takes longer than a slice of a request. */
function counted<T extends WorkspaceChild>(
  table: T,
  conditions: (context: Context) => readonly Condition[] = () => [],
) {
  return ({ id }: Row<'workspace'>, _args: object, context: Context) => {
    const filter = (rows: SelectQueryBuilder<Database, T, object>) => rows.where(allOf(conditions(context)))
    const parent = 'workspace_id' as keyof Row<T> & string
    const counts = () => countsUpTo<T>({ db: context.store.db, table, parent, filter, turns: context.turns })
    return context.load.batched(`${table} of an impact`, counts).load(id)
  }
}

const hasTime = (column: string, { store }: Context) => sql<boolean>`${sql.ref(column)} > ${store.now()}`

const DeletionImpact = builder.objectRef<Row<'workspace'>>('DeletionImpact').implement({
  description:
    'What `deleteWorkspace` would remove now, and what would prevent the deletion. A number is null if counting would take too long.',
  fields: (t) => ({
    etag: t.string({
      description:
        'Pass it to `deleteWorkspace` as `impactEtag` to refuse with IMPACT_CHANGED if something was added or removed since.',
      resolve: async ({ id }, _args, context) => etagOf(await loadContents(id, context), context.store.sealer),
    }),
    members: t.int({
      description: 'How many memberships end, including those of groups and everyone.',
      resolve: async ({ id }, _args, context) => (await loadContents(id, context)).members,
    }),
    tokens: t.int({
      nullable: true,
      description: 'How many live tokens end.',
      resolve: counted('api_token', (context) => [
        sql<boolean>`api_token.revoked_at is null`,
        hasTime('api_token.expires_at', context),
      ]),
    }),
    pendingInvitations: t.int({
      nullable: true,
      description: 'How many pending invitations end.',
      resolve: counted('invitation', (context) => [
        sql<boolean>`invitation.state = 'PENDING'`,
        // the index of those that are pending is the one to walk
        unindexed(hasTime('invitation.expires_at', context)),
      ]),
    }),
    serviceAccounts: t.int({
      nullable: true,
      description: 'How many service accounts are deleted.',
      resolve: counted('service_account', () => [sql<boolean>`service_account.deleted_at is null`]),
    }),
    projects: t.int({
      nullable: true,
      description: 'How many projects are deleted.',
      resolve: counted('project'),
    }),
    resources: t.field({
      description: 'How many resources are removed, by kind; `kind.cleanup` says who removes what they stand for.',
      type: [ResourceCount],
      resolve: (workspace, _args, context) => countsOf(workspace, context),
    }),
    deletionProtection: t.boolean({
      description: 'While true, nobody can delete the workspace: DELETION_PROTECTED.',
      resolve: (workspace) => workspace.deletion_protection === 1,
    }),
    builtIn: t.boolean({
      description: 'Whether the workspace comes with Croft, so that nobody can delete it.',
      resolve: (workspace) => workspace.built_in === 1,
    }),
    firstResources: t.field({
      type: [Resource],
      nullable: true,
      errors: ['FORBIDDEN'],
      description: `The first ${FIRST_RESOURCES} resources, oldest first: RESTRICT refuses while there is one. Null, with FORBIDDEN, for a token that is limited to permissions without RESOURCE_READ.`,
      resolve: async ({ id }, _args, context) => {
        assertTokenPermission(context.signedIn, 'RESOURCE_READ')
        return (await oldestFirst(id, { first: FIRST_RESOURCES }, context)).rows
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
    resolve: (workspace) => (workspace.state === 'DELETING' ? null : workspace),
  }),
)

function loadContents(workspaceId: string, { load, store: { db } }: Context): Promise<Contents> {
  return load.batched('contents', () => (ids: readonly string[]) => contentsOf(db, ids)).load(workspaceId)
}
