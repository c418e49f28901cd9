/** Whether the reader is still where they are now: on this page, and in the dialog that is open, if there is one. */
export function whereabouts(): () => boolean {
  const { pathname } = location
  let dialog: Element | undefined
  // one that closes as it sends is not what the answer is shown in
  setTimeout(() => {
    dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  })
  return () => location.pathname === pathname && dialog?.isConnected !== false
}
