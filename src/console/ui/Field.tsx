// Form controls, and the field around a control. The field provides label, hint and error through a context, so that a
// control needs no id of its own. Values stay in the form (`FormData`), and the server validates them.

import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react'
import styles from './Field.module.css'
import { Icon } from './Icon.tsx'

interface Wiring {
  readonly id?: string
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: true | undefined
}

/** The attributes that connect a control with the label, hint and error around it. */
const Wires = createContext<Wiring>({})

interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong with the value, and what to do about it. */
  readonly error?: string | undefined
  /** True, or an additional remark: "kept in the record". */
  readonly optional?: boolean | string
  /** One control of this file. For any other element, pass a function, and spread the attributes that it gets. */
  readonly children: ReactNode | ((wiring: Wiring) => ReactNode)
}

/** A control with its label above, its hint and its error. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const wiring: Wiring = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional && <span> {optional === true ? 'optional' : `optional, ${optional}`}</span>}
      </label>
      <Wires value={wiring}>{typeof children === 'function' ? children(wiring) : children}</Wires>
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      <Problem id={`${id}-error`} text={error} />
    </div>
  )
}

function Problem({ id, text }: { readonly id: string; readonly text?: string | undefined }) {
  return (
    <div id={id} role="alert" className={styles.error}>
      {text && (
        <>
          <Icon name="warning" size={14} />
          {text}
        </>
      )}
    </div>
  )
}

function join(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

export function TextInput({ className, mono = false, ...rest }: ComponentProps<'input'> & { readonly mono?: boolean }) {
  return <input {...useContext(Wires)} {...rest} className={join(styles.input, mono && styles.mono, className)} />
}

export function TextArea({
  className,
  mono = false,
  rows = 3,
  style,
  ...rest
}: ComponentProps<'textarea'> & { readonly mono?: boolean }) {
  return (
    <textarea
      rows={rows}
      style={{ minHeight: `calc(${rows}lh + 14px)`, ...style }}
      {...useContext(Wires)}
      {...rest}
      className={join(styles.input, styles.area, mono && styles.mono, className)}
    />
  )
}

/** The browser's own select list. Outside of a `Field` it needs an `aria-label`. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={join(styles.select, className)}>
      <select {...useContext(Wires)} {...rest}>
        {children}
      </select>
      <Icon name="chevronDown" />
    </span>
  )
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  /** The sentence that is true when the box is checked. */
  readonly children: ReactNode
  readonly hint?: ReactNode
}

export function Check({ children, hint, ...rest }: CheckProps) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <input id={id} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} type="checkbox" />
      <label htmlFor={id}>{children}</label>
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  )
}

interface RadiosProps<Value extends string> {
  readonly legend: ReactNode
  readonly name: string
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly hint?: ReactNode }[]
  readonly value?: Value
  readonly defaultValue?: Value
  readonly onChange?: (value: Value) => void
  readonly error?: string | undefined
}

/** A few choices, each with an explanation. */
export function Radios<Value extends string>(props: RadiosProps<Value>) {
  const { legend, name, options, value, defaultValue, onChange, error } = props
  const id = useId()
  return (
    <fieldset className={styles.radios} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={styles.label}>{legend}</legend>
      {options.map((each) => (
        <div key={each.value} className={styles.choice}>
          <input
            id={`${id}-${each.value}`}
            type="radio"
            name={name}
            value={each.value}
            aria-describedby={each.hint ? `${id}-${each.value}-hint` : undefined}
            {...(value === undefined
              ? { defaultChecked: each.value === defaultValue }
              : { checked: each.value === value })}
            onChange={() => onChange?.(each.value)}
          />
          <label htmlFor={`${id}-${each.value}`}>{each.label}</label>
          {each.hint && <small id={`${id}-${each.value}-hint`}>{each.hint}</small>}
        </div>
      ))}
      <Problem id={`${id}-error`} text={error} />
    </fieldset>
  )
}
