import { type ReactNode, useId, useRef } from 'react'
import { Banner } from './Banner.tsx'
import { Button } from './Button.tsx'
import { useCopied } from './copy.ts'
import { Dialog } from './Dialog.tsx'
import { Icon } from './Icon.tsx'
import styles from './Secret.module.css'

interface Example {
  readonly label: string
  readonly text: string
}

interface SecretProps {
  readonly open: boolean
  readonly title: ReactNode
  /** The name of the value: "API token", "Link for jonas@croft.example". */
  readonly label: string
  readonly value: string
  /** Further values, each with a label: the links of several invitations. */
  readonly more?: readonly Example[]
  /** Ready-made commands, which may contain the value. */
  readonly examples?: readonly Example[]
  readonly children?: ReactNode
  readonly onDone: () => void
}

/** Shows a value that can be read only once. Only its own button closes it, and the value is stored nowhere. */
export function Secret({ open, title, label, value, more = [], examples = [], children, onDone }: SecretProps) {
  return (
    <Dialog
      open={open}
      title={title}
      closable={false}
      onClose={onDone}
      footer={
        <Button kind="primary" onClick={onDone}>
          I have kept it
        </Button>
      }
    >
      <Banner tone="warn">This is shown once. Croft keeps only a hash of it.</Banner>
      {children}
      {[{ label, text: value }, ...more].map((each) => (
        <Once key={each.label} {...each} />
      ))}
      {examples.map((each) => (
        <Command key={each.label} {...each} />
      ))}
    </Dialog>
  )
}

const SAYS = { no: 'Copy', copied: 'Copied', selected: 'Press Ctrl C' }

function CopyButton({ says, label, onClick }: { says: keyof typeof SAYS; label: string; onClick: () => void }) {
  return (
    <>
      <Button icon={says === 'copied' ? 'check' : 'copy'} onClick={onClick} className={styles.copy ?? ''}>
        {SAYS[says]}
        <span className="visually-hidden"> {label}</span>
      </Button>
      <span role="status" className="visually-hidden">
        {says === 'copied' && `Copied ${label}`}
      </span>
    </>
  )
}

function Once({ label, text }: Example) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [says, copy] = useCopied()
  return (
    <div className={styles.once}>
      <label htmlFor={id}>{label}</label>
      <div>
        <input
          ref={field}
          id={id}
          readOnly
          value={text}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton says={says} label={label} onClick={() => copy(text, field.current)} />
      </div>
    </div>
  )
}

function Command({ label, text }: Example) {
  const shown = useRef<HTMLElement>(null)
  const [says, copy] = useCopied()
  return (
    <details className={styles.command}>
      <summary>
        <Icon name="chevronRight" />
        {label}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard. */}
      <pre tabIndex={0}>
        <code ref={shown}>{text}</code>
      </pre>
      <CopyButton says={says} label={label} onClick={() => copy(text, shown.current)} />
    </details>
  )
}
