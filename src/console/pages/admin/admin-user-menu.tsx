import { useState } from 'react'
import { toastFailure, write } from '../../data/graph.ts'
import { ResumeUserDocument } from '../../generated/admin-users.ts'
import type { UserRowFragment } from '../../generated/types.ts'
import { to } from '../../routes.ts'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { EditUser } from './admin-user-forms.tsx'
import { DeleteUser, SignInLink, SuspendUser } from './admin-user-questions.tsx'

/** The actions of platform admins on a user. */
export function UserMenu({ user }: { readonly user: UserRowFragment }) {
  const [open, setOpen] = useState<'edit' | 'link' | 'suspend' | 'delete'>()
  const { id, name, suspendedAt } = user
  const close = () => setOpen(undefined)
  const resume = async () => {
    try {
      await write(ResumeUserDocument, { input: { user: { id } } })
      toast({ text: `${name} can sign in again.` })
    } catch (error) {
      toastFailure(error)
    }
  }
  const copy = async () => {
    toast({ text: (await copyText(id)) ? 'Copied.' : 'The browser did not allow to copy.' })
  }
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        items={[
          { label: 'Change…', icon: 'settings', onSelect: () => setOpen('edit') },
          {
            label: 'Sign-in link…',
            icon: 'link',
            whyNot: suspendedAt ? `${name} is suspended: resume first.` : undefined,
            onSelect: () => setOpen('link'),
          },
          { label: 'What they did', icon: 'activity', href: to.admin('events', `?actor=${id}`) },
          { label: 'Copy id', icon: 'copy', onSelect: () => void copy() },
          null,
          suspendedAt
            ? { label: 'Resume', icon: 'play', onSelect: () => void resume() }
            : { label: 'Suspend…', icon: 'pause', danger: true, onSelect: () => setOpen('suspend') },
          { label: 'Delete…', icon: 'trash', danger: true, onSelect: () => setOpen('delete') },
        ]}
      />
      {open === 'edit' && <EditUser user={user} onClose={close} />}
      {open === 'link' && <SignInLink user={user} onClose={close} />}
      {open === 'suspend' && <SuspendUser user={user} onClose={close} />}
      {open === 'delete' && <DeleteUser user={user} onClose={close} />}
    </>
  )
}
