import { type ReactNode, useEffect, useState } from 'react'
import type { ResourceChoicesQuery } from '../../generated/types.ts'
import { FilterChips, RemovableChips } from '../../ui/Chips.tsx'
import { Select, TextInput } from '../../ui/Field.tsx'
import { Search } from '../../ui/Search.tsx'
import lists from '../lists.module.css'
import { NO_PROJECT, type useResourceView } from './resource-view.ts'
import styles from './resources.module.css'

interface ResourceFiltersProps {
  readonly asked: ReturnType<typeof useResourceView>
  readonly choices: ResourceChoicesQuery | undefined
  readonly children: ReactNode
}

/** Search, project and label, and the existing kinds with the number of resources of each. */
export function ResourceFilters({ asked, choices, children }: ResourceFiltersProps) {
  const { search, kinds, project, label, change } = asked
  const counts = choices?.workspace?.resourceCounts ?? []
  const projects = choices?.workspace?.projects.nodes ?? []
  const chosen = choices?.nodes.find((node) => node?.id === project)
  const isListed = project === '' || project === NO_PROJECT || projects.some(({ id }) => id === project)
  const toggle = (kind: string) =>
    change({ kind: (kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind]).join(',') })
  return (
    <>
      <div className={lists.filters}>
        <Search label="Search by name or external id" value={search} onSearch={(words) => change({ search: words })} />
        <Select aria-label="Project" value={project} onChange={(event) => change({ project: event.target.value })}>
          <option value="">Any project</option>
          <option value={NO_PROJECT}>Without a project</option>
          {!isListed && <option value={project}>{chosen && 'name' in chosen ? chosen.name : 'Another project'}</option>}
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <LabelFilter label={label} onLabel={(text) => change({ label: text })} />
        {children}
      </div>
      {(!choices || counts.length > 0 || label) && (
        <div className={styles.chips}>
          <FilterChips
            label="Kinds"
            options={counts.map(({ kind, count }) => ({ value: kind.name, label: kind.displayName, count }))}
            selected={kinds}
            onToggle={toggle}
          />
          {label && (
            <RemovableChips label="Labels" items={[{ key: label, label }]} onRemove={() => change({ label: '' })} />
          )}
        </div>
      )}
    </>
  )
}

/** A label filter has the form `key=value`; Enter applies it. */
function LabelFilter({ label, onLabel }: { readonly label: string; readonly onLabel: (text: string) => void }) {
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  useEffect(() => {
    if (label) setText('')
  }, [label])
  const ask = () => {
    const isLabel = /^[^=]+=/.test(text.trim())
    setWrong(!isLabel && text.trim() !== '')
    if (isLabel) onLabel(text.trim())
  }
  return (
    <form
      className={styles.label}
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <TextInput
        aria-label="Label, as key=value"
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? 'label-problem' : undefined}
        placeholder="key=value"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setWrong(false)
        }}
      />
      <span id="label-problem" role="alert">
        {isWrong && 'Write it as key=value.'}
      </span>
    </form>
  )
}
