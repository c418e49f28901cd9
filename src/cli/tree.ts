// The tree of commands. The file of a noun is loaded only if the command line asks for it: the others are known by
// their names and summaries, which is all that the help of `croft` shows.
import { type Argument, Command, type CommandUnknownOpts, Help, type Option } from '@commander-js/extra-typings'
import packageJson from '../../package.json' with { type: 'json' }
import { addEverywhere, EVERYWHERE, pathOf } from './command.ts'

interface Entry {
  readonly summary: string
  readonly group: string
  readonly load: () => Promise<CommandUnknownOpts>
}

const WORKSPACES = 'Workspaces:'
const YOU = 'You:'
const SERVER = 'The server:'
const HERE = 'The server on this machine:'
const COMMAND_LINE = 'This command line:'

/** Every command of `croft`, in the order of its help. */
export const TREE: Readonly<Record<string, Entry>> = {
  workspaces: {
    summary: 'Workspaces: list, create, change, delete, restore',
    group: WORKSPACES,
    load: async () => (await import('./commands/workspaces.ts')).workspaces,
  },
  members: {
    summary: 'Who belongs to a workspace, with which role',
    group: WORKSPACES,
    load: async () => (await import('./commands/members.ts')).members,
  },
  invitations: {
    summary: 'Invite people, and answer invitations',
    group: WORKSPACES,
    load: async () => (await import('./commands/invitations.ts')).invitations,
  },
  projects: {
    summary: 'Projects, which group resources',
    group: WORKSPACES,
    load: async () => (await import('./commands/projects.ts')).projects,
  },
  resources: {
    summary: 'What a workspace holds: jobs, models, datasets',
    group: WORKSPACES,
    load: async () => (await import('./commands/resources.ts')).resources,
  },
  tokens: {
    summary: 'API tokens: make, rotate, revoke',
    group: WORKSPACES,
    load: async () => (await import('./commands/tokens.ts')).tokens,
  },
  'service-accounts': {
    summary: 'Identities for machines',
    group: WORKSPACES,
    load: async () => (await import('./commands/service-accounts.ts')).serviceAccounts,
  },
  events: {
    summary: 'What has happened in a workspace, and what happens',
    group: WORKSPACES,
    load: async () => (await import('./commands/events.ts')).events,
  },
  deletions: {
    summary: 'Deletions of workspaces: watch, retry, skip a step',
    group: WORKSPACES,
    load: async () => (await import('./commands/deletions.ts')).deletions,
  },
  whoami: {
    summary: 'Who you are at the server',
    group: YOU,
    load: async () => (await import('./commands/whoami.ts')).whoami,
  },
  sessions: {
    summary: 'The browsers in which you are signed in',
    group: YOU,
    load: async () => (await import('./commands/sessions.ts')).sessions,
  },
  can: {
    summary: 'Whether you hold permissions in a workspace, and why not; exit code 3 if one is missing',
    group: YOU,
    load: async () => (await import('./commands/can.ts')).can,
  },
  roles: {
    summary: 'The roles, and what each may do',
    group: YOU,
    load: async () => (await import('./commands/roles.ts')).roles,
  },
  login: {
    summary: 'Keeps a token for a server, in a context of the configuration',
    group: YOU,
    load: async () => (await import('./commands/login.ts')).login,
  },
  logout: {
    summary: 'Revokes the token that is kept, and forgets it',
    group: YOU,
    load: async () => (await import('./commands/logout.ts')).logout,
  },
  users: {
    summary: 'The users of the server (platform admins)',
    group: SERVER,
    load: async () => (await import('./commands/users.ts')).users,
  },
  api: {
    summary: 'Sends an operation of GraphQL, and writes the answer',
    group: SERVER,
    load: async () => (await import('./commands/api.ts')).api,
  },
  open: {
    summary: 'Opens the console in a browser: its start, a workspace, a deletion, or GraphiQL',
    group: SERVER,
    load: async () => (await import('./commands/open.ts')).open,
  },
  doctor: {
    summary: 'Looks for what is wrong between here and the server; exit code 1 if something is',
    group: SERVER,
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  serve: {
    summary: 'Starts the server, which the CROFT_ variables of the environment set up',
    group: HERE,
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  migrate: {
    summary: 'Migrates the database as a start of the server does, or shows its migrations',
    group: HERE,
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  backup: {
    summary: 'Copies the SQLite database and its key, also while a server runs on it',
    group: HERE,
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  config: {
    summary: 'Servers, workspaces and tokens that this command line knows',
    group: COMMAND_LINE,
    load: async () => (await import('./commands/config.ts')).config,
  },
  completion: {
    summary: 'The completion of commands and names for a shell',
    group: COMMAND_LINE,
    load: async () => (await import('./commands/completion.ts')).completion,
  },
  help: {
    summary: 'Texts about what all commands have in common',
    group: COMMAND_LINE,
    load: async () => (await import('./commands/help.ts')).help,
  },
}

/** The program with the command that the arguments name; the other commands are placeholders without options. */
export async function programFor(args: readonly string[]): Promise<CommandUnknownOpts> {
  const asked = commandIn(args)
  return await program((name) => name === asked)
}

let whole: Promise<CommandUnknownOpts> | undefined

/**
 * The program with every command loaded, for the generated documentation. Built only once, because each file exports a
 * single command object.
 */
export function wholeProgram(): Promise<CommandUnknownOpts> {
  whole ??= program(() => true)
  return whole
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

/** Gives a command and its subcommands the global options and the same handling of errors and help. */
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

/** Shows the global options with the commands that do something, and does not repeat them for each noun. */
function visibleOptions(this: Help, command: Command): Option[] {
  const options = Help.prototype.visibleOptions.call(this, command)
  const isNoun = command.parent !== null && command.commands.length > 0
  return isNoun ? options.filter(({ helpGroupHeading }) => helpGroupHeading !== EVERYWHERE) : options
}
