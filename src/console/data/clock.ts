// What time it is at the server: what is shown as ago, or as left, is told by its clock. The reader's may be wrong.

/** How far the clock of the server is ahead of the reader's. */
let aheadMs = 0
/** The header Date has no parts of a second. */
const DATE_STEP_MS = 1000

/** Compares the clocks by an answer. What is known of them stays for as long as it can be true. */
export function learnTime(date: string | null, sentAt: number): void {
  const at = Date.parse(date ?? '')
  const [least, most] = [at - Date.now(), at + DATE_STEP_MS - sentAt]
  if (aheadMs < least || aheadMs > most) aheadMs = (least + most) / 2
}

/** The time at the server, as `Date.now` tells it. */
export const serverNow = (): number => Date.now() + aheadMs
