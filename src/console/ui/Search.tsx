import { useEffect, useRef, useState } from 'react'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import styles from './Search.module.css'

/** A search is sent this long after the last key. */
const REST_MS = 180

interface SearchProps {
  readonly label: string
  /** The current search: when something else changes it, the input follows. */
  readonly value: string
  readonly onSearch: (words: string) => void
  readonly className?: string
}

/** A search field. The keyboard shortcut finds it by `data-search`. */
export function Search({ label, value, onSearch, className = '' }: SearchProps) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const told = useRef(value)
  const tell = useRef(onSearch)
  tell.current = onSearch

  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])

  const send = (words: string) => {
    if (words === told.current) return
    told.current = words
    tell.current(words)
  }
  const sender = useRef(send)
  sender.current = send
  useEffect(() => {
    const timer = setTimeout(() => sender.current(text.trim()), REST_MS)
    return () => clearTimeout(timer)
  }, [text])

  const clear = () => {
    setText('')
    send('')
    input.current?.focus()
  }
  return (
    <search className={`${styles.search} ${className}`}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        data-search
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(text.trim())
          if (event.key !== 'Escape' || text === '') return
          event.preventDefault()
          clear()
        }}
      />
      {text === '' ? <kbd>/</kbd> : <IconButton icon="x" label="Clear search" onClick={clear} />}
    </search>
  )
}
