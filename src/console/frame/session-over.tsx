import { useState } from 'react'
import { base } from '../data/base.ts'
import { signInAgain, signOut } from '../data/session.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextInput } from '../ui/Field.tsx'
import { useFrame } from './context.ts'

/** Asks to sign in again over the page, which keeps what was typed into it. */
export default function SessionOver() {
  const { serverInfo } = useFrame()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (form: FormData) => {
    setBusy(true)
    setError(undefined)
    await signInAgain(String(form.get('token'))).catch((failure: Error) => setError(failure.message))
    setBusy(false)
  }
  return (
    <Dialog
      open
      title="Your session is over"
      closable={false}
      onClose={() => undefined}
      onSubmit={(form) => void submit(form)}
      footer={
        <>
          <Button kind="quiet" onClick={() => void signOut()}>
            Sign out
          </Button>
          {serverInfo.oidc && (
            <LinkButton href={`${location.origin}${base}/session/openid?to=${encodeURIComponent(`${base}/account`)}`}>
              Sign in with your organisation
            </LinkButton>
          )}
          <Button type="submit" kind="primary" busy={busy}>
            Sign in
          </Button>
        </>
      }
    >
      <p>Sign in again, and go on where you are. What you have typed is still there.</p>
      <Field label="API token" error={error}>
        <TextInput name="token" type="password" autoComplete="off" required />
      </Field>
    </Dialog>
  )
}
