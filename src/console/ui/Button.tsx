import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'
import { Icon, type IconName } from './Icon.tsx'
import { Tip } from './Tip.tsx'

type Kind = 'primary' | 'plain' | 'danger' | 'quiet'

interface Look {
  readonly kind?: Kind
  readonly icon?: IconName
}

interface State {
  /** Its action is running: the button does nothing until that ends. */
  readonly busy?: boolean
  /** Why it can't be used now. The button keeps its place and its focus, and shows the reason. */
  readonly whyNot?: string | undefined
}

type ButtonProps = Look & State & ComponentProps<'button'>

function classOf(kind: Kind, className?: string): string {
  return [styles.button, styles[kind], className].filter(Boolean).join(' ')
}

/** A button that keeps its place and focus while it can't be used; the reason is its accessible description. */
export function Button({ kind = 'plain', icon, busy = false, children, className, ...rest }: ButtonProps) {
  return (
    <Bare {...rest} busy={busy} className={classOf(kind, className)}>
      {busy ? <span className={styles.spinner} /> : icon && <Icon name={icon} />}
      {children}
    </Bare>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  readonly label: string
  readonly icon: IconName
}

/** A button that shows only an icon: the label is its accessible name, and is shown as a tip. */
export function IconButton({ kind = 'quiet', icon, label, busy = false, className, ...rest }: IconButtonProps) {
  return (
    <Bare {...rest} busy={busy} name={label} className={classOf(kind, `${styles.square} ${className ?? ''}`)}>
      {busy ? <span className={styles.spinner} /> : <Icon name={icon} />}
    </Bare>
  )
}

function Bare({ whyNot, busy, name, onClick, type = 'button', ...rest }: State & ComponentProps<'button'>) {
  const off = busy || whyNot !== undefined
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Tip text={whyNot ?? name}>
      {(tip) => (
        <button
          aria-describedby={whyNot === undefined ? undefined : tip}
          {...rest}
          type={type}
          aria-label={name ?? rest['aria-label']}
          aria-disabled={off || undefined}
          aria-busy={busy || undefined}
          onClick={click}
        />
      )}
    </Tip>
  )
}

interface LinkButtonProps extends Look {
  readonly href: string
  readonly children: ReactNode
  readonly className?: string
}

/** A link that looks like a button; one that leaves the console opens in a new tab. */
export function LinkButton({ kind = 'plain', icon, href, children, className }: LinkButtonProps) {
  const look = { className: classOf(kind, className) }
  const content = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  )
  if (!/^[a-z]+:/.test(href)) {
    return (
      <Link href={href} {...look}>
        {content}
      </Link>
    )
  }
  return (
    <a href={href} target="_blank" rel="noreferrer" {...look}>
      {content}
    </a>
  )
}
