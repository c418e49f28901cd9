import { MenuItem as Item, Menu, MenuSeparator, useMenuStore } from '@ariakit/react'
import { type RefObject, useLayoutEffect, useState } from 'react'
import { Link } from 'wouter'
import { Icon } from './Icon.tsx'
import styles from './Menu.module.css'
import type { MenuItem } from './menu-item.ts'

interface MenuPopupProps {
  readonly label: string
  readonly items: readonly (MenuItem | null)[]
  readonly button: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

/** The open menu, with arrow keys, Home, End, typed letters and Escape. Loaded on demand. */
export default function MenuPopup({ label, items, button, onClose }: MenuPopupProps) {
  const store = useMenuStore({ open: true, setOpen: (open) => open || onClose(), placement: 'bottom-end' })
  const anchor = button.current
  const [host] = useState(() => document.createElement('div'))
  useLayoutEffect(() => {
    // The page is inert while a dialog is open, so the menu has to be inside the dialog; and screen readers expect all
    // content of a page in its landmarks.
    const place = button.current?.closest('dialog, main, nav, aside, header') ?? document.body
    place.append(host)
    store.setDisclosureElement(button.current)
    store.setInitialFocus('first')
    store.setAutoFocusOnShow(true)
    return () => host.remove()
  }, [button, host, store])
  return (
    <Menu
      store={store}
      aria-label={label}
      className={styles.menu}
      gutter={4}
      portal
      portalElement={host}
      preserveTabOrder={false}
      fixed
      unmountOnHide
      getAnchorRect={() => anchor?.getBoundingClientRect() ?? null}
      finalFocus={button}
      hideOnEscape={(event) => {
        // Otherwise the browser also closes the dialog that contains the menu.
        event.preventDefault()
        return true
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Tab') return
        button.current?.focus()
        onClose()
      }}
      hideOnInteractOutside={(event) => !(event.target instanceof Node && anchor?.contains(event.target))}
    >
      {items.map((item, index) =>
        item ? (
          <Choice key={item.label} item={item} button={button} onClose={onClose} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its position.
          <MenuSeparator key={index} className={styles.line} />
        ),
      )}
    </Menu>
  )
}

interface ChoiceProps extends Pick<MenuPopupProps, 'button' | 'onClose'> {
  readonly item: MenuItem
}

function Choice({ item, button, onClose }: ChoiceProps) {
  const choose = () => {
    onClose()
    // The button gets focus before the action: a dialog that it opens then returns focus to the button.
    button.current?.focus()
    item.onSelect?.()
  }
  const icon = item.checked ? 'check' : item.icon
  return (
    <Item
      className={`${styles.item} ${item.danger ? styles.danger : ''}`}
      disabled={item.whyNot !== undefined}
      accessibleWhenDisabled
      hideOnClick={false}
      onClick={choose}
      {...(item.href === undefined ? {} : { render: <Link href={item.href} /> })}
      {...(item.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.checked })}
    >
      {icon ? <Icon name={icon} /> : <span className={styles.gap} />}
      <span>
        {item.label}
        {item.whyNot !== undefined && <small>{item.whyNot}</small>}
      </span>
    </Item>
  )
}
