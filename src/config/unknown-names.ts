/** For each name that begins with CROFT_ and is no setting, a sentence that names the nearest setting. */
export function unknownNames(env: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('CROFT_') && !known.has(name))
    .sort()
    .map((name) => `${name} is not a setting and has no effect; the nearest is ${nearest(name, [...known])}`)
}

function nearest(name: string, candidates: readonly string[]): string {
  const ranked = candidates.map((candidate) => ({ candidate, edits: editDistance(name, candidate) }))
  return ranked.reduce((best, each) => (each.edits < best.edits ? each : best)).candidate
}

/** The number of letters to insert, remove or replace (Levenshtein distance). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] as number) + 1, (current[j - 1] as number) + 1))
    }
    previous = current
  }
  return previous[b.length] as number
}
