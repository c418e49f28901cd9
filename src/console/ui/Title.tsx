import { Fragment, type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { Icon } from './Icon.tsx'
import styles from './Title.module.css'

interface Crumb {
  readonly label: string
  readonly href?: string
  /** Whether it is an address or an id. */
  readonly mono?: boolean
}

interface TitleProps {
  readonly children: string
  readonly crumbs?: readonly Crumb[]
  readonly description?: ReactNode
  /** State and actions, at the opposite side. */
  readonly aside?: ReactNode
  /** The page of the thing that the title names: "Members". It comes first in the title of the window. */
  readonly page?: string
}

/** The path whose heading had focus last; undefined on the first page, which keeps the focus at its top. */
let announced: string | undefined

/** The heading of a page: it takes focus after a navigation, so that screen readers announce the page. */
export function Title({ children, crumbs = [], description, aside, page }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [path] = useLocation()

  useEffect(() => {
    document.title = [page, children, 'Croft'].filter(Boolean).join(' · ')
  }, [page, children])

  useEffect(() => {
    if (announced !== undefined && announced !== path) heading.current?.focus({ preventScroll: true })
    announced = path
  }, [path])

  return (
    <header className={styles.title}>
      <div className={styles.text}>
        {crumbs.length > 0 && (
          <nav aria-label="Breadcrumbs" className={styles.crumbs}>
            {crumbs.map((each, index) => (
              <Fragment key={each.label}>
                {index > 0 && <Icon name="chevronRight" size={14} />}
                {each.href === undefined ? <Label {...each} /> : <Link href={each.href}>{<Label {...each} />}</Link>}
              </Fragment>
            ))}
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {page && <span className="visually-hidden">{page} of </span>}
          {children}
        </h1>
        {description && <div className={styles.description}>{description}</div>}
      </div>
      {aside && <div className={styles.aside}>{aside}</div>}
    </header>
  )
}

function Label({ label, mono }: Crumb) {
  return mono ? <code>{label}</code> : <span>{label}</span>
}
