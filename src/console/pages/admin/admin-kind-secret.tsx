import { useState } from 'react'
import { platformCommands } from '../../commands/platform.ts'
import { useAction } from '../../data/action.ts'
import { write } from '../../data/graph.ts'
import { UpdateKindDocument } from '../../generated/admin-kinds.ts'
import type { KindRowFragment } from '../../generated/types.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { useIsShown } from '../../ui/shown.ts'
import { toast } from '../../ui/Toasts.tsx'
import { tell } from '../../words.ts'

interface SigningSecretProps {
  readonly name: string
  readonly secret: string
  readonly onDone: () => void
}

/** Shows, once, the secret with which the owner service verifies webhooks. */
export function SigningSecret({ name, secret, onDone }: SigningSecretProps) {
  return (
    <Secret open title={`Signing secret of ${name}`} label="Signing secret" value={secret} onDone={onDone}>
      <p>The service that owns these resources checks with it that a webhook comes from here.</p>
    </Secret>
  )
}

interface RotateSecretProps {
  readonly kind: KindRowFragment
  readonly onClose: () => void
}

export function RotateSecret({ kind, onClose }: RotateSecretProps) {
  const [secret, setSecret] = useState<string>()
  const { busy, error, run } = useAction()
  const isShown = useIsShown()
  const { name, displayName } = kind
  const rotate = async () => {
    const { updateResourceKind } = await write(UpdateKindDocument, { input: { name, rotateSecret: true } })
    if (updateResourceKind.webhookSecret && isShown()) return setSecret(updateResourceKind.webhookSecret)
    toast({ text: `Nobody has seen the new secret of ${displayName}. Rotate it again.`, tone: 'danger' })
    onClose()
  }
  if (secret) return <SigningSecret name={displayName} secret={secret} onDone={onClose} />
  return (
    <Confirm
      open
      title={`Rotate the signing secret of ${displayName}?`}
      verb="Rotate"
      kind="primary"
      keepLabel="Keep it"
      busy={busy}
      error={error && tell(error)}
      onClose={onClose}
      onConfirm={() => void run(rotate)}
    >
      <p>
        For 24 hours webhooks are signed with the present one, too, so that none is refused while the service is given
        the new one.
      </p>
      <div>
        <CopyAs {...platformCommands.updateKind(name, { rotateSecret: true })} />
      </div>
    </Confirm>
  )
}
