// Writes that many actions share.
import type { UpdateObject } from 'kysely'
import type { Database, Row } from '../../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Tx } from './database.ts'
import { dialectOf } from './dialect.ts'
import { inParts } from './parts.ts'

/** The tables whose rows have a version, for optimistic concurrency. */
type VersionedTable = { [T in keyof Database]: 'version' extends keyof Database[T] ? T : never }[keyof Database]

/** CONFLICT, with the row's version, unless that is the one expected. */
export function checkVersion(row: { version: number }, expected: number | null | undefined): void {
  if (typeof expected !== 'number' || expected === row.version) return
  throw new AppError('CONFLICT', `It is at version ${row.version} now`, { currentVersion: row.version })
}

/** Changes a row, raises its version, and answers it as it is then. The row has been read in the transaction. */
export async function updateVersioned<T extends VersionedTable>(
  tx: Tx,
  table: T,
  row: { readonly id: string },
  set: UpdateObject<Database, T>,
): Promise<Row<T>> {
  const changed = await tx
    .updateTable(table as VersionedTable)
    .set((eb) => ({ ...(set as object), version: eb('version', '+', 1) }))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return changed as unknown as Row<T>
}

/** Runs a write; where a unique index already has such a row, throws `taken` in place of the database's error. */
export async function unlessTaken<T>(tx: Tx, taken: AppError, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw dialectOf(tx).failureOf(error) === 'uniqueViolation' ? taken : error
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
