// Writes docs/cli.md and man/croft.1 from the declarations of the commands. With --check it writes nothing, and fails
// if the existing files differ.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { EVERYWHERE, pathOf } from '../src/cli/command.ts'
import { TOPICS } from '../src/cli/help-topics.ts'
import { termOf, wholeProgram } from '../src/cli/tree.ts'

const program = await wholeProgram()
const everywhere = program.options.filter(({ helpGroupHeading }) => helpGroupHeading === EVERYWHERE)
const groups = [...new Set(program.commands.map((command) => command.helpGroup()))]
const inGroup = (group: string) => program.commands.filter((command) => command.helpGroup() === group)

const files: Readonly<Record<string, string>> = { 'docs/cli.md': markdown(), 'man/croft.1': manualPage() }
for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } else if (readOrEmpty(file) !== text) {
    console.error(`${file} is not what the commands declare: npm run docs:cli`)
    process.exitCode = 1
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** The commands that do something, in the order of the help. */
function leaves(command: CommandUnknownOpts): CommandUnknownOpts[] {
  const below = command.commands.flatMap(leaves)
  const doesSomething = command.commands.length === 0 || command.name() === 'kinds'
  return doesSomething ? [command, ...below] : below
}

function usageOf(command: CommandUnknownOpts): string {
  return [pathOf(command), ...command.registeredArguments.map(termOf)].join(' ')
}

function optionsOf(command: CommandUnknownOpts): Option[] {
  return command.options.filter(({ helpGroupHeading }) => helpGroupHeading !== EVERYWHERE) as Option[]
}

function describe({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? `: ${argChoices.join(', ')}` : ''
  const byDefault = typeof defaultValue === 'number' ? `; ${defaultValue} where it is left out` : ''
  return `${description}${choices}${byDefault}`
}

function markdown(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const table = (options: readonly Option[]) => [
    '| option | |',
    '|---|---|',
    ...options.map((option) => `| \`${cell(option.flags)}\` | ${cell(describe(option))} |`),
    '',
  ]
  const section = (command: CommandUnknownOpts) => [
    `### ${pathOf(command)}`,
    '',
    `${command.description()}.`,
    '',
    '```',
    usageOf(command),
    '```',
    '',
    ...command.registeredArguments.map((argument) => `- \`${argument.name()}\`: ${argument.description}`),
    ...(command.registeredArguments.length > 0 ? [''] : []),
    ...(optionsOf(command).length > 0 ? table(optionsOf(command)) : []),
  ]
  const title = (topic: string) => `${topic[0]?.toUpperCase()}${topic.slice(1).replaceAll('-', ' ')}`
  return [
    '# The command line `croft`',
    '',
    'Made by `npm run docs:cli` from the commands themselves: `croft COMMAND --help` says the same. The first steps are in',
    'the [README](../README.md#from-a-shell).',
    '',
    '## Options that are everywhere',
    '',
    ...table(everywhere as Option[]),
    ...groups.flatMap((group) => [
      `## ${group.replace(/:$/, '')}`,
      '',
      ...inGroup(group).flatMap(leaves).flatMap(section),
    ]),
    ...Object.entries(TOPICS).flatMap(([topic, text]) => [`## ${title(topic)}`, '', '```', text.trim(), '```', '']),
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}

function manualPage(): string {
  const escaped = (text: string) =>
    text
      .replaceAll('\\', '\\e')
      .replaceAll('-', '\\-')
      .replace(/^(?=[.'])/gm, '\\&')
  const entry = (term: string, text: string) => ['.TP', `.B ${escaped(term)}`, escaped(text)]
  const section = (command: CommandUnknownOpts) => [
    `.SS ${escaped(usageOf(command))}`,
    escaped(`${command.description()}.`),
    ...command.registeredArguments.flatMap((argument) => entry(argument.name(), argument.description)),
    ...optionsOf(command).flatMap((option) => entry(option.flags, describe(option))),
  ]
  const preformatted = (text: string) => ['.nf', escaped(text.trim()), '.fi']
  return [
    '.\\" Made by `npm run docs:cli` from the commands themselves.',
    '.TH CROFT 1',
    '.SH NAME',
    escaped('croft - workspaces, their members and their deletion, from a shell'),
    '.SH SYNOPSIS',
    '.B croft',
    escaped('[options] command'),
    '.SH OPTIONS THAT ARE EVERYWHERE',
    ...everywhere.flatMap((option) => entry(option.flags, describe(option as Option))),
    ...groups.flatMap((group) => [
      `.SH ${group.replace(/:$/, '').toUpperCase()}`,
      ...inGroup(group).flatMap(leaves).flatMap(section),
    ]),
    ...Object.entries(TOPICS).flatMap(([topic, text]) => [
      `.SH ${topic.replaceAll('-', ' ').toUpperCase()}`,
      ...preformatted(text),
    ]),
    '',
  ].join('\n')
}
