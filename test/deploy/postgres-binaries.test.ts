// How the tests find a PostgreSQL that its user can run; they run as root, since only root can run it as another user.
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { postgresOwner, reachableBinaries } from '../support/postgres-binaries.ts'

const root = process.getuid?.() === 0

/** A stand-in for the installed package, and a temporary directory that everybody may write to, as `/tmp`. */
function prepare() {
  const directory = mkdtempSync(join(tmpdir(), 'croft-binaries-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  chmodSync(directory, 0o711)
  const temporary = join(directory, 'tmp')
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  const home = join(directory, 'home')
  const installed = { directory: join(home, 'native'), version: '1.2.3' }
  mkdirSync(join(installed.directory, 'bin'), { recursive: true })
  writeFileSync(join(installed.directory, 'bin', 'postgres'), '#!/bin/sh\necho ours\n', { mode: 0o755 })
  chmodSync(home, 0o700)
  const kept = join(temporary, `croft-postgres-1.2.3-${process.platform}-${process.arch}`)
  return { home, installed, temporary, kept, find: () => reachableBinaries(owner, installed, temporary) }
}
const owner = root ? postgresOwner() : {}

describe.skipIf(!root)('firm ground 13: binaries of PostgreSQL that its user cannot reach', () => {
  test('are run from a copy, which the next run uses again; reachable binaries are not copied', () => {
    const { home, installed, temporary, kept, find } = prepare()
    expect(find()).toBe(kept)
    const made = statSync(kept).ino
    expect(find()).toBe(kept)
    expect(statSync(kept).ino).toBe(made)
    chmodSync(home, 0o755)
    rmSync(kept, { recursive: true })
    expect(reachableBinaries(owner, installed, temporary)).toBe(installed.directory)
    expect(existsSync(kept)).toBe(false)
  })

  test.each([
    ['belongs to another user', (path: string) => chownSync(path, Number(owner.uid), Number(owner.gid))],
    ['everybody may write to', (path: string) => chmodSync(path, 0o777)],
  ])('are not run from an existing directory that %s', (_what, spoil) => {
    const { kept, find } = prepare()
    mkdirSync(join(kept, 'bin'), { recursive: true })
    writeFileSync(join(kept, 'bin', 'postgres'), '#!/bin/sh\necho theirs\n', { mode: 0o755 })
    spoil(kept)
    const found = find()
    expect(found).not.toBe(kept)
    expect(readFileSync(join(found, 'bin', 'postgres'), 'utf8')).toContain('ours')
    expect(statSync(found).mode & 0o022).toBe(0)
    rmSync(found, { recursive: true })
  })
})
