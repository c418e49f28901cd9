/** Counts how often the reader has gone to another page: who comes back finds the page anew, without what it waited for. */
let moves = 0
let page = location.pathname
// the router tells of the last two
for (const event of ['popstate', 'pushState', 'replaceState']) {
  addEventListener(event, () => {
    if (location.pathname !== page) moves++
    page = location.pathname
  })
}

/** Whether the reader is still where they are now: on this page all the while, and in the dialog that is open, if one is. */
export function whereabouts(): () => boolean {
  const before = moves
  let dialog: Element | undefined
  // one that closes as it sends is not what the answer is shown in
  setTimeout(() => {
    dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  })
  return () => moves === before && dialog?.isConnected !== false
}
