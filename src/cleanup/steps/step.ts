import type { CleanupMode } from '../../../db/schema.ts'
import type { Db, Tx } from '../../store/database.ts'

/** One kind of content that a deletion removes from a workspace. */
export interface DeletionStep {
  readonly name: string
  /** The name for people. */
  readonly label: string
  /**
   * The number of rows when the deletion is planned. `deleteWorkspace` waits for it, so it must be quick: without a
   * maintained count it stops at `MAX_PLANNED`, and `countOn` counts the rest.
   */
  count(tx: Tx, workspaceId: string): Promise<number>
  /** Counts at most `limit` rows behind an id, in their order. Fewer than `limit` means that none is left. */
  countOn?(db: Db, workspaceId: string, behind: string, limit: number): Promise<RowsCounted>
  /** Removes at most `limit` rows. Fewer removed than `limit` means that none is left. */
  remove(tx: Tx, workspaceId: string, limit: number): Promise<number>
}

/**
 * If this many rows of a step were planned, there may be more: they are counted before the first of them is removed.
 */
export const MAX_PLANNED = 1000

export interface RowsCounted {
  readonly count: number
  /** The id of the last of them. */
  readonly last: string
}

/** Content of several kinds, each of which is a planned step of its own, `name:kind`. */
export interface DeletionStepPerKind {
  readonly name: string
  /** The kinds of resource that have rows, in the order in which they are removed, with their names for people. */
  countPerKind(tx: Tx, workspaceId: string): Promise<readonly KindCount[]>
  /** As `DeletionStep.remove`, for the rows of one kind. */
  removeKind(tx: Tx, workspaceId: string, limit: number, kind: string): Promise<number>
  /** As `removeKind`; answers the ids of the rows. */
  releaseKind(tx: Tx, workspaceId: string, limit: number, kind: string): Promise<string[]>
}

export interface KindCount {
  readonly kind: string
  /** The name for people. */
  readonly label: string
  readonly count: number
  readonly cleanup: CleanupMode
  /** Kinds of the same order are removed side by side. */
  readonly order: number
}
