import { useState } from 'react'
import { thingCommands } from '../../commands/things.ts'
import { write } from '../../data/graph.ts'
import { signOut } from '../../data/session.ts'
import { EndSessionDocument } from '../../generated/account.ts'
import type { AccountQuery } from '../../generated/types.ts'
import { Ago } from '../../ui/Ago.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Pill } from '../../ui/Pill.tsx'
import { toast } from '../../ui/Toasts.tsx'
import { counted, tell } from '../../words.ts'
import styles from './account.module.css'
import { browserOf } from './user-agent.ts'

type Session = AccountQuery['me']['sessions'][number]

/** The sessions of the user; that of this browser is first. */
export function Sessions({ sessions }: { readonly sessions: readonly Session[] }) {
  const [ending, setEnding] = useState<readonly Session[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const others = sessions.filter(({ current }) => !current)
  const [one] = ending
  const close = () => {
    setEnding([])
    setError(undefined)
  }
  const end = async () => {
    setBusy(true)
    setError(undefined)
    const answers = await Promise.allSettled(
      ending.map(({ id }) => write(EndSessionDocument, { input: { session: id } })),
    )
    setBusy(false)
    const failed = ending.filter((_, index) => answers[index]?.status === 'rejected')
    if (failed.length === 0) {
      toast({ text: `${counted(ending.length, 'session')} ended.` })
      return close()
    }
    setEnding(failed)
    const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    setError(tell(reasons[0]))
  }
  return (
    <Card
      title="Sessions"
      description="A session ends after 12 hours without use, and after 7 days at most."
      aside={others.length > 1 && <Button onClick={() => setEnding(others)}>End the {others.length} others</Button>}
    >
      <ul className={styles.sessions}>
        {[...sessions.filter(({ current }) => current), ...others].map((session) => (
          <li key={session.id}>
            <Icon name="monitor" size={20} />
            <div>
              <strong>{browserOf(session.userAgent)}</strong> {session.current && <Pill tone="good">This browser</Pill>}
              <small>
                Signed in <Ago at={session.createdAt} />
                {session.ip && ` from ${session.ip}`}, used <Ago at={session.lastSeenAt} />
              </small>
            </div>
            {session.current ? (
              <Button icon="signOut" onClick={() => void signOut()}>
                Sign out
              </Button>
            ) : (
              <Button onClick={() => setEnding([session])}>
                End<span className="visually-hidden"> the session of {browserOf(session.userAgent)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={one !== undefined}
        title={ending.length === 1 ? 'End this session?' : `End ${ending.length} sessions?`}
        verb="End"
        busy={busy}
        error={error}
        onClose={close}
        onConfirm={() => void end()}
      >
        <p>
          {ending.length === 1 && one
            ? `${browserOf(one.userAgent)} is signed out within a second.`
            : 'Every browser but this one is signed out within a second.'}{' '}
          Tokens stay as they are.
        </p>
        {ending.length === 1 && one && (
          <p>
            <CopyAs {...thingCommands.endSession(one.id)} />
          </p>
        )}
      </Confirm>
    </Card>
  )
}
