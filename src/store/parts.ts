const MAX_ROWS = 500

/**
 * Writes about many rows some hundred at a time, and lets requests go on in between: SQLite works on this thread, and
 * one statement for all the rows would stop it until the end.
 */
export async function inParts<T>(rows: readonly T[], write: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += MAX_ROWS) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve))
    await write(rows.slice(from, from + MAX_ROWS))
  }
}
