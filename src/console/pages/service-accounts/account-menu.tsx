import { useState } from 'react'
import { peopleCommands } from '../../commands/people.ts'
import { useRead, write } from '../../data/graph.ts'
import { DeleteServiceAccountDocument, TokensOfAccountDocument } from '../../generated/service-accounts.ts'
import type { ServiceAccountRowFragment } from '../../generated/types.ts'
import { whyNot } from '../../may.ts'
import { to } from '../../routes.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { copyText } from '../../ui/copy.ts'
import { Menu } from '../../ui/Menu.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { counted, tell } from '../../words.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'

interface OfAccount extends OfWorkspace {
  readonly account: ServiceAccountRowFragment
}

/** The actions on a service account. */
export function AccountMenu({ account, workspace }: OfAccount) {
  const [isDeleting, setDeleting] = useState(false)
  const { id, name } = account
  const refusal = whyNot(workspace, 'SERVICE_ACCOUNT_MANAGE')
  const tokens = (query: string) => to.workspace(workspace.name, 'tokens', query)
  const copy = async (text: string) =>
    toast({ text: (await copyText(text)) ? 'Copied.' : 'The browser did not allow to copy.' })
  return (
    <>
      <Menu
        label={`Actions for ${name}`}
        items={[
          { label: 'New token', icon: 'plus', whyNot: refusal, href: tokens(`?new=1&serviceAccount=${id}`) },
          { label: 'Tokens', icon: 'key', whyNot: refusal, href: tokens(`?owner=${id}`) },
          { label: 'Copy id', icon: 'copy', onSelect: () => void copy(id) },
          {
            label: 'Copy as CLI',
            icon: 'terminal',
            onSelect: () => void copy(peopleCommands.deleteServiceAccount(id).cli),
          },
          null,
          { label: 'Delete…', icon: 'trash', danger: true, whyNot: refusal, onSelect: () => setDeleting(true) },
        ]}
      />
      {isDeleting && <Delete account={account} onClose={() => setDeleting(false)} />}
    </>
  )
}

interface DeleteProps {
  readonly account: ServiceAccountRowFragment
  readonly onClose: () => void
}

/** Shows what will end before the service account is deleted. */
function Delete({ account: { id, name }, onClose }: DeleteProps) {
  const { data } = useRead(TokensOfAccountDocument, { account: id })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const tokens = data?.node?.__typename === 'ServiceAccount' ? data.node.tokens?.nodes : undefined
  const end = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await write(DeleteServiceAccountDocument, { input: { serviceAccount: id } })
      toast({
        text: `${name} is deleted${tokens && tokens.length > 0 ? `, with ${counted(tokens.length, 'token')}` : ''}.`,
      })
      onClose()
    } catch (failure) {
      setError(tell(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Confirm
      open
      title={`Delete ${name}?`}
      verb="Delete"
      busy={busy}
      error={error}
      onClose={onClose}
      onConfirm={() => void end()}
    >
      <p>
        Whatever signs in as {name} stops to work at once. Its membership ends
        {tokens?.length === 0 ? '; it has no tokens.' : tokens ? `, and so do its tokens:` : ', and so do its tokens.'}
      </p>
      {tokens && tokens.length > 0 && (
        <ul>
          {tokens.map((token) => (
            <li key={token.id}>{token.name}</li>
          ))}
        </ul>
      )}
    </Confirm>
  )
}
