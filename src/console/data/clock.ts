// The time at the server: "3 min ago" and "2 days left" are computed with its clock, since the user's clock may be
// wrong.

/** How far the clock of the server is ahead of the user's. */
let aheadMs = 0
/** The header Date has a resolution of one second. */
const DATE_STEP_MS = 1000

/** Estimates the difference between the clocks from an answer. The estimate stays for as long as it can be true. */
export function learnTime(date: string | null, sentAt: number): void {
  const at = Date.parse(date ?? '')
  const [least, most] = [at - Date.now(), at + DATE_STEP_MS - sentAt]
  if (aheadMs < least || aheadMs > most) aheadMs = (least + most) / 2
}

/** The time at the server, in the form of `Date.now`. */
export const serverNow = (): number => Date.now() + aheadMs
