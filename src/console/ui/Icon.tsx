const STAR = 'M8 1.9l1.85 3.8 4.15.6-3 2.95.7 4.15L8 11.45l-3.7 1.95.7-4.15-3-2.95 4.15-.6z'

/** Drawn on a grid of 16, so that lines are sharp at the usual sizes. */
const PATHS = {
  activity: 'M1.5 8h3l2-5 3 10 2-5h3',
  box: 'M8 1.8l5.5 3v6.4L8 14.2l-5.5-3V4.8zM2.7 4.9L8 7.8l5.3-2.9M8 7.8V14',
  check: 'M3 8.5L6.5 12 13 4.5',
  chevronDown: 'M4.5 6.2L8 9.8l3.5-3.6',
  chevronRight: 'M6.2 4.5L9.8 8l-3.6 3.5',
  chevronUp: 'M4.5 9.8L8 6.2l3.5 3.6',
  clock: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 4.8V8l2.2 1.6',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  dots: 'M3.2 8h0M8 8h0M12.8 8h0',
  external: 'M9 2.5h4.5V7M13.5 2.5l-6 6M11.5 9.5v4h-9v-9h4',
  eyeOff:
    'M2.5 2.5l11 11M6.5 4C7 3.9 7.5 3.8 8 3.8c3 0 5 2 6 4.2-.4.9-1 1.7-1.7 2.4M4.3 5.1C3.3 5.8 2.5 6.8 2 8c1 2.2 3 4.2 6 4.2 1.1 0 2-.2 2.8-.7',
  flag: 'M3.5 14.5v-12H12L10.2 6 12 9.5H3.5',
  folder: 'M2 3.5h4.2L8 5.3h6v7.2H2z',
  globe:
    'M8 14A6 6 0 108 2a6 6 0 000 12zM2.2 8h11.6M8 2c2 1.7 2.6 3.7 2.6 6S10 12.3 8 14c-2-1.7-2.6-3.7-2.6-6S6 3.7 8 2z',
  info: 'M8 14A6 6 0 108 2a6 6 0 000 12zM8 7.5v3.3M8 5.2h0',
  key: 'M5 13.5a3 3 0 100-6 3 3 0 000 6zM7.2 8.3l6.3-5.8M11 4.9l2 2.1',
  link: 'M6.8 9.2a2.8 2.8 0 004 0l2-2a2.8 2.8 0 00-4-4l-.8.8M9.2 6.8a2.8 2.8 0 00-4 0l-2 2a2.8 2.8 0 004 4l.8-.8',
  live: 'M8 8h0M5.2 10.8a4 4 0 010-5.6M10.8 5.2a4 4 0 010 5.6M3.2 12.8a6.8 6.8 0 010-9.6M12.8 3.2a6.8 6.8 0 010 9.6',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 015 0v2.5',
  mail: 'M2 3.5h12v9H2zM2.3 4L8 8.7 13.7 4',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  monitor: 'M2 2.5h12V11H2zM8 11v2.5M5 13.5h6',
  moon: 'M13.5 9.6A5.8 5.8 0 016.4 2.5a5.8 5.8 0 107.1 7.1z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3l8 5-8 5z',
  plus: 'M8 3v10M3 8h10',
  retry: 'M13 8a5 5 0 11-1.5-3.5L13 6M13 2.8V6H9.8',
  robot: 'M3 6h10v7.5H3zM8 6V3M8 2.5h0M6 9.3v1M10 9.3v1M1.2 9v2M14.8 9v2',
  search: 'M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.3 10.3L14 14',
  settings:
    'M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M8.5 5a1.75 1.75 0 103.5 0 1.75 1.75 0 00-3.5 0zM4 11a1.75 1.75 0 103.5 0A1.75 1.75 0 004 11z',
  shield: 'M8 1.8l5.2 1.9v3.8c0 3.2-2.1 5.5-5.2 6.7-3.1-1.2-5.2-3.5-5.2-6.7V3.7z',
  signOut: 'M9.5 2.5H3v11h6.5M6.5 8H14M11 5l3 3-3 3',
  skip: 'M3.5 3.5L10 8l-6.5 4.5zM12.5 3.5v9',
  star: STAR,
  starFilled: STAR,
  sun: 'M8 11a3 3 0 100-6 3 3 0 000 6zM8 1v1.2M8 13.8V15M1 8h1.2M13.8 8H15M3 3l.9.9M12.1 12.1l.9.9M13 3l-.9.9M3.9 12.1l-.9.9',
  terminal: 'M2 2.5h12v11H2zM4.8 6l2 2-2 2M8.5 10.3H11',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.7 7v4M9.3 7v4',
  users:
    'M6 7.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM1.5 13.5c0-2.5 1.8-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.4 2.4 0 010 4.5M12 9.8c1.6.5 2.5 1.8 2.5 3.7',
  warning: 'M8 2.2l6.3 11.3H1.7zM8 6.5v3M8 11.5h0',
  workspaces: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z',
  x: 'M4 4l8 8M12 4l-8 8',
}

export type IconName = keyof typeof PATHS

/** A decorative icon beside text, hidden from screen readers. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill={name === 'starFilled' || name === 'play' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
