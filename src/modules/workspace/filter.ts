// The filter of the list of workspaces. It nests (`and`, `or`, `not`), so the depth and the number of its conditions are
// checked before it is compiled to SQL.
import { sql } from 'kysely'
import type { Row } from '../../../db/schema.ts'
import { notPlatformAdmin } from '../../access/judge.ts'
import { type Principal, ROLE_RANK } from '../../access/principal.ts'
import { holdsOneOf } from '../../access/visible-workspaces.ts'
import { invalid } from '../../errors.ts'
import { builder, type InputFields, type InputOf } from '../../graphql/builder.ts'
import { DateTimeFilter, RoleNameEnum, StringFilter } from '../../graphql/enums.ts'
import type { Db } from '../../store/database.ts'
import {
  allOf,
  anyOf,
  type Condition,
  checkValues,
  dateTimeFilter,
  type Either,
  eitherOf,
  not,
  oneOf,
  search,
  stringFilter,
  walked,
} from '../../store/filter.ts'
import { STATE_WHILE, WorkspaceHostingEnum, type WorkspaceState, WorkspaceStateEnum } from './enums.ts'

const MAX_DEPTH = 5
const MAX_CONDITIONS = 50

const conditions = (t: InputFields) => ({
  search: t.string({ description: 'Part of the name, display name or description, in upper or lower case.' }),
  name: t.field({ type: StringFilter, description: 'Its name.' }),
  displayName: t.field({ type: StringFilter, description: 'Its display name.' }),
  state: t.field({
    type: [WorkspaceStateEnum],
    description: 'One of these. Workspaces that are being deleted are listed only if this asks for them.',
  }),
  hosting: t.field({ type: [WorkspaceHostingEnum], description: 'One of these.' }),
  myRole: t.field({ type: [RoleNameEnum], description: "The caller's own role." }),
  ownerless: t.boolean({ description: 'Whether it has no owner who can act. Only for platform admins.' }),
  favourite: t.boolean({ description: 'Whether it is a favourite of the caller.' }),
  hidden: t.boolean({ description: 'Whether the caller hides it.' }),
  builtIn: t.boolean({ description: 'Whether it comes with Croft.' }),
  createdAt: t.field({ type: DateTimeFilter }),
  updatedAt: t.field({ type: DateTimeFilter }),
})

type Maybe<T> = T | null | undefined
interface Filter extends InputOf<ReturnType<typeof conditions>> {
  and?: Maybe<readonly Filter[]>
  or?: Maybe<readonly Filter[]>
  not?: Maybe<Filter>
}

export const WorkspaceFilter = builder.inputRef<Filter>('WorkspaceFilter')
WorkspaceFilter.implement({
  description: `All given conditions must match. At most ${MAX_DEPTH} levels deep, with ${MAX_CONDITIONS} conditions.`,
  fields: (t) => ({
    ...conditions(t),
    and: t.field({ description: 'All of these hold.', type: [WorkspaceFilter] }),
    or: t.field({ description: 'One of these holds.', type: [WorkspaceFilter] }),
    not: t.field({ description: 'This does not hold.', type: WorkspaceFilter }),
  }),
})

/** INVALID_INPUT for a filter that nests too deep or has too many conditions. */
export function assertFilterSize(filter: Filter): void {
  let count = 0
  const walk = (part: Filter, depth: number): void => {
    if (depth > MAX_DEPTH) throw invalid('filter', `Filters nest at most ${MAX_DEPTH} deep`)
    const { and, or, not: negated, ...own } = part
    const parts = partsOf(part)
    const given = Object.values(own).filter((value) => value !== null && value !== undefined).length
    // an empty filter counts as one condition: without that, a list of any number of them would pass
    count += parts.length > 0 ? given : Math.max(1, given)
    if (count > MAX_CONDITIONS) throw invalid('filter', `Filters have at most ${MAX_CONDITIONS} conditions`)
    for (const inner of parts) walk(inner, depth + 1)
  }
  walk(filter, 1)
}

/** Whether any part of the filter asks for workspaces that are being deleted; without that, none are listed. */
export function asksForDeleting(filter: Filter): boolean {
  return (filter.state ?? []).some(isOfDeletion) || partsOf(filter).some(asksForDeleting)
}

/** Whether it is a state of workspaces that are being deleted. */
const isOfDeletion = (state: WorkspaceState): boolean => storedStates([state]).includes('DELETING')

/** The distinct values of the column `state` in these states. */
function storedStates(states: readonly WorkspaceState[]): string[] {
  const ofDeletions = new Set<string>(Object.values(STATE_WHILE))
  return [...new Set(states.map((state) => (ofDeletions.has(state) ? 'DELETING' : state)))]
}

