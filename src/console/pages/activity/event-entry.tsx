import type { EventRowFragment } from '../../generated/types.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { linesOf } from './event-changes.ts'
import { EVENT_GROUPS, EVENT_TYPES } from './event-types.ts'
import styles from './events.module.css'

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const EXACTLY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

interface EventEntryProps {
  readonly event: EventRowFragment
  /** The id of the element that labels the entry. */
  readonly id: string
  readonly open: boolean
  readonly onToggle: (open: boolean) => void
  readonly onFilter: (values: Readonly<Record<string, string>>) => void
  /** Further actions for an open entry. */
  readonly children?: React.ReactNode
}

/** One event: a sentence, and when opened its details, such as the values before and after. */
export function EventEntry({ event, id, open, onToggle, onFilter, children }: EventEntryProps) {
  const { type, at, actor, actorId, actorName, summary, tokenId, ip } = event
  const [group, title] = EVENT_TYPES[type]
  const rest = summary.startsWith(`${actorName} `) ? summary.slice(actorName.length) : undefined
  return (
    <details className={styles.entry} open={open} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary>
        <span className={styles.lead}>
          <Avatar
            name={actorName}
            id={actorId ?? actorName}
            kind={actorId === null || actor?.__typename === 'ServiceAccount' ? 'robot' : 'person'}
          />
          <span className={styles.kind}>
            <Icon name={EVENT_GROUPS[group].icon} size={12} />
          </span>
        </span>
        <span className={styles.words}>
          <span id={id} className={styles.sentence}>
            {rest === undefined ? (
              summary
            ) : (
              <>
                <strong>{actorName}</strong>
                {rest}
              </>
            )}
          </span>
          <span className={styles.details}>
            {EVENT_GROUPS[group].title}: {title.toLowerCase()}
            {tokenId && (
              <>
                {' · '}token <code>…{tokenId.slice(-6)}</code>
              </>
            )}
            {ip && ` · ${ip}`}
          </span>
        </span>
        <time dateTime={at} title={EXACTLY.format(new Date(at))}>
          {CLOCK.format(new Date(at))}
        </time>
        <Icon name="chevronDown" />
      </summary>
      {open && (
        <Opened event={event} onFilter={onFilter}>
          {children}
        </Opened>
      )}
    </details>
  )
}

function Opened({ event, onFilter, children }: Pick<EventEntryProps, 'event' | 'onFilter' | 'children'>) {
  const { at, actorId, actorName, tokenId, subjectId, subjectName, requestId, ip, data } = event
  const lines = linesOf(data)
  return (
    <div className={styles.opened}>
      {lines.length > 0 && (
        <Facts
          items={lines.map(({ label, from, value }) => ({
            label,
            value:
              from === undefined ? (
                value
              ) : (
                <span className={styles.change}>
                  <del>
                    <span className="visually-hidden">before: </span>
                    {from}
                  </del>
                  <Icon name="chevronRight" size={12} />
                  <ins>
                    <span className="visually-hidden">after: </span>
                    {value}
                  </ins>
                </span>
              ),
          }))}
        />
      )}
      <Facts
        items={[
          { label: 'At', value: EXACTLY.format(new Date(at)) },
          { label: 'By', value: actorId ? <Code label="id of the actor">{actorId}</Code> : 'Croft itself' },
          { label: 'About', value: subjectId && <Code label="id of the subject">{subjectId}</Code> },
          { label: 'With token', value: tokenId && <Code label="id of the token">{tokenId}</Code> },
          { label: 'IP', value: ip },
          { label: 'Request', value: requestId && <Code label="id of the request">{requestId}</Code> },
        ]}
      />
      <div className={styles.actions}>
        {actorId && <Button onClick={() => onFilter({ actor: actorId })}>All by {actorName}</Button>}
        {subjectId && (
          <Button onClick={() => onFilter({ subject: subjectId })}>All about {subjectName ?? 'this'}</Button>
        )}
        {children}
      </div>
    </div>
  )
}
