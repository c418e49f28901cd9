import { useLayoutEffect, useRef } from 'react'
import { Link } from 'wouter'
import styles from './Tabs.module.css'

interface TabsProps {
  readonly label: string
  readonly items: readonly { readonly href: string; readonly label: string; readonly count?: number | undefined }[]
  /** The `href` of the current page. */
  readonly current: string
}

/** The pages of one thing, as links. Where they have no room they scroll, with the current one in view. */
export function Tabs({ label, items, current }: TabsProps) {
  const list = useRef<HTMLUListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the current page needs scrolling.
  useLayoutEffect(() => {
    const shown = list.current
    const tab = shown?.querySelector<HTMLElement>('[aria-current]')
    if (!shown || !tab) return
    shown.scrollLeft = tab.offsetLeft - (shown.clientWidth - tab.offsetWidth) / 2
  }, [current])
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul ref={list}>
        {items.map((each) => (
          <li key={each.href}>
            <Link href={each.href} aria-current={each.href === current ? 'page' : undefined}>
              {each.label}
              {each.count !== undefined && <span>{each.count.toLocaleString('en')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
