import { useState } from 'react'
import { base } from '../data/base.ts'
import { lookAgain, NOT_REACHED, send, signOut } from '../data/session.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextInput } from '../ui/Field.tsx'
import { useFrame } from './context.ts'

/** Asks the user to sign in again, in a dialog over the page, which keeps what was typed into it. */
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

/** Signs in again with a token, without leaving the page. Rejects with the message to show. */
async function signInAgain(token: string): Promise<void> {
  const response = await send('POST', { token: token.trim() })
  if (!response || response.status >= 500) throw new Error(NOT_REACHED)
  if (response.status === 429) throw new Error('Too many attempts. Wait a minute.')
  if (!response.ok) throw new Error('This token is not valid: it may have expired, or been revoked.')
  await lookAgain()
}
