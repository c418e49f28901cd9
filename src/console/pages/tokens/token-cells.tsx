import { serverNow } from '../../data/clock.ts'
import type { TokenFragment } from '../../generated/types.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Entry } from '../../ui/Entry.tsx'
import { Pill, type Tone } from '../../ui/Pill.tsx'
import { counted, nameOf, ROLE_WORDS, TOKEN_WORDS } from '../../words.ts'
import styles from './token-list.module.css'

interface OfToken {
  readonly token: TokenFragment
}

const DAY_MS = 86_400_000
/**
 * A token is highlighted when it expires within the first time, or when it has been unused for the second since its
 * creation.
 */
const [SOON_MS, UNUSED_MS] = [7 * DAY_MS, 30 * DAY_MS]

export const isOver = ({ status }: TokenFragment): boolean => status === 'EXPIRED' || status === 'REVOKED'

export const TokenName = ({ token: { name, hint, description, owner } }: OfToken) => (
  <Entry
    lead={<Avatar kind="key" name={name} id={'id' in owner ? owner.id : name} />}
    title={name}
    sub={description ? `${hint} · ${description}` : hint}
    mono={!description}
  />
)

export function Owner({ token: { owner, createdBy }, me }: OfToken & { readonly me: string | undefined }) {
  if ('id' in owner && owner.id === me) return 'You'
  const isForOther = createdBy && 'id' in createdBy && 'id' in owner && createdBy.id !== owner.id
  return <Two text={nameOf(owner)} sub={isForOther ? `by ${nameOf(createdBy)}` : undefined} />
}

export function Ceiling({ token: { ceiling, permissions } }: OfToken) {
  return (
    <Two
      text={ceiling ? ROLE_WORDS[ceiling] : 'All of its owner'}
      sub={permissions ? counted(permissions.length, 'permission') : undefined}
    />
  )
}

export function Expires({ token }: OfToken) {
  const { expiresAt, revokedAt, graceEndsAt } = token
  if (revokedAt) return <Ago at={revokedAt} />
  const isSoon = !isOver(token) && Date.parse(expiresAt) - serverNow() < SOON_MS
  return (
    <span className={styles.two}>
      {isSoon ? (
        <span>
          <Pill tone="warn" icon="clock">
            <Ago at={expiresAt} />
          </Pill>
        </span>
      ) : (
        <Ago at={expiresAt} />
      )}
      {graceEndsAt && (
        <small>
          old secret <Ago at={graceEndsAt} />
        </small>
      )}
    </span>
  )
}

export function LastUsed({ token }: OfToken) {
  const { lastUsedAt, lastUsedIp, lastUsedOperation, createdAt } = token
  if (lastUsedAt) {
    return (
      <span className={styles.two}>
        <Ago at={lastUsedAt} />
        <small>{[lastUsedOperation, lastUsedIp].filter(Boolean).join(' · ')}</small>
      </span>
    )
  }
  const isLong = !isOver(token) && serverNow() - Date.parse(createdAt) > UNUSED_MS
  return isLong ? <Pill tone="warn">Never used</Pill> : 'Never used'
}

const TONES: Readonly<Record<TokenFragment['status'], Tone>> = {
  ACTIVE: 'good',
  ROTATING: 'info',
  SUSPENDED: 'warn',
  EXPIRED: 'neutral',
  REVOKED: 'neutral',
}
export const Status = ({ token: { status } }: OfToken) => <Pill tone={TONES[status]}>{TOKEN_WORDS[status]}</Pill>

const Two = ({ text, sub }: { readonly text: string; readonly sub?: string | undefined }) => (
  <span className={styles.two}>
    {text}
    {sub && <small>{sub}</small>}
  </span>
)
