import { Dialog, type DialogProps } from './Dialog.tsx'

/** A dialog at the right-hand side, for one thing of a list; over the whole screen where that is narrow. */
export function Drawer(props: Omit<DialogProps, 'size'>) {
  return <Dialog {...props} size="drawer" />
}
