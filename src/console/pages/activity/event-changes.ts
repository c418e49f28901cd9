// The data of an event as lines: the values before and after if the event has both, else the one value. Data is JSON
// from any version of Croft, so nothing is taken for granted.
import type { RoleName } from '../../generated/types.ts'
import { count, ROLE_WORDS } from '../../words.ts'

export interface Line {
  readonly label: string
  /** The value before; undefined if the event has only one value. */
  readonly from?: string
  readonly value: string
}

type Json = Readonly<Record<string, unknown>>

const LABELS: Readonly<Record<string, string>> = {
  because: 'Because of',
  by: 'By',
  cleanup: 'Clean-up',
  displayName: 'Name',
  email: 'Address',
  everyone: 'Membership of everyone',
  fields: 'Changed',
  fromRole: 'Role before',
  instanceUrl: 'Address of its services',
  ownerServiceAccount: 'Owner',
  platformAdmin: 'Platform admin',
  webhookUrl: 'Webhook',
}
/** Whether this is the count of a list that is shown as well, by ids or by names. */
const isCounted = (key: string, data: Json) =>
  key.endsWith('Count') && [`${key.slice(0, -5)}Ids`, key.slice(0, -5)].some((list) => Array.isArray(data[list]))
const isNoise = (key: string, value: unknown) =>
  value === undefined || key === 'digests' || (Array.isArray(value) && value.length === 0)

export function linesOf(data: Json): Line[] {
  const { from, to, ...rest } = data
  const both = from !== undefined && to !== undefined
  const first: Line[] = both
    ? [{ label: isRole(to) ? 'Role' : 'Owner', from: textOf(from), value: textOf(to) }]
    : to !== undefined
      ? [{ label: 'To', value: textOf(to) }]
      : []
  const others = Object.entries(rest)
    .filter(([key, value]) => !isNoise(key, value) && !isCounted(key, data))
    .map(([key, value]) => lineOf(key, value, data))
  return [...first, ...others]
}

function lineOf(key: string, value: unknown, data: Json): Line {
  const label = LABELS[key] ?? inWords(key.replace(/Ids$/, 's'))
  if (isObject(value) && 'from' in value && 'to' in value) {
    return { label, from: textOf(value['from']), value: textOf(value['to']) }
  }
  if (Array.isArray(value)) {
    const total = data[`${key.replace(/Ids$/, '')}Count`]
    return { label, value: listText(key === 'fields' ? value.map(fieldText) : value, Number(total) || value.length) }
  }
  return { label, value: textOf(value) }
}

const LISTED = 5

function listText(values: readonly unknown[], total: number): string {
  const named = values.slice(0, LISTED).map(textOf).join(', ')
  return total > LISTED ? `${named} and ${count(total - LISTED)} more` : named
}

const fieldText = (field: unknown): string => {
  const label = LABELS[String(field)] ?? inWords(String(field))
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function textOf(value: unknown): string {
  if (value === null || value === '') return 'None'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return count(value)
  if (typeof value === 'string') return isRole(value) ? ROLE_WORDS[value] : wordOrTime(value)
  if (Array.isArray(value)) return listText(value, value.length)
  const { name, id, ...others } = value as Json
  if (typeof name === 'string' && Object.keys(others).length === 0) return name
  return Object.entries(value as Json)
    .map(([key, each]) => `${key}: ${textOf(each)}`)
    .join(', ')
}

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** SHARED_READ becomes "shared read", a timestamp becomes a readable time; any other text stays as it is. */
function wordOrTime(text: string): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return TIME.format(new Date(text))
  return /^[A-Z]+(_[A-Z]+)+$/.test(text) ? text.toLowerCase().replaceAll('_', ' ') : text
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRole = (value: unknown): value is RoleName => typeof value === 'string' && Object.hasOwn(ROLE_WORDS, value)

/** Turns `revokedTokens` into "Revoked tokens". */
function inWords(key: string): string {
  const words = key.replace(
    /([a-z])([A-Z])/g,
    (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}
