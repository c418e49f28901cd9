import { useLayoutEffect, useRef } from 'react'
import { Link } from 'wouter'
import styles from './Tabs.module.css'

interface TabsProps {
  readonly label: string
  readonly items: readonly { readonly href: string; readonly label: string; readonly count?: number | undefined }[]
  /** The `href` of the page that is shown. */
  readonly current: string
}

/** Pages of one thing, as links. Where they have no room they scroll, with the current one in sight. */
export function Tabs({ label, items, current }: TabsProps) {
  const list = useRef<HTMLUListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current page is what moves.
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
