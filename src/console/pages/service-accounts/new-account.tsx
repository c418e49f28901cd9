import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { peopleCommands } from '../../commands/people.ts'
import { write } from '../../data/graph.ts'
import { CreateServiceAccountDocument } from '../../generated/service-accounts.ts'
import type { RoleName } from '../../generated/types.ts'
import { grantable, whyNot } from '../../may.ts'
import { go, to } from '../../routes.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, ROLE_WORDS, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface NewAccountProps extends OfWorkspace {
  readonly open: boolean
  readonly onClose: () => void
}

export function NewAccount(props: NewAccountProps) {
  return props.open ? <OpenNewAccount {...props} /> : null
}

function OpenNewAccount({ workspace, onClose }: NewAccountProps) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const roles = whyNot(workspace, 'MEMBER_INVITE') ? [] : grantable(workspace).filter((each) => each !== 'OWNER')
  const [role, setRole] = useState<RoleName | ''>(roles.includes('EDITOR') ? 'EDITOR' : '')
  const [error, setError] = useState<CroftError>()
  const [busy, setBusy] = useState(false)
  const faults = faultsOf(error)
  const isNameTaken = error?.code === 'NAME_TAKEN'
  const isElsewhere = error && !isNameTaken && Object.keys(faults).length === 0
  const account = {
    name: name.trim(),
    ...(description.trim() && { description: description.trim() }),
    ...(role && { role }),
  }
  const submit = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const input = { ...account, workspace: { id: workspace.id } }
      const { id } = (await write(CreateServiceAccountDocument, { input })).createServiceAccount.serviceAccount
      const newToken = to.workspace(workspace.name, 'tokens', `?new=1&serviceAccount=${id}`)
      toast({
        text: `${account.name} is there. It needs a token to sign in.`,
        action: { label: 'New token', onSelect: () => go(newToken) },
      })
      onClose()
    } catch (failure) {
      setError(failure as CroftError)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title="New service account"
      onClose={onClose}
      onSubmit={() => !busy && void submit()}
      footer={
        <>
          <CopyAs {...peopleCommands.createServiceAccount(workspace.name, account)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      {isElsewhere && (
        <div role="alert">
          <Banner tone="danger">{tell(error)}</Banner>
        </div>
      )}
      <Field
        label="Name"
        hint="Lower-case letters, digits and hyphens. It stays for ever."
        error={isNameTaken ? 'There is a service account of this name already. Choose another.' : faults['name']}
      >
        <TextInput
          mono
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="nightly-build"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="Description" optional error={faults['description']}>
        <TextInput autoComplete="off" value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <Field
        label="Role"
        hint={role ? 'Its tokens allow at most this.' : 'It is no member, and may nothing until it is added.'}
        error={faults['role']}
      >
        <Select value={role} onChange={(event) => setRole(event.target.value as RoleName | '')}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each]}
            </option>
          ))}
          <option value="">None yet</option>
        </Select>
      </Field>
    </Dialog>
  )
}
