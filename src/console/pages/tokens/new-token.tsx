// The dialog for a new token: first a preset, which fills in the rest; then the lifetime, the highest role, and the
// permissions.
import { useState } from 'react'
import type { CroftError } from '../../../client/index.ts'
import { thingCommands } from '../../commands/things.ts'
import { useRead, write } from '../../data/graph.ts'
import { useFrame } from '../../frame/context.ts'
import { CreateTokenDocument, TokenOwnerDocument } from '../../generated/tokens.ts'
import type { CreateApiTokenInput, Permission, RoleName } from '../../generated/types.ts'
import { ceilings } from '../../may.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Check, Field, Radios, Select, TextInput } from '../../ui/Field.tsx'
import { faultsOf, PERMISSION_WORDS, ROLE_WORDS, ROLES, tell } from '../../words.ts'
import type { ShownWorkspace } from '../workspaces/of-workspace.ts'
import { endOf, useLifetimes } from './lifetimes.ts'
import styles from './token-list.module.css'
import { PRESETS, type Preset } from './token-presets.ts'
import type { MadeToken } from './token-secret.tsx'

interface NewTokenProps {
  readonly open: boolean
  /** Undefined for a personal token. */
  readonly workspace: ShownWorkspace | undefined
  /** The service account that owns the token; undefined for the user's own token. */
  readonly account: string | undefined
  readonly onMade: (made: MadeToken) => void
  readonly onClose: () => void
}

export const NewToken = (props: NewTokenProps) => (props.open ? <OpenNewToken {...props} /> : null)

function OpenNewToken({ workspace, account, onMade, onClose }: NewTokenProps) {
  const { me, roles } = useFrame()
  const { data: owner } = useRead(TokenOwnerDocument, { id: account ?? '' }, { pause: account === undefined })
  const lifetimes = useLifetimes()
  const allowed = workspace ? ceilings(workspace) : ROLES
  const mayBeAdmin = me.platformAdmin && !workspace
  const presets = PRESETS.filter(
    ({ role, platformAdmin }) => (role === null || allowed.includes(role)) && (!platformAdmin || mayBeAdmin),
  )
  const [name, setName] = useState('')
  const [preset, setPreset] = useState<Preset>(presets[0] as Preset)
  const [role, setRole] = useState<RoleName | ''>(preset.role ?? '')
  const [permissions, setPermissions] = useState<readonly Permission[]>(preset.permissions)
  const [wanted, setWanted] = useState(`${preset.days}d`)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CroftError>()
  const faults = faultsOf(error)

  // if the wanted lifetime is not allowed, the longest one that is
  const expiresIn = lifetimes.find(({ value }) => value === wanted)?.value ?? lifetimes.at(-1)?.value ?? wanted
  const choose = (value: string) => {
    const next = presets.find((each) => each.value === value) as Preset
    setPreset(next)
    setRole(next.role ?? '')
    setPermissions(next.permissions)
    setWanted(`${next.days}d`)
  }
  const held = roles.find((each) => each.name === (role || allowed[0]))?.permissions ?? []
  const chosen = permissions.filter((each) => held.includes(each))
  const input: CreateApiTokenInput = {
    name: name.trim(),
    ...(workspace && { workspace: { id: workspace.id } }),
    ...(account && { serviceAccount: account }),
    ...(preset.platformAdmin
      ? { platformAdmin: true }
      : { ...(role && { role }), ...(chosen.length > 0 && { permissions: [...chosen] }) }),
    expiresIn,
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      const { createApiToken } = await write(CreateTokenDocument, { input })
      onClose()
      onMade(createApiToken)
    } catch (failure) {
      setError(failure as CroftError)
      setBusy(false)
    }
  }
  const toggle = (permission: Permission, isOn: boolean) =>
    setPermissions(isOn ? [...chosen, permission] : chosen.filter((each) => each !== permission))
  const accountName = owner?.node && 'name' in owner.node ? owner.node.name : 'the service account'
  return (
    <Dialog
      open
      title={account ? `New token for ${accountName}` : workspace ? 'New token' : 'New personal token'}
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <CopyAs {...thingCommands.createToken(input, workspace?.name)} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      {error && Object.keys(faults).length === 0 && <Banner tone="danger">{tell(error)}</Banner>}
      <Field label="Name" error={faults['name']} hint="What uses it, so that you know it again.">
        <TextInput
          required
          maxLength={64}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Radios
        legend="What it is for"
        name="preset"
        value={preset.value}
        onChange={choose}
        options={presets.map(({ value, label, hint }) => ({ value, label, hint }))}
        error={faults['platformAdmin']}
      />
      <Field label="Lives for" error={faults['expiresIn']}>
        <Select value={expiresIn} onChange={(event) => setWanted(event.target.value)}>
          {lifetimes.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}, until {endOf(each)}
            </option>
          ))}
        </Select>
      </Field>
      {!preset.platformAdmin && (
        <>
          <Field
            label="At most"
            error={faults['role']}
            hint={`It never holds more than ${account ? 'the role of the account' : 'your own role'}, whatever that becomes.`}
          >
            <Select value={role} onChange={(event) => setRole(event.target.value as RoleName | '')}>
              <option value="">{account ? 'All that the account holds' : 'All that you hold'}</option>
              {allowed.map((each) => (
                <option key={each} value={each}>
                  {ROLE_WORDS[each]}
                </option>
              ))}
            </Select>
          </Field>
          <details className={styles.permissions}>
            <summary>
              {chosen.length > 0 ? `These ${chosen.length} permissions alone` : 'All permissions of that role'}
            </summary>
            <div>
              {held.map((permission) => (
                <Check
                  key={permission}
                  checked={chosen.includes(permission)}
                  onChange={(event) => toggle(permission, event.target.checked)}
                >
                  {PERMISSION_WORDS[permission]}
                </Check>
              ))}
            </div>
          </details>
          {faults['permissions'] && <Banner tone="danger">{faults['permissions']}</Banner>}
        </>
      )}
    </Dialog>
  )
}
