import styles from './Avatar.module.css'
import { Icon, type IconName } from './Icon.tsx'

/** Hues on the colour wheel that can be told apart. */
const HUES = [25, 55, 95, 155, 200, 240, 285, 330]
const ICONS = {
  group: 'users',
  robot: 'robot',
  everyone: 'globe',
  key: 'key',
  box: 'box',
  folder: 'folder',
} satisfies Record<string, IconName>

interface AvatarProps {
  /** Determines the colour, which therefore stays when the name changes. */
  readonly id: string
  readonly name: string
  readonly kind?: 'person' | 'workspace' | keyof typeof ICONS
}

/** Kinds that are not principals have a square avatar. */
const SQUARE: readonly string[] = ['workspace', 'key', 'box', 'folder']

/** A coloured picture with initials or an icon, for use beside the name itself. */
export function Avatar({ id, name, kind = 'person' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={`${styles.avatar} ${SQUARE.includes(kind) ? styles.square : ''}`}
      style={{ '--hue': HUES[hash(id) % HUES.length] } as React.CSSProperties}
    >
      {kind === 'person' || kind === 'workspace' ? initials(name) : <Icon name={ICONS[kind]} />}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...(words[0] ?? '?')].slice(0, 2)
  return letters.join('').toUpperCase()
}

function hash(text: string): number {
  let sum = 2166136261
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16777619)
  return (sum ^ (sum >>> 15)) >>> 0
}