/** The workspace is in one of these states. */
function isIn(db: Db, states: readonly WorkspaceState[]): Condition {
  const ofDeletion = Object.entries(STATE_WHILE).flatMap(([state, shown]) => (states.includes(shown) ? [state] : []))
  const others = states.filter((state) => !isOfDeletion(state))
  const isBeingDeleted = allOf([
    sql<boolean>`${column('state')} = 'DELETING'`,
    oneOf(db, sql<string>`coalesce(${column('deletion_state')}, 'RUNNING')`, ofDeletion),
  ])
  return anyOf([oneOf(db, column('state'), others), ...(ofDeletion.length > 0 ? [isBeingDeleted] : [])])
}

const partsOf = (filter: Filter): readonly Filter[] => [
  ...(filter.and ?? []),
  ...(filter.or ?? []),
  ...(filter.not ? [filter.not] : []),
]

const column = (name: keyof Row<'workspace'>) => sql.ref<string>(`workspace.${name}`)

/** The filter as a condition on `workspace` and `mine`, as `visibleWorkspaces` names them. */
export function compileFilter(db: Db, principal: Principal, filter: Filter): Condition {
  const { ownerless, builtIn } = filter
  const compile = (part: Filter) => compileFilter(db, principal, part)
  const all: Condition[] = []
  if (filter.search)
    all.push(search(db, [column('name'), column('display_name'), column('description')], filter.search))
  for (const [field, name] of [
    ['name', 'name'],
    ['displayName', 'display_name'],
  ] as const) {
    const { exact, others } = stringFilter(db, `filter.${field}`, column(name), filter[field] ?? {})
    all.push(...(exact ? [exact] : []), ...others)
  }
  if (filter.state) all.push(isIn(db, checkValues('filter.state', filter.state)))
  if (filter.hosting) all.push(oneOf(db, column('hosting'), checkValues('filter.hosting', filter.hosting)))
  if (filter.myRole) all.push(holdsOneOf(principal, checkValues('filter.myRole', filter.myRole)))
  if (typeof ownerless === 'boolean') all.push(ownerless ? isOwnerless(principal) : not(isOwnerless(principal)))
  if (typeof builtIn === 'boolean') all.push(sql<boolean>`${column('built_in')} = ${sql.lit(builtIn ? 1 : 0)}`)
  for (const mark of ['favourite', 'hidden'] as const) {
    const wanted = filter[mark]
    if (typeof wanted === 'boolean') all.push(wanted ? isMarked(principal, mark) : not(isMarked(principal, mark)))
  }
  if (filter.createdAt) all.push(...dateTimeFilter(column('created_at'), filter.createdAt))
  if (filter.updatedAt) all.push(...dateTimeFilter(column('updated_at'), filter.updatedAt))
  if (filter.and) all.push(...filter.and.map(compile))
  if (filter.or) all.push(anyOf(filter.or.map(compile)))
  if (filter.not) all.push(not(compile(filter.not)))
  return allOf(all)
}

/** The filter's condition for exact names; null if it gives none. */
export function named(db: Db, { name }: Filter): Condition | null {
  return stringFilter(db, 'filter.name', column('name'), { eq: name?.eq, in: name?.in }).exact
}

/** The parts of a filter that an index of all workspaces answers, with the orders in which it has them. */
export function indexed(db: Db, { displayName, state, hosting, builtIn }: Filter): (Either | null)[] {
  return [
    builtIn === true ? walked(sql<boolean>`${column('built_in')} = 1`, ['id']) : null,
    typeof displayName?.eq === 'string'
      ? eitherOf(db, 'filter.displayName', column('display_name'), [displayName.eq], ['id', 'display_name'])
      : null,
    eitherOf(db, 'filter.state', column('state'), state && storedStates(state), ['id']),
    eitherOf(db, 'filter.hosting', column('hosting'), hosting, ['id']),
  ]
}

/** No owner is left who can act. FORBIDDEN for all but platform admins. The built-in workspaces never count. */
function isOwnerless(principal: Principal): Condition {
  if (!principal.platformAdmin) throw notPlatformAdmin('filter.ownerless is for platform admins')
  return sql<boolean>`(${column('built_in')} = 0 and not exists (
    select 1 from membership as owner join ${sql.table('user')} as person on person.id = owner.principal
    where owner.workspace_id = ${column('id')} and owner.role_rank = ${sql.lit(ROLE_RANK.OWNER)}
      and person.suspended_at is null and person.deleted_at is null
  ))`
}

/** The mark is looked up for each workspace that is looked at: a caller may have marked any number of them. */
function isMarked(principal: Principal, mark: 'favourite' | 'hidden'): Condition {
  return sql<boolean>`exists (
    select 1 from workspace_preference as preference
    where preference.user_id = ${principal.id} and preference.workspace_id = ${column('id')}
      and ${sql.ref(`preference.${mark}`)} = 1
  )`
}
