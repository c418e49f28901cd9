import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { peopleCommands } from '../../commands/people.ts'
import { useRead, write } from '../../data/graph.ts'
import { AccountChoicesDocument, AddMemberDocument } from '../../generated/invitations.ts'
import type { RoleName } from '../../generated/types.ts'
import { grantable } from '../../may.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Field, Select, TextInput } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { aRole, faultsOf, nameOf, ROLE_WORDS, tell } from '../../words.ts'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'
import styles from './invite.module.css'
import type { Way } from './invite-way.ts'

const KINDS = { email: 'Person', group: 'Group', serviceAccount: 'Service account' }
type Kind = keyof typeof KINDS

/**
 * The fields of the dialog for principals that the server knows: people of a common workspace, groups, service
 * accounts.
 */
export function useAddMember(workspace: ShownWorkspace, isShown: boolean, onClose: () => void): Way {
  const [kind, setKind] = useState<Kind>('email')
  const [typed, setTyped] = useState('')
  const [chosen, setRole] = useState<RoleName>('EDITOR')
  const [error, setError] = useState<CroftError>()
  const [busy, setBusy] = useState(false)
  const { data } = useRead(
    AccountChoicesDocument,
    { workspace: workspace.id },
    { pause: !isShown || kind !== 'serviceAccount' },
  )
  const accounts = data?.workspace?.serviceAccounts.nodes ?? []
  const value = kind === 'serviceAccount' ? typed || (accounts[0]?.id ?? '') : typed.trim()
  const roles = grantable(workspace).filter((each) => kind === 'email' || each !== 'OWNER')
  const role = roles.includes(chosen) ? chosen : (roles.at(0) as RoleName)
  const principal =
    kind === 'group' ? { group: value } : kind === 'email' ? { email: value } : { serviceAccount: value }
  const faults = faultsOf(error)
  const fault = Object.entries(faults).find(([field]) => field.startsWith('principal'))?.[1]
  const isElsewhere = error && fault === undefined && faults['role'] === undefined

  const submit = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const { addMember } = await write(AddMemberDocument, {
        input: { workspace: { id: workspace.id }, principal, role },
      })
      toast({ text: `${nameOf(addMember.membership.principal)} is ${aRole(addMember.membership.role)} now.` })
      onClose()
    } catch (failure) {
      setError(failure as CroftError)
    } finally {
      setBusy(false)
    }
  }

  return {
    verb: 'Add',
    busy,
    whyNot: value ? undefined : 'Say who first.',
    commands: peopleCommands.addMember(workspace.name, principal, role),
    submit: () => void submit(),
    fields: (
      <>
        {isElsewhere && (
          <div role="alert">
            <Banner tone="danger">{tell(error)}</Banner>
          </div>
        )}
        <Field label="Kind">
          <Select
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind)
              setTyped('')
              setError(undefined)
            }}
          >
            {Object.entries(KINDS).map(([each, label]) => (
              <option key={each} value={each}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <div className={styles.row}>
          {kind === 'serviceAccount' ? (
            <Field label="Service account" hint={accounts.length === 0 && 'This workspace has none yet.'} error={fault}>
              <Select value={value} onChange={(event) => setTyped(event.target.value)}>
                {accounts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          ) : (
            <Field
              label={kind === 'group' ? 'Group' : 'E-mail address'}
              hint={
                kind === 'group'
                  ? 'Its name at the identity provider. Whoever carries it is a member.'
                  : 'Somebody who shares a workspace with you. Everybody else is invited.'
              }
              error={fault}
            >
              <TextInput
                key={kind}
                value={typed}
                inputMode={kind === 'email' ? 'email' : 'text'}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          )}
          <Field label="Role" error={faults['role']}>
            <Select value={role} onChange={(event) => setRole(event.target.value as RoleName)}>
              {roles.map((each) => (
                <option key={each} value={each}>
                  {ROLE_WORDS[each]}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </>
    ),
  }
}
