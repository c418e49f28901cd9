import { type ButtonHTMLAttributes, type ReactNode, type RefAttributes, useRef, useState } from 'react'
import { IconButton } from './Button.tsx'
import type { MenuItem } from './menu-item.ts'
import { usePart } from './part.ts'

type Trigger = ButtonHTMLAttributes<HTMLButtonElement> & RefAttributes<HTMLButtonElement>

interface MenuProps {
  /** The accessible name of the menu and, if it is the usual "…", of its button. */
  readonly label: string
  /** `null` draws a line. */
  readonly items: readonly (MenuItem | null)[]
  /** A button in place of "…", which must take all the given properties. */
  readonly trigger?: (props: Trigger) => ReactNode
}

const load = () => import('./MenuPopup.tsx')
const loadAhead = () => void load().catch(() => undefined)

/**
 * A button with a menu. The menu's code is loaded when the button is first pointed at or gets focus; the button is the
 * same before and after, so that it never loses focus.
 */
export function Menu({ label, items, trigger }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const MenuPopup = usePart(load, open, () => setOpen(false))
  const props: Trigger = {
    ref: button,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    onPointerEnter: loadAhead,
    onFocus: loadAhead,
    onClick: () => setOpen(!open),
    onKeyDown: (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      setOpen(true)
    },
  }
  return (
    <>
      {trigger ? trigger(props) : <IconButton {...props} icon="dots" label={label} />}
      {MenuPopup && <MenuPopup label={label} items={items} button={button} onClose={() => setOpen(false)} />}
    </>
  )
}
