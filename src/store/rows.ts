// Reads and writes of one row that many actions share. Their statements are compiled once for each table and its columns.
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'
import { inParts } from './parts.ts'
import { runPrepared, runPreparedRow } from './prepared.ts'

/** The tables whose rows have a version, for optimistic concurrency. */
type VersionedTable = { [T in keyof Database]: 'version' extends keyof Database[T] ? T : never }[keyof Database]

/** The row whose columns have these values; undefined where there is none. */
export async function findRow<T extends keyof Database>(
  tx: Tx,
  table: T,
  where: { readonly [C in keyof Row<T>]?: Row<T>[C] & (string | number) },
): Promise<Row<T> | undefined> {
  const [row] = await runPrepared(tx, `find ${table} by ${Object.keys(where)}`, where, (where) =>
    tx
      .selectFrom(table as 'resource')
      .selectAll()
      .where((eb) => eb.and(where as Partial<Row<'resource'>>)),
  )
  return row as Row<T> | undefined
}

/** Inserts a row, and answers it with what the database has added. */
export async function insertRow<T extends keyof Database>(
  tx: Tx,
  table: T,
  row: Insertable<Database[T]>,
): Promise<Row<T>> {
  const inserted = await runPreparedRow(tx, `insert ${table}: ${Object.keys(row)}`, row, (row) =>
    tx
      .insertInto(table as 'resource')
      .values(row as unknown as Insertable<Database['resource']>)
      .returningAll(),
  )
  return inserted as unknown as Row<T>
}

/** Changes a row, raises its version, and answers it as it is then. The row has been read in the transaction. */
export async function updateVersioned<T extends VersionedTable>(
  tx: Tx,
  table: T,
  row: { readonly id: string },
  set: Updateable<Database[T]>,
): Promise<Row<T>> {
  const values = { id: row.id, ...set }
  const changed = await runPreparedRow(tx, `update ${table}: ${Object.keys(set)}`, values, ({ id, ...set }) =>
    tx
      .updateTable(table as VersionedTable)
      .set({ ...set, version: sql<number>`version + 1` })
      .where('id', '=', id)
      .returningAll(),
  )
  return changed as unknown as Row<T>
}

/** CONFLICT, with the row's version, unless that is the one expected. */
export function checkVersion(row: { version: number }, expected: number | null | undefined): void {
  if (typeof expected !== 'number' || expected === row.version) return
  throw new AppError('CONFLICT', `It is at version ${row.version} now`, { currentVersion: row.version })
}

/** Runs a write; where a unique index already has such a row, throws what `taken` makes in place of the database's error. */
export async function unlessTaken<T>(tx: Tx, taken: () => AppError, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw dialectOf(tx).failureOf(error) === 'uniqueViolation' ? taken() : error
  }
}

/** Gives the user's memberships the new name: they keep a copy, by which lists are ordered. */
export async function renameMemberships(tx: Tx, { id, name }: Row<'user'>): Promise<void> {
  const memberships = await tx.selectFrom('membership').select('id').where('principal', '=', id).execute()
  await inParts(memberships, (part) => {
    const ids = dialectOf(tx).keys(part.map((row) => row.id))
    return tx.updateTable('membership').set({ name }).where('id', 'in', ids).execute()
  })
}

/** NAME_TAKEN, the same whoever holds the name. */
export const nameTaken = (): AppError => new AppError('NAME_TAKEN', 'The name is taken', { field: 'name' })
