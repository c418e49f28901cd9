// How a command is declared: a Commander command with a summary, arguments and options. The help, docs/cli.md and the
// manual page are generated from it. The tree adds the global options.
import { Command, type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings'

export const OUTPUTS = ['table', 'json', 'yaml', 'csv', 'ndjson'] as const
export type Output = (typeof OUTPUTS)[number]
const COLORS = ['auto', 'always', 'never'] as const

/** The options that every command takes. */
export interface Everywhere {
  readonly context?: string
  readonly url?: string
  readonly workspace?: string
  readonly output?: Output
  readonly quiet?: true
  readonly yes?: true
  readonly color?: (typeof COLORS)[number]
  /** In milliseconds. */
  readonly timeout?: number
  readonly debug?: true
}

/** The options that every list takes. */
export interface ListOptions {
  readonly limit: number
  readonly all?: true
  readonly sort?: string
  readonly columns?: string
  readonly truncate: boolean
  readonly header: boolean
}

export const EVERYWHERE = 'Everywhere:'
const LISTS = 'Lists:'

/** Adds the global options after the command's own options. */
export function addEverywhere(command: CommandUnknownOpts): void {
  const options = [
    new Option('--context <name>', 'a context of the configuration'),
    new Option('--url <url>', 'the server'),
    new Option('-w, --workspace <ref>', 'the workspace: a name, an id or a UUID'),
    new Option('-o, --output <format>', 'how the result is written').choices(OUTPUTS),
    new Option('-q, --quiet', 'ids alone, or names where they are unique; no notes'),
    new Option('-y, --yes', 'answer questions with yes'),
    new Option('--color <when>', 'when to use colours').choices(COLORS),
    new Option('--timeout <duration>', 'how long to wait for an answer (30s)').argParser(milliseconds),
    new Option('--debug', 'write each request to stderr, without secrets'),
  ]
  for (const option of options) command.addOption(option.helpGroup(EVERYWHERE))
}

/** A command below a noun, or a top-level one. The summary of a top-level command is in the tree of commands. */
export function verb<Name extends string>(name: Name, summary = '') {
  return new Command(name).description(summary)
}

/** A command that writes a list. */
export function listVerb<Name extends string>(name: Name, summary: string) {
  return verb(name, summary)
    .addOption(new Option('-L, --limit <number>', 'rows at most').argParser(positive).default(30).helpGroup(LISTS))
    .addOption(new Option('--all', 'every row').helpGroup(LISTS))
    .addOption(new Option('--sort <field>', 'the order, such as `name` or `updated-at:desc`').helpGroup(LISTS))
    .addOption(new Option('--columns <names>', 'these columns, with commas between them').helpGroup(LISTS))
    .addOption(new Option('--no-truncate', 'whole values, however wide the terminal').helpGroup(LISTS))
    .addOption(new Option('--no-header', 'rows alone').helpGroup(LISTS))
}

/** A noun with its verbs. Its summary is in the tree of commands, so that it is known without loading the noun. */
export function noun(name: string, verbs: readonly CommandUnknownOpts[]): Command {
  const command = new Command(name)
  for (const each of verbs) command.addCommand(each as Command)
  return command
}

/** The values of the global options, wherever they are on the command line. */
export function everywhereOf(command: CommandUnknownOpts): Everywhere {
  const chain: object[] = []
  for (let each: CommandUnknownOpts | null = command; each; each = each.parent) chain.unshift(each.opts())
  return Object.assign({}, ...chain)
}

/** A command as it is typed: `croft workspaces list`. */
export function pathOf(command: CommandUnknownOpts): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

/** Reads a whole number above zero. */
export function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.')
  return Number(text)
}

/** Reads a whole number. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Reads a duration such as `30s`. */
export function milliseconds(text: string): number {
  const [, number, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? []
  const factor = UNITS[unit]
  if (!Number(number) || factor === undefined) throw new InvalidArgumentError('It is a duration such as 30s.')
  return Number(number) * factor
}
