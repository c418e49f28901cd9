// A long list whose entries have any height and can be expanded, newest first. Only entries near the window are in the
// document; padding replaces the height of the others. Screen readers get the position of each entry, and the total.
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './Feed.module.css'

const HEIGHT = 66
const OVERSCAN = 8
/** When fewer entries than this are left below, more are requested. */
const NEAR_END = 20

interface FeedProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly itemKey: (item: Item) => string
  /** Renders an entry; `id` is for the element that labels it. */
  readonly render: (item: Item, index: number, id: string) => ReactNode
  readonly hasMore: boolean
  readonly busy: boolean
  readonly onEnd: () => void
  /** Reports which entries are near the window. */
  readonly onRange: (first: number, last: number) => void
}

export function Feed<Item>({ label, items, itemKey, render, hasMore, busy, onEnd, onRange }: FeedProps<Item>) {
  const feed = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => HEIGHT,
    getItemKey: (index) => itemKey(items[index] as Item),
    overscan: OVERSCAN,
    scrollMargin: top,
  })
  useLayoutEffect(() => {
    // the content above can change its height with any render
    if (feed.current && !virtualizer.isScrolling)
      setTop(Math.round(feed.current.getBoundingClientRect().top + window.scrollY))
  })
  const shown = virtualizer.getVirtualItems()
  const { startIndex: first = 0, endIndex: last = -1 } = virtualizer.range ?? {}
  const asked = useRef(-1)
  useEffect(() => {
    if (items.length < asked.current) asked.current = -1
    if (!hasMore || busy || last < items.length - NEAR_END || asked.current === items.length) return
    asked.current = items.length
    onEnd()
  }, [hasMore, busy, last, items.length, onEnd])
  useEffect(() => {
    if (last >= 0) onRange(first, last)
  }, [first, last, onRange])

  const above = (shown[0]?.start ?? top) - top
  const below = top + virtualizer.getTotalSize() - (shown.at(-1)?.end ?? top)
  return (
    <div
      ref={feed}
      role="feed"
      aria-label={label}
      aria-busy={busy}
      className={styles.feed}
      style={{ paddingBlock: `${above}px ${below}px` }}
    >
      {shown.map(({ index, key }) => {
        const item = items[index] as Item
        const id = `feed-${key}`
        return (
          <article
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-labelledby={id}
            aria-posinset={index + 1}
            aria-setsize={hasMore ? -1 : items.length}
          >
            {render(item, index, id)}
          </article>
        )
      })}
    </div>
  )
}
