// Ctrl/⌘ K: goes to a workspace or a page by a few letters of its name.
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { read } from '../data/graph.ts'
import { FindWorkspacesDocument } from '../generated/palette.ts'
import type { FindWorkspacesQuery } from '../generated/types.ts'
import { go, to } from '../routes.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { useFrame } from './context.ts'
import { palette } from './opened.ts'
import styles from './palette.module.css'
import { takeTyped } from './typed-ahead.ts'

const RESTS_MS = 120

interface Target {
  readonly key: string
  readonly icon: IconName
  readonly title: string
  readonly detail?: string
  readonly address: string
}

export default function Palette() {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, too
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Jump to"
      onClose={() => palette.set(false)}
      onClick={(event) => event.target === dialog.current && palette.set(false)}
    >
      <Targets />
    </dialog>
  )
}

function Targets() {
  const id = useId()
  const [words, setWords] = useState('')
  // in the commit that ends `KeepTyped`, so that no key comes in between
  useLayoutEffect(() => {
    const typed = takeTyped()
    if (typed) setWords(typed)
  }, [])
  const [chosen, setChosen] = useState(0)
  const workspaces = useFound(words)
  const pages = usePages().filter(({ title }) => title.toLowerCase().includes(words.trim().toLowerCase()))
  // workspaces arrive later: they must not move what is already shown
  const groups = [
    { title: 'Pages', targets: pages },
    { title: 'Workspaces', targets: workspaces },
  ].filter(({ targets }) => targets.length > 0)
  const all = groups.flatMap(({ targets }) => targets)
  const at = Math.min(chosen, all.length - 1)
  const open = (target: Target | undefined) => {
    if (!target) return
    palette.set(false)
    go(target.address)
  }
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: a user who opens it wants to type at once
        autoFocus
        role="combobox"
        aria-label="Workspace or page"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={all[at] && `${id}-${all[at].key}`}
        placeholder="Workspace or page"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setChosen(0)
        }}
        onKeyDown={(event) => {
          const step = steps[event.key]
          if (step) setChosen((at + step + all.length) % Math.max(all.length, 1))
          else if (event.key === 'Enter') open(all[at])
          if (step || event.key === 'Enter') event.preventDefault()
        }}
      />
      <div id={id} role="listbox" aria-label="Workspaces and pages" tabIndex={-1} className={styles.targets}>
        {groups.map(({ title, targets }) => (
          // biome-ignore lint/a11y/useSemanticElements: it groups options
          <div key={title} role="group" aria-label={title}>
            <p aria-hidden="true">{title}</p>
            {targets.map((target) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
              <div
                key={target.key}
                id={`${id}-${target.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={target === all[at]}
                onPointerMove={() => setChosen(all.indexOf(target))}
                onClick={() => open(target)}
              >
                <Icon name={target.icon} />
                <span>{target.title}</span>
                {target.detail && <code>{target.detail}</code>}
              </div>
            ))}
          </div>
        ))}
        {all.length === 0 && <p>Nothing is called that.</p>}
      </div>
    </>
  )
}

interface Found {
  readonly search: string
  readonly nodes: FindWorkspacesQuery['workspaces']['nodes']
}

/**
 * Workspaces that match the typed text, requested a moment after the last key; until the answer, those already loaded
 * that match.
 */
function useFound(words: string): readonly Target[] {
  const [found, setFound] = useState<Found>({ search: '', nodes: [] })
  const fits = (text: string) => text.toLowerCase().includes(words.trim().toLowerCase())
  const isAnswered = found.search === words.trim()
  useEffect(() => {
    let isCurrent = true
    const search = words.trim()
    const find = () =>
      read(FindWorkspacesDocument, { filter: search ? { search } : null }).then(
        ({ workspaces }) => isCurrent && setFound({ search, nodes: workspaces.nodes }),
        // the connection bar reports that the server cannot be reached
        () => undefined,
      )
    const timer = setTimeout(find, search ? RESTS_MS : 0)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [words])
  const nodes = found.nodes.filter(({ name, displayName }) => isAnswered || fits(name) || fits(displayName))
  return nodes.map(({ id, name, displayName }) => ({
    key: id,
    icon: 'box',
    title: displayName,
    detail: name,
    address: to.workspace(name),
  }))
}

function usePages(): readonly Target[] {
  const { me } = useFrame()
  const pages: readonly [IconName, string, string][] = [
    ['workspaces', 'Workspaces', to.workspaces()],
    ['plus', 'New workspace', to.workspaces('?new=1')],
    ['trash', 'Deletions', to.deletions()],
    ['mail', 'Invitations', to.invitations()],
    ['key', 'My tokens', to.tokens()],
    ['shield', 'Account and sessions', to.account()],
  ]
  const platform: readonly [IconName, string, string][] = [
    ['users', 'Users', to.admin('users')],
    ['workspaces', 'All workspaces', to.admin('workspaces')],
    ['trash', 'All deletions', to.admin('deletions')],
    ['folder', 'Resource kinds', to.admin('kinds')],
    ['activity', 'Events', to.admin('events')],
  ]
  return [...pages, ...(me.platformAdmin ? platform : [])].map(([icon, title, address]) => ({
    key: title.replaceAll(' ', '-'),
    icon,
    title,
    address,
  }))
}
