// Colours of the console: their contrast is computed from `tokens.css`, so that no change of a colour makes a text
// unreadable for some. WCAG 2.2 wants 4.5 for text (1.4.3), and 3 for what controls are recognised by (1.4.11).
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Theme = 'light' | 'dark'

const TEXT = 4.5
const CONTROL = 3

const css = readFileSync('src/console/styles/tokens.css', 'utf8')
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
)

/** The table of the design: foreground and background, the required contrast, and the actual one. */
const TABLE: readonly (readonly [front: string, back: string, least: number, light: number, dark: number])[] = [
  ['text', 'surface', TEXT, 17.2, 14.9],
  ['muted', 'surface', TEXT, 6.5, 7.5],
  ['accent', 'surface', TEXT, 6.9, 9.1],
  ['on-fill', 'accent-fill', TEXT, 6.6, 5.3],
  ['bar', 'track', CONTROL, 5.3, 5.5],
  ['danger', 'surface', TEXT, 6.5, 8.6],
  ['on-fill', 'danger-fill', TEXT, 6.5, 5.5],
  ['warn', 'warn-soft', TEXT, 6.1, 8.6],
  ['info', 'info-soft', TEXT, 5.7, 8],
  ['edge', 'surface', CONTROL, 3.4, 3.9],
  ['focus', 'surface', CONTROL, 5.3, 8.5],
]

/** Other pairs of foreground and background. */
const OTHERS: readonly (readonly [front: string, back: string, least: number])[] = [
  ...['bg', 'hover', 'selected', 'accent-soft'].flatMap((back) => [
    ['text', back, TEXT] as const,
    ['muted', back, TEXT] as const,
    ['focus', back, CONTROL] as const,
  ]),
  ['accent', 'bg', TEXT],
  ['accent', 'accent-soft', TEXT],
  ['danger', 'bg', TEXT],
  ['danger', 'danger-soft', TEXT],
  ['warn', 'surface', TEXT],
  ['warn', 'bg', TEXT],
  ['info', 'surface', TEXT],
  ['on-fill', 'accent-press', TEXT],
  ['on-fill', 'danger-press', TEXT],
  ['on-inverse', 'inverse', TEXT],
  ['inverse-accent', 'inverse', TEXT],
  ['edge', 'bg', CONTROL],
  ['danger', 'track', CONTROL],
]

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(TABLE)('%s on %s has the contrast of the design', (front, back, least, light, dark) => {
    const found = contrast(colour(front, theme), colour(back, theme))
    expect(found).toBeGreaterThanOrEqual(least)
    expect(Math.round(found * 10) / 10).toBe(theme === 'light' ? light : dark)
  })

  test.each(OTHERS)('%s on %s is readable', (front, back, least) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(least)
  })
})

function colour(name: string, theme: Theme): string {
  const found = colours.get(name)
  if (!found) throw new Error(`tokens.css has no colour --${name}`)
  return found[theme]
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
