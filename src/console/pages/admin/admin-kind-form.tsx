// The form to register or change a resource kind: its fields depend on the clean-up mode.
import { useState } from 'react'
import { type KindValues, platformCommands } from '../../commands/platform.ts'
import { useAction } from '../../data/action.ts'
import { useRead, write } from '../../data/graph.ts'
import { PlatformAccountsDocument, RegisterKindDocument, UpdateKindDocument } from '../../generated/admin-kinds.ts'
import type { CleanupMode, KindRowFragment } from '../../generated/types.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Radios, Select, TextInput } from '../../ui/Field.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import { faultsOf, tell } from '../../words.ts'
import { SigningSecret } from './admin-kind-secret.tsx'

export const CLEANUP_WORDS: Readonly<Record<CleanupMode, { readonly title: string; readonly hint: string }>> = {
  NONE: { title: 'Not at all', hint: 'A deletion takes the resources out of the register, and that is all.' },
  WEBHOOK: { title: 'By a webhook', hint: 'The service that owns them is called for each resource, and confirms.' },
  CLAIM: { title: 'By a service that claims', hint: 'The service that owns them fetches tasks, and reports on each.' },
}

interface KindFormProps {
  /** The kind to change; if there is none, a kind is registered. */
  readonly kind?: KindRowFragment
  readonly onClose: () => void
}

const NEW = { name: '', displayName: '', cleanup: 'NONE', cleanupOrder: '100', webhookUrl: '', owner: '' } as const

type Typed = { readonly [Key in keyof typeof NEW]: Key extends 'cleanup' ? CleanupMode : string }

const typedOf = (kind: KindRowFragment): Typed => ({
  name: kind.name,
  displayName: kind.displayName,
  cleanup: kind.cleanup,
  cleanupOrder: String(kind.cleanupOrder),
  webhookUrl: kind.webhookUrl ?? '',
  owner: kind.ownerServiceAccount?.id ?? '',
})

/** The values that differ from `start`; an empty address or owner becomes null. */
function changesFrom(start: Typed, typed: Typed): KindValues {
  const changed = (key: keyof Typed) => typed[key].trim() !== start[key]
  return {
    ...(changed('displayName') && { displayName: typed.displayName.trim() }),
    ...(changed('cleanup') && { cleanup: typed.cleanup }),
    ...(changed('cleanupOrder') && { cleanupOrder: Number(typed.cleanupOrder) }),
    ...(changed('webhookUrl') && { webhookUrl: typed.webhookUrl.trim() || null }),
    ...(changed('owner') && { ownerServiceAccount: typed.owner || null }),
  }
}

/** Registers or changes a kind. A new signing secret is shown once. */
export function KindForm({ kind, onClose }: KindFormProps) {
  const start = kind ? typedOf(kind) : NEW
  const [typed, setTyped] = useState<Typed>(start)
  const [secret, setSecret] = useState<string>()
  const { busy, error, run } = useAction()
  const isShown = useIsShown()
  const accounts = useRead(PlatformAccountsDocument, {}).data?.serviceAccounts?.nodes ?? []
  const faults = faultsOf(error)
  const set = (values: Partial<Typed>) => setTyped({ ...typed, ...values })
  const changes = changesFrom(start, typed)
  const name = typed.name.trim()
  const save = async () => {
    if (kind && Object.keys(changes).length === 0) return onClose()
    const made = kind
      ? (await write(UpdateKindDocument, { input: { name, ...changes } })).updateResourceKind
      : (await write(RegisterKindDocument, { input: { ...changes, name, cleanup: typed.cleanup } }))
          .registerResourceKind
    const isLost = made.webhookSecret && !isShown()
    const unseen = isLost ? ' Nobody has seen its signing secret: rotate it.' : ''
    toast({ text: `${made.kind.displayName} is ${kind ? 'changed' : 'registered'}.${unseen}` })
    if (made.webhookSecret) setSecret(made.webhookSecret)
    else onClose()
  }
  if (secret) return <SigningSecret name={typed.displayName || name} secret={secret} onDone={onClose} />
  return (
    <Dialog
      open
      title={kind ? `Change ${kind.displayName}` : 'Register a kind'}
      onClose={onClose}
      onSubmit={() => !busy && void run(save)}
      footer={
        <>
          <CopyAs
            {...(kind
              ? platformCommands.updateKind(name, changes)
              : platformCommands.registerKind(name, { ...changes, cleanup: typed.cleanup }))}
          />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            {kind ? 'Save' : 'Register'}
          </Button>
        </>
      }
    >
      <div role="alert">
        {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      </div>
      {!kind && (
        <Field
          label="Kind"
          error={faults['name']}
          hint="What resources give as their kind, such as training-run. It stays for ever."
        >
          <TextInput
            mono
            required
            autoComplete="off"
            spellCheck={false}
            value={typed.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
      )}
      <Field label="Name" optional={!kind} error={faults['displayName']}>
        <TextInput
          required={kind !== undefined}
          maxLength={128}
          autoComplete="off"
          value={typed.displayName}
          onChange={(event) => set({ displayName: event.target.value })}
        />
      </Field>
      <Radios<CleanupMode>
        legend="What its resources stand for is removed"
        name="cleanup"
        value={typed.cleanup}
        onChange={(cleanup) => set({ cleanup })}
        options={(Object.keys(CLEANUP_WORDS) as CleanupMode[]).map((value) => ({
          value,
          label: CLEANUP_WORDS[value].title,
          hint: CLEANUP_WORDS[value].hint,
        }))}
      />
      {typed.cleanup === 'WEBHOOK' && (
        <Field label="Address of the webhook" error={faults['webhookUrl']}>
          <TextInput
            type="url"
            required
            placeholder="https://"
            value={typed.webhookUrl}
            onChange={(event) => set({ webhookUrl: event.target.value })}
          />
        </Field>
      )}
      {(typed.cleanup === 'CLAIM' || typed.owner !== '') && (
        <Field
          label="Owner"
          error={faults['ownerServiceAccount']}
          hint={
            accounts.length === 0
              ? 'There is no service account of the platform yet: croft service-accounts create NAME --platform makes one.'
              : 'The service account of the platform that claims the tasks.'
          }
        >
          <Select
            required={typed.cleanup === 'CLAIM'}
            value={typed.owner}
            onChange={(event) => set({ owner: event.target.value })}
          >
            <option value="">Nobody</option>
            {accounts.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field
        label="Order"
        error={faults['cleanupOrder']}
        hint="Lower ones are cleaned up first; the built-in ones have 10 to 60."
      >
        <TextInput
          type="number"
          required
          min={0}
          max={1_000_000}
          value={typed.cleanupOrder}
          onChange={(event) => set({ cleanupOrder: event.target.value })}
        />
      </Field>
    </Dialog>
  )
}
