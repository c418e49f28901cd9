import { useState } from 'react'
import { write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { RotateTokenDocument } from '../../generated/tokens.ts'
import type { TokenFragment } from '../../generated/types.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Secret } from '../../ui/Secret.tsx'
import { tell } from '../../words.ts'

export interface MadeToken {
  readonly token: TokenFragment
  /** Null if the answer with the secret was lost, and the server repeated the answer without it. */
  readonly secret: string | null
}

interface TokenSecretProps {
  readonly made: MadeToken | undefined
  readonly onMade: (made: MadeToken) => void
  readonly onDone: () => void
}

/** Shows a new secret once, with commands to try it. If the secret was lost on its way, offers to make another one. */
export function TokenSecret({ made, onMade, onDone }: TokenSecretProps) {
  const { serverInfo } = useFrame()
  if (!made) return null
  const { token, secret } = made
  if (secret === null) return <Lost token={token} onMade={onMade} onDone={onDone} />
  const server = String(serverInfo.publicUrl).replace(/\/$/, '')
  const who = token.owner.__typename === 'ServiceAccount' ? 'serviceAccount' : 'user'
  return (
    <Secret
      open
      title={`The secret of ${token.name}`}
      label="API token"
      value={secret}
      examples={[
        {
          label: 'Try it with curl',
          text: [
            `curl ${server}/graphql`,
            `-H 'Authorization: Bearer ${secret}'`,
            `-H 'Content-Type: application/json'`,
            `-d '{"query":"{ me { ${who} { name } } }"}'`,
          ].join(' \\\n  '),
        },
        { label: 'Use it with the command line', text: `CROFT_URL=${server} CROFT_TOKEN=${secret} croft whoami` },
      ]}
      onDone={onDone}
    />
  )
}

function Lost({ token, onMade, onDone }: Omit<TokenSecretProps, 'made'> & { readonly token: TokenFragment }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const rotate = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const { rotateApiToken } = await write(RotateTokenDocument, { input: { token: { id: token.id }, grace: '0s' } })
      onMade(rotateApiToken)
    } catch (failure) {
      setError(tell(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Confirm
      open
      title={`The secret of ${token.name} was sent already`}
      kind="primary"
      verb="Make a new secret"
      keepLabel="Leave it"
      busy={busy}
      error={error}
      onConfirm={() => void rotate()}
      onClose={onDone}
    >
      The connection broke while the answer was under way, and a secret is told once. The token is there. A new secret
      takes the place of the one that nobody has seen.
    </Confirm>
  )
}
