// The tree of commands. A noun's file is loaded when it is the one that is asked for: the others are known by their names
// and summaries alone, which is all that the help of `croft` shows.
import { type Argument, Command, type CommandUnknownOpts, Help, type Option } from '@commander-js/extra-typings'
import packageJson from '../../package.json' with { type: 'json' }
import { addEverywhere, EVERYWHERE } from './command.ts'

interface Entry {
  readonly summary: string
  readonly group: string
  readonly load: () => Promise<CommandUnknownOpts>
}

const SERVER = 'The server on this machine:'
const COMMAND_LINE = 'This command line:'

/** Every command of `croft`, in the order of its help. */
export const TREE: Readonly<Record<string, Entry>> = {
  serve: {
    summary: 'Starts the server, which the CROFT_ variables of the environment set up',
    group: SERVER,
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  migrate: {
    summary: 'Migrates the database as a start of the server does, or shows its migrations',
    group: SERVER,
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  backup: {
    summary: 'Copies the SQLite database and its key, also while a server runs on it',
    group: SERVER,
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  config: {
    summary: 'Servers, workspaces and tokens that this command line knows',
    group: COMMAND_LINE,
    load: async () => (await import('./commands/config.ts')).config,
  },
}

/** The program with the command that the arguments name; the others have no options yet. */
export async function programFor(args: readonly string[]): Promise<CommandUnknownOpts> {
  const asked = commandIn(args)
  return await program((name) => name === asked)
}

/** The program with every command loaded, for what is generated from it. */
export async function wholeProgram(): Promise<CommandUnknownOpts> {
  return await program(() => true)
}

async function program(isLoaded: (name: string) => boolean): Promise<CommandUnknownOpts> {
  const croft = root()
  for (const [name, { summary, group, load }] of Object.entries(TREE)) {
    const command = (isLoaded(name) ? await load() : new Command(name)) as Command
    croft.addCommand(command.description(summary).helpGroup(group))
  }
  settle(croft)
  return croft
}

function root(): Command {
  return new Command('croft')
    .description('Workspaces, their members and their deletion, from a shell')
    .version(`croft ${packageJson.version}`, '-V, --version', 'the version')
    .enablePositionalOptions()
}

/** The first argument that is neither an option nor the value of one. */
function commandIn(args: readonly string[]): string | undefined {
  const probe = new Command()
  addEverywhere(probe)
  const withValue = new Set(probe.options.flatMap(({ required, short, long }) => (required ? [short, long] : [])))
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string
    if (!arg.startsWith('-')) return arg
    if (withValue.has(arg)) i++
  }
  return undefined
}

/** Gives a command and those below it the options that are everywhere, and one way to fail and to show themselves. */
function settle(command: CommandUnknownOpts): void {
  addEverywhere(command)
  command.exitOverride()
  command.helpOption('-h, --help', 'this help')
  command.helpCommand(false)
  command.showHelpAfterError(`hint:  ${pathOf(command)} --help`)
  command.configureHelp({ subcommandTerm, visibleOptions })
  for (const each of command.commands) settle(each)
}

function subcommandTerm(command: Command): string {
  return [command.name(), ...command.registeredArguments.map(termOf)].join(' ')
}

/** An argument as the help shows it. */
export function termOf(argument: Argument): string {
  const term = `${argument.name()}${argument.variadic ? '…' : ''}`
  return argument.required ? `<${term}>` : `[${term}]`
}

/** The options that are everywhere are shown with the commands that do something, not again with each noun. */
function visibleOptions(this: Help, command: Command): Option[] {
  const options = Help.prototype.visibleOptions.call(this, command)
  const isNoun = command.parent !== null && command.commands.length > 0
  return isNoun ? options.filter(({ helpGroupHeading }) => helpGroupHeading !== EVERYWHERE) : options
}

/** A command as it is typed: `croft workspaces list`. */
export function pathOf(command: CommandUnknownOpts): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}
