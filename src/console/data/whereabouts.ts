/**
 * Counts how often the user has gone to another page. A user who comes back sees the page anew, without its pending
 * work.
 */
let moves = 0
let page = location.pathname
// the router dispatches the last two events
for (const event of ['popstate', 'pushState', 'replaceState']) {
  addEventListener(event, () => {
    if (location.pathname !== page) moves++
    page = location.pathname
  })
}

/**
 * Returns a function that tells whether the user is still in the same place: on this page without a break, and in the
 * same dialog, if one is open.
 */
export function whereabouts(): () => boolean {
  const before = moves
  let dialog: Element | undefined
  // a dialog that closes when it sends is not where the answer is shown
  setTimeout(() => {
    dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  })
  return () => moves === before && dialog?.isConnected !== false
}
