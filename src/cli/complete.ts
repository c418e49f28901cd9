// Answers a shell that asks for completions. Commands and options come from their declarations. Names of workspaces,
// deletions and contexts are looked up, and left out if they do not arrive within a second.
import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { readConfig } from './config.ts'
import { sessionOf } from './connect.ts'
import { programFor } from './tree.ts'

/** A candidate for the last word, and its description. */
export interface Candidate {
  readonly value: string
  readonly about?: string
}

const LIVE_WITHIN_MS = 1_000
/** The shell inserts the value into the command line unquoted, where `$(…)` or `;` would be run. */
const HARMLESS = /^[\w.:-]+$/

/** The candidates for the last of the words, which are the words after `croft`. */
export async function candidates(words: readonly string[]): Promise<Candidate[]> {
  const before = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  const program = await programFor(before)
  const { command, operands, pending } = placeOf(program, before)
  // the options typed so far say which server and which workspace to ask
  readOptions(command, pending ? before.slice(0, -1) : before)
  const [, flag, rest] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? []
  const option = pending ?? (flag === undefined ? undefined : optionNamed(command, flag))
  const found = option
    ? await valuesOf(command, option)
    : current.startsWith('-')
      ? optionsOf(command)
      : [...subcommandsOf(command), ...(await argumentsOf(command, operands))]
  const prefix = option && flag !== undefined ? `${flag}=` : ''
  const wanted = prefix ? (rest ?? '') : current
  return found.filter(({ value }) => value.startsWith(wanted)).map((each) => ({ ...each, value: prefix + each.value }))
}

function readOptions(command: CommandUnknownOpts, words: readonly string[]): void {
  try {
    command.configureOutput({ writeErr: () => {} }).parseOptions([...words])
  } catch {
    // an option with a wrong value is ignored here; the command itself reports it
  }
}

/** The command that the words lead to, the arguments given so far, and the option whose value comes next. */
function placeOf(program: CommandUnknownOpts, words: readonly string[]) {
  let command = program
  let pending: Option | undefined
  let operands: string[] = []
  for (const word of words) {
    if (pending) {
      pending = undefined
    } else if (word.startsWith('-')) {
      const option = optionNamed(command, word)
      if (option?.required && !word.includes('=')) pending = option
    } else {
      const below = command.commands.find((each) => each.name() === word)
      command = below ?? command
      operands = below ? [] : [...operands, word]
    }
  }
  return { command, operands, pending }
}

function optionNamed(command: CommandUnknownOpts, word: string): Option | undefined {
  const [name] = word.split('=')
  return command.options.find(({ short, long }) => short === name || long === name)
}

function optionsOf(command: CommandUnknownOpts): Candidate[] {
  return command.options.flatMap(({ long, description }) => (long ? [{ value: long, about: description }] : []))
}

function subcommandsOf(command: CommandUnknownOpts): Candidate[] {
  return command.commands.map((each) => ({ value: each.name(), about: each.description() }))
}

async function valuesOf(command: CommandUnknownOpts, { long, argChoices }: Option): Promise<Candidate[]> {
  if (long === '--context') return contexts()
  if (long === '--workspace') return await live(command, workspaces)
  return (argChoices ?? []).map((value) => ({ value }))
}

async function argumentsOf(command: CommandUnknownOpts, operands: readonly string[]): Promise<Candidate[]> {
  const { registeredArguments } = command
  const last = registeredArguments.at(-1)
  const argument: Argument | undefined = registeredArguments[operands.length] ?? (last?.variadic ? last : undefined)
  if (!argument) return []
  const noun = command.parent?.name()
  const name = argument.name()
  if (name === 'ref') return await live(command, workspaces)
  if (noun === 'config' && name === 'name') return contexts()
  if (name === 'deletion') return await live(command, deletions)
  return (argument.argChoices ?? []).map((value) => ({ value }))
}

function contexts(): Candidate[] {
  return Object.entries(readConfig().contexts).map(([value, { url }]) => ({ value, about: url }))
}

type Live = (session: ReturnType<typeof sessionOf>) => Promise<Candidate[]>

const workspaces: Live = async ({ client }) =>
  (await client.workspaces({}, { retries: 0 }).take(100)).map(({ name, displayName }) => ({
    value: name,
    about: displayName,
  }))

const deletions: Live = async ({ client }) =>
  (await client.deletions({}, { retries: 0 }).take(50)).map(({ id, workspaceName, state }) => ({
    value: id,
    about: `${workspaceName} ${state}`,
  }))

/** Names that only the server knows; none if it refuses or does not answer in time. */
async function live(command: CommandUnknownOpts, ask: Live): Promise<Candidate[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Candidate[]>((resolve) => {
    timer = setTimeout(() => resolve([]), LIVE_WITHIN_MS)
  })
  try {
    const found = await Promise.race([ask(sessionOf(command)), late])
    return found.filter(({ value }) => HARMLESS.test(value))
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}
