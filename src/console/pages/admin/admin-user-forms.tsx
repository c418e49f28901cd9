import { useState } from 'react'
import { platformCommands } from '../../commands/platform.ts'
import { useAction } from '../../data/action.ts'
import { write } from '../../data/graph.ts'
import { CreateUserDocument, UpdateUserDocument } from '../../generated/admin-users.ts'
import type { UserRowFragment } from '../../generated/types.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Check, Field, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'

interface Values {
  readonly name: string
  readonly email: string
  readonly platformAdmin: boolean
}

export function NewUser({ onClose }: { readonly onClose: () => void }) {
  return (
    <UserForm
      title="New user"
      verb="Create"
      start={{ name: '', email: '', platformAdmin: false }}
      commandsFor={(values) => platformCommands.createUser(values)}
      onClose={onClose}
      onSave={async ({ name, email, platformAdmin }) => {
        await write(CreateUserDocument, { input: { name, platformAdmin, ...(email && { email }) } })
        toast({ text: `${name} can sign in now.` })
      }}
    />
  )
}

interface EditUserProps {
  readonly user: UserRowFragment
  readonly onClose: () => void
}

export function EditUser({ user, onClose }: EditUserProps) {
  const start = { name: user.name, email: user.email ?? '', platformAdmin: user.platformAdmin ?? false }
  const changes = (values: Values) => ({
    ...(values.name !== start.name && { name: values.name }),
    ...(values.email !== start.email && { email: values.email || null }),
    ...(values.platformAdmin !== start.platformAdmin && { platformAdmin: values.platformAdmin }),
  })
  return (
    <UserForm
      title={`Change ${user.name}`}
      verb="Save"
      start={start}
      commandsFor={(values) => platformCommands.updateUser(user, changes(values))}
      onClose={onClose}
      onSave={async (values) => {
        const changed = changes(values)
        if (Object.keys(changed).length === 0) return
        await write(UpdateUserDocument, { input: { user: { id: user.id }, ...changed } })
        toast({ text: `${values.name} is changed.` })
      }}
    />
  )
}

interface UserFormProps {
  readonly title: string
  readonly verb: string
  readonly start: Values
  readonly commandsFor: (values: Values) => { readonly cli: string; readonly curl: string }
  readonly onSave: (values: Values) => Promise<void>
  readonly onClose: () => void
}

function UserForm({ title, verb, start, commandsFor, onSave, onClose }: UserFormProps) {
  const [typed, setTyped] = useState(start)
  const { busy, error, run } = useAction()
  const faults = faultsOf(error)
  const values = { ...typed, name: typed.name.trim(), email: typed.email.trim() }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (busy) return
        void run(async () => {
          await onSave(values)
          onClose()
        })
      }}
      footer={
        <>
          <CopyAs {...commandsFor(values)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            {verb}
          </Button>
        </>
      }
    >
      <div role="alert">
        {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      </div>
      <Field label="Name" error={faults['name']}>
        <TextInput
          required
          maxLength={128}
          autoComplete="off"
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
      </Field>
      <Field
        label="E-mail address"
        optional
        error={faults['email']}
        hint="By it they sign in at the identity provider, and find their invitations. Without one they have tokens only."
      >
        <TextInput
          type="email"
          autoComplete="off"
          value={typed.email}
          onChange={(event) => setTyped({ ...typed, email: event.target.value })}
        />
      </Field>
      <Check
        checked={typed.platformAdmin}
        hint="They then hold every right in every workspace, and manage users."
        onChange={(event) => setTyped({ ...typed, platformAdmin: event.target.checked })}
      >
        Platform admin
      </Check>
    </Dialog>
  )
}
