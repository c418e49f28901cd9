import { Dialog, type DialogProps } from './Dialog.tsx'

/** A dialog at the right-hand side, for one entry of a list; on a narrow screen it covers everything. */
export function Drawer(props: Omit<DialogProps, 'size'>) {
  return <Dialog {...props} size="drawer" />
}
