import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { thingCommands } from '../../commands/things.ts'
import { write } from '../../data/graph.ts'
import { RotateTokenDocument } from '../../generated/tokens.ts'
import type { TokenFragment } from '../../generated/types.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { faultsOf, tell } from '../../words.ts'
import { endOf, useLifetimes } from './lifetimes.ts'
import type { MadeToken } from './token-secret.tsx'

/** How long the old secret stays valid. */
const GRACES: readonly (readonly [value: string, label: string])[] = [
  ['0s', 'Not at all: it ends now'],
  ['1h', '1 hour'],
  ['24h', '1 day'],
  ['48h', '2 days'],
  ['7d', '7 days'],
  ['30d', '30 days'],
]

interface RotateTokenProps {
  readonly token: TokenFragment
  readonly onMade: (made: MadeToken) => void
  readonly onClose: () => void
}

/**
 * Gives a token a new secret. The old one stays valid for a while, so that the programs that use it can switch to the
 * new one.
 */
export function RotateToken({ token, onMade, onClose }: RotateTokenProps) {
  const lifetimes = useLifetimes()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const faults = faultsOf(error)
  const rotate = async (form: FormData) => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    const expiresIn = String(form.get('expiresIn') ?? '')
    const grace = form.get('grace')
    try {
      const { rotateApiToken } = await write(RotateTokenDocument, {
        input: {
          token: { id: token.id },
          ...(grace !== null && { grace: String(grace) }),
          ...(expiresIn && { expiresIn }),
        },
      })
      onClose()
      onMade(rotateApiToken)
    } catch (failure) {
      setError(failure as CroftError)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={`A new secret for ${token.name}`}
      size="small"
      onClose={onClose}
      onSubmit={(form) => void rotate(form)}
      footer={
        <>
          <CopyAs {...thingCommands.rotateToken(token.id)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Make it
          </Button>
        </>
      }
    >
      {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      {token.graceEndsAt ? (
        <Banner>
          It was given a new secret lately. That one is replaced and ends now; the one before works on, and ends{' '}
          <Ago at={token.graceEndsAt} />.
        </Banner>
      ) : (
        <Field label="The old secret works for" error={faults['grace']}>
          <Select name="grace" defaultValue="48h">
            {GRACES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label="The token ends" error={faults['expiresIn']}>
        <Select name="expiresIn" defaultValue="">
          <option value="">When it would have ended</option>
          {lifetimes.map((each) => (
            <option key={each.value} value={each.value}>
              In {each.label}, on {endOf(each)}
            </option>
          ))}
        </Select>
      </Field>
    </Dialog>
  )
}
