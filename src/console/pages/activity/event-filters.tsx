// The filters for events. All of them are in the address, so that other screens can link to a part of the log.
import { type ReactNode, useId, useState } from 'react'
import type { EventRowFragment } from '../../generated/types.ts'
import { Button } from '../../ui/Button.tsx'
import { RemovableChips } from '../../ui/Chips.tsx'
import { Select, TextInput } from '../../ui/Field.tsx'
import { actorRef, dayIn, FILTERS } from './event-filter.ts'
import { EVENT_GROUPS, EVENT_TYPES, type EventGroup, typesIn } from './event-types.ts'
import styles from './events.module.css'

/** An actor to filter by: `value` is an e-mail address or an id. */
export interface Actor {
  readonly value: string
  readonly name: string
}

interface EventFiltersProps {
  readonly view: URLSearchParams
  readonly change: (values: Readonly<Record<string, string>>) => void
  /** Whether the list includes events outside of workspaces. */
  readonly platform?: boolean
  /** The actors that match the typed text. */
  readonly actors: readonly Actor[]
  readonly onSearchActor: (text: string) => void
  /** The listed events: they contain the names for the ids in the address. */
  readonly rows: readonly EventRowFragment[]
  /** Actions after the filters. */
  readonly children?: ReactNode
}

export function EventFilters(props: EventFiltersProps) {
  const { view, change, platform = false, actors, onSearchActor, rows, children } = props
  const chips = Object.entries(CHIPS).flatMap(([key, word]) => {
    const value = view.get(key)
    return value ? [{ key, label: `${word} ${nameIn(rows, value) ?? value}` }] : []
  })
  return (
    <>
      <div className={styles.filters}>
        <Select
          aria-label="Type"
          value={view.get('type') ?? ''}
          onChange={(event) => change({ type: event.target.value })}
        >
          <option value="">Everything</option>
          {(Object.keys(EVENT_GROUPS) as EventGroup[])
            .filter((group) => platform || !EVENT_GROUPS[group].platform)
            .map((group) => (
              <optgroup key={group} label={EVENT_GROUPS[group].title}>
                <option value={group}>{EVENT_GROUPS[group].title}: all</option>
                {typesIn(group).map((type) => (
                  <option key={type} value={type}>
                    {EVENT_TYPES[type][1]}
                  </option>
                ))}
              </optgroup>
            ))}
        </Select>
        <ActorInput actors={actors} onSearch={onSearchActor} onChoose={(actor) => change({ actor })} />
        <Day label="From" value={dayIn(view, 'from')} max={dayIn(view, 'to')} onChange={(from) => change({ from })} />
        <Day label="to" value={dayIn(view, 'to')} min={dayIn(view, 'from')} onChange={(to) => change({ to })} />
        {FILTERS.some((key) => view.get(key)) && (
          <Button kind="quiet" onClick={() => change(Object.fromEntries(FILTERS.map((key) => [key, ''])))}>
            Clear filters
          </Button>
        )}
        {children}
      </div>
      {chips.length > 0 && (
        <div className={styles.chips}>
          <RemovableChips label="Filters" items={chips} onRemove={(key) => change({ [key]: '' })} />
        </div>
      )}
    </>
  )
}

const CHIPS = { actor: 'By', subject: 'About', workspace: 'In' }

function nameIn(rows: readonly EventRowFragment[], id: string): string | null | undefined {
  const done = rows.find(({ actorId }) => actorId === id)
  return done?.actorName ?? rows.find(({ subjectId }) => subjectId === id)?.subjectName
}

interface DayProps {
  readonly label: string
  readonly value: string | null
  readonly min?: string | null
  readonly max?: string | null
  readonly onChange: (value: string) => void
}

function Day({ label, value, min, max, onChange }: DayProps) {
  const id = useId()
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <TextInput
        id={id}
        type="date"
        value={value ?? ''}
        min={min ?? undefined}
        max={max ?? undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  )
}

interface ActorInputProps extends Pick<EventFiltersProps, 'actors'> {
  readonly onSearch: (text: string) => void
  readonly onChoose: (actor: string) => void
}

/** The browser suggests matching actors; Enter takes a complete address or id, or the only match. */
function ActorInput({ actors, onSearch, onChoose }: ActorInputProps) {
  const [text, setText] = useState('')
  const choose = (value: string) => {
    setText('')
    onChoose(value)
  }
  return (
    <form
      className={styles.actor}
      onSubmit={(event) => {
        event.preventDefault()
        const typed = text.trim()
        const one = actors.length === 1 ? actors[0]?.value : undefined
        const value = actorRef(typed) ? typed : one
        if (value) choose(value)
      }}
    >
      <TextInput
        aria-label="By whom: a name, an address or an id"
        placeholder="By whom"
        list="actors"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          const typed = event.target.value
          const picked = actors.find(({ value }) => value === typed)
          if (picked) return choose(picked.value)
          setText(typed)
          onSearch(typed.trim())
        }}
      />
      <datalist id="actors">
        {actors.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </datalist>
    </form>
  )
}
