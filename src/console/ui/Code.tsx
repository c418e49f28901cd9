import { useRef } from 'react'
import { IconButton } from './Button.tsx'
import styles from './Code.module.css'
import { useCopied } from './copy.ts'

interface CodeProps {
  readonly children: string
  /** The name of the value, for the button that copies it: "id". */
  readonly label: string
  /** Shows several lines unchanged, in a frame that scrolls. */
  readonly block?: boolean
}

const SAYS = { no: 'Copy', copied: 'Copied', selected: 'Selected: press Ctrl C' }

/** An id, an address or lines of text, with a button that copies it. */
export function Code({ children, label, block = false }: CodeProps) {
  const shown = useRef<HTMLElement>(null)
  const [copied, copy] = useCopied()
  const button = (
    <>
      <IconButton
        icon={copied === 'copied' ? 'check' : 'copy'}
        label={`${SAYS[copied]} ${label}`}
        onClick={() => copy(children, shown.current)}
      />
      <span role="status" className="visually-hidden">
        {copied === 'copied' && `Copied ${label}`}
      </span>
    </>
  )
  if (!block) {
    return (
      <span className={styles.code}>
        <code ref={shown}>{children}</code>
        {button}
      </span>
    )
  }
  return (
    <div className={`${styles.code} ${styles.block}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be reachable by keyboard. */}
      <pre tabIndex={0}>
        <code ref={shown}>{children}</code>
      </pre>
      {button}
    </div>
  )
}
