// What surrounds every page: the navigation, the signed-in user, and the state of the connection.
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import logo from '../croft.svg'
import { useRead } from '../data/graph.ts'
import { running } from '../data/live.ts'
import { signOut } from '../data/session.ts'
import { useSignal } from '../data/signal.ts'
import { FavouritesDocument } from '../generated/frame.ts'
import { to } from '../routes.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { usePart } from '../ui/part.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { useFrame } from './context.ts'
import styles from './frame.module.css'
import { palette, shortcutsHelp } from './opened.ts'
import { useShortcuts } from './shortcuts.ts'
import { chooseTheme, THEME_WORDS, THEMES, theme } from './theme.ts'
import { KeepTyped } from './typed-ahead.ts'

const loadPalette = () => import('./palette.tsx')
const loadShortcutsHelp = () => import('./shortcuts-help.tsx')

export function Frame({ children }: { readonly children: ReactNode }) {
  const drawer = useRef<HTMLDialogElement>(null)
  const [path] = useLocation()
  const isPaletteOpen = useSignal(palette)
  const Palette = usePart(loadPalette, isPaletteOpen, () => palette.set(false))
  const ShortcutsHelp = usePart(loadShortcutsHelp, useSignal(shortcutsHelp), () => shortcutsHelp.set(false))
  useShortcuts()
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing stays open when the page changes
  useEffect(() => {
    drawer.current?.close()
    palette.set(false)
    shortcutsHelp.set(false)
  }, [path])
  return (
    <>
      <a className="visually-hidden skip-link" href="#content">
        Skip to the content
      </a>
      <header className={styles.top}>
        <Brand />
        <IconButton label="Jump to…" icon="search" onClick={() => palette.set(true)} />
        <IconButton label="Menu" icon="menu" onClick={() => drawer.current?.showModal()} />
      </header>
      <div className={styles.frame}>
        <aside className={styles.side}>
          <Side />
        </aside>
        <main id="content" className={styles.content} tabIndex={-1}>
          {children}
        </main>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, too */}
      <dialog
        ref={drawer}
        className={styles.drawer}
        aria-label="Menu"
        onClick={(event) => event.target === drawer.current && drawer.current.close()}
      >
        <Side />
      </dialog>
      <ConnectionBar />
      {Palette ? <Palette /> : isPaletteOpen && <KeepTyped />}
      {ShortcutsHelp && <ShortcutsHelp />}
    </>
  )
}

const Brand = () => (
  <Link className={styles.brand} href={to.workspaces()}>
    <img src={logo} alt="" width="26" height="26" />
    Croft
  </Link>
)

function Side() {
  const { me } = useFrame()
  const deletions = useSignal(running).size
  return (
    <div className={styles.inside}>
      <Brand />
      <button type="button" className={styles.jump} onClick={() => palette.set(true)}>
        <Icon name="search" />
        <span>Jump to…</span>
        <kbd>{isApple ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label="Main">
        <ul>
          <Place
            icon="workspaces"
            title="Workspaces"
            href={to.workspaces()}
            isIn={(path) => /^\/(?:w\/.*)?$/.test(path)}
          />
          <Place icon="trash" title="Deletions" href={to.deletions()} count={deletions} counts="under way" />
          <Place
            icon="mail"
            title="Invitations"
            href={to.invitations()}
            count={me.invitationCount}
            counts="to answer"
          />
          <Place icon="key" title="My tokens" href={to.tokens()} />
        </ul>
      </nav>
      <Favourites />
      {me.platformAdmin && (
        <nav aria-labelledby="platform">
          <h2 id="platform">Platform</h2>
          <ul>
            <Place icon="users" title="Users" href={to.admin('users')} />
            <Place icon="workspaces" title="All workspaces" href={to.admin('workspaces')} />
            <Place icon="trash" title="All deletions" href={to.admin('deletions')} />
            <Place icon="folder" title="Resource kinds" href={to.admin('kinds')} />
            <Place icon="activity" title="Events" href={to.admin('events')} />
          </ul>
        </nav>
      )}
      <Account />
    </div>
  )
}

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

interface PlaceProps {
  readonly icon: IconName
  readonly title: string
  readonly href: string
  readonly count?: number
  readonly counts?: string
  isIn?(path: string): boolean
}

function Place({ icon, title, href, count = 0, counts, isIn }: PlaceProps) {
  const [path] = useLocation()
  const isHere = isIn ? isIn(path) : path.startsWith(href)
  return (
    <li>
      <Link className={styles.place} href={href} aria-current={isHere ? 'page' : undefined}>
        <Icon name={icon} />
        <span>{title}</span>
        {count > 0 && (
          <span className={styles.count}>
            {count} <span className="visually-hidden">{counts}</span>
          </span>
        )}
      </Link>
    </li>
  )
}

function Favourites() {
  const { data } = useRead(FavouritesDocument, {})
  const [path] = useLocation()
  const favourites = data?.workspaces.nodes.filter(({ myPreferences }) => myPreferences.favourite) ?? []
  if (favourites.length === 0) return null
  return (
    <nav aria-labelledby="favourites">
      <h2 id="favourites">Favourites</h2>
      <ul>
        {favourites.map(({ id, name, displayName }) => (
          <li key={id}>
            <Link
              className={styles.place}
              href={to.workspace(name)}
              aria-current={path.startsWith(`/w/${name}/`) ? 'true' : undefined}
            >
              <Icon name="starFilled" />
              <span>{displayName}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Account() {
  const { me } = useFrame()
  const chosen = useSignal(theme)
  const name = me.user?.name ?? 'Service account'
  return (
    <div className={styles.account}>
      <Avatar name={name} id={me.user?.id ?? name} />
      <span className={styles.who}>
        <strong>{name}</strong>
        <small>{me.user?.email}</small>
      </span>
      <Menu
        label="Account"
        items={[
          { label: 'Account and sessions', icon: 'shield', href: to.account() },
          null,
          ...THEMES.map((each) => ({
            label: THEME_WORDS[each],
            checked: each === chosen,
            onSelect: () => chooseTheme(each),
          })),
          null,
          { label: 'Keyboard shortcuts', icon: 'settings', onSelect: () => shortcutsHelp.set(true) },
          { label: 'GraphiQL', icon: 'terminal', onSelect: () => location.assign(to.graphiql()) },
          { label: 'Sign out', icon: 'signOut', onSelect: () => void signOut() },
        ]}
      />
    </div>
  )
}
