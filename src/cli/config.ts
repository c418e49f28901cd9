// The files of the command line: `config.json` with the contexts, and `credentials.json` with a token for each, which
// only its owner can read. Each is written to a new file that then replaces the old one.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { badInput } from './errors.ts'
import { printable } from './terminal.ts'

/** A server, and the defaults for commands that use it. */
export interface Context {
  url: string
  workspace?: string
  /** Deletions need the name; `--yes` alone is refused. */
  protected?: boolean
  /** A command whose output is the token. */
  'token-command'?: string
}

export interface Config {
  current?: string
  contexts: Record<string, Context>
}

/** A token is sent only to the server that it was stored for. */
export interface Credential {
  url: string
  token: string
}

export type Credentials = Record<string, Credential>

/** The folder of the files: the first of these that the environment sets. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.CROFT_CONFIG_DIR) return env.CROFT_CONFIG_DIR
  if (env.XDG_CONFIG_HOME) return join(env.XDG_CONFIG_HOME, 'croft')
  if (process.platform === 'win32' && env.APPDATA) return join(env.APPDATA, 'croft')
  return join(homedir(), '.config', 'croft')
}

export const configFile = () => join(configFolder(), 'config.json')
export const credentialsFile = () => join(configFolder(), 'credentials.json')

/** The configuration; an empty one where there is no file. */
export function readConfig(): Config {
  const { current, contexts } = readObject(configFile()) as Partial<Config>
  return { ...(typeof current === 'string' ? { current } : {}), contexts: contexts ?? {} }
}

export function writeConfig(config: Config): void {
  writeSecurely(configFile(), config)
}

/** The stored tokens. Warns on stderr if other users can read the file. */
export function readCredentials(): Credentials {
  const file = credentialsFile()
  const credentials = readObject(file) as Credentials
  const mode = modeOf(file)
  if (mode !== undefined && (mode & 0o077) !== 0) {
    process.stderr.write(`warning: others can read ${printable(file)}: chmod 600 it, and rotate the tokens in it\n`)
  }
  return credentials
}

export function writeCredentials(credentials: Credentials): void {
  writeSecurely(credentialsFile(), credentials)
}

/** The permission bits of a file; undefined if there is no file, or on Windows, which has none. */
export function modeOf(file: string): number | undefined {
  if (process.platform === 'win32') return undefined
  return statSync(file, { throwIfNoEntry: false })?.mode
}

function readObject(file: string): object {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw badInput(`${file} cannot be read: ${(error as Error).message}`)
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // reported below: invalid JSON and JSON that is not an object are the same problem to the user
  }
  throw badInput(`${file} is not a JSON object`, 'Mend it, or move it away and sign in again.')
}

function writeSecurely(file: string, value: object): void {
  const folder = configFolder()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (file === credentialsFile()) chmodSync(folder, 0o700)
    const draft = `${file}.${process.pid}`
    try {
      writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
    }
  } catch (error) {
    throw badInput(`${file} cannot be written: ${(error as Error).message}`)
  }
}
