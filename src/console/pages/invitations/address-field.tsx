import { useRef } from 'react'
import { RemovableChips } from '../../ui/Chips.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { addressesIn, isComplete, isMalformed, sameAs } from './addresses.ts'
import styles from './invite.module.css'

export interface Address {
  readonly text: string
  /** Why the address was not invited, or cannot be. */
  readonly problem?: string
}

interface AddressFieldProps {
  readonly addresses: readonly Address[]
  /** The text being typed, which is not a chip yet. */
  readonly text: string
  readonly error: string | undefined
  readonly onChange: (addresses: readonly Address[], text: string) => void
}

/** Appends the addresses in the text to the existing ones. */
export function withText(addresses: readonly Address[], text: string): readonly Address[] {
  const present = new Set(addresses.map((each) => sameAs(each.text)))
  const added = addressesIn(text).filter((each) => !present.has(sameAs(each)))
  return [
    ...addresses,
    ...added.map((each) => (isMalformed(each) ? { text: each, problem: 'This is no address' } : { text: each })),
  ]
}

/**
 * Addresses become chips as they are pasted or typed. An invalid one stays, and can be moved back into the input to be
 * corrected.
 */
export function AddressField({ addresses, text, error, onChange }: AddressFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const commit = (typed: string) => onChange(withText(addresses, typed), '')
  const remove = (key: string) => addresses.filter((each) => each.text !== key)
  const mend = (key: string) => {
    onChange(remove(key), key)
    input.current?.focus()
  }
  return (
    <Field label="E-mail addresses" hint="Paste them as they are: with commas, in lines, with names." error={error}>
      <div className={styles.addresses}>
        {addresses.length > 0 && (
          <RemovableChips
            label="Addresses"
            items={addresses.map((each) => ({ key: each.text, label: each.text, problem: each.problem }))}
            onRemove={(key) => onChange(remove(key), text)}
            onMend={mend}
          />
        )}
        <TextInput
          ref={input}
          data-first-focus
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={addresses.length === 0 ? 'mira@example.com, jonas@example.com' : undefined}
          value={text}
          onChange={({ target: { value } }) => (isComplete(value) ? commit(value) : onChange(addresses, value))}
          onPaste={(event) => {
            // the input would drop line breaks
            event.preventDefault()
            commit(`${text}${event.clipboardData.getData('text')}`)
          }}
          onKeyDown={(event) => {
            // Enter right after pasting must not send the form yet
            if (event.key === 'Enter') {
              event.preventDefault()
              commit(text)
            }
            const last = addresses.at(-1)
            if (event.key === 'Backspace' && text === '' && last) {
              event.preventDefault()
              mend(last.text)
            }
          }}
          onBlur={() => text.trim() !== '' && commit(text)}
        />
      </div>
    </Field>
  )
}
