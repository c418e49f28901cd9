const MAX_ROWS = 250

/**
 * Writes many rows a few hundred at a time, and lets requests go on before, between and after the parts: SQLite works
 * on this thread, and one statement for all the rows would stop it until the end.
 */
export async function inParts<T>(rows: readonly T[], write: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  const isMany = rows.length > MAX_ROWS
  for (let from = 0; from < rows.length; from += MAX_ROWS) {
    if (isMany) await nextTurn()
    await write(rows.slice(from, from + MAX_ROWS))
  }
  if (isMany) await nextTurn()
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
