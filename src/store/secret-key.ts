import { hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { realFile } from './real-file.ts'

const KEY_BYTES = 32

/** The key in a file of mode 0600 beside the database. The first start creates it; later starts read it. */
export function secretKeyBeside(databasePath: string): Uint8Array {
  const file = `${realFile(databasePath)}.key`
  if (!existsSync(file)) createKeyFile(file)
  return readKeyFile(file)
}

/** The key in this file. */
export function readKeyFile(file: string): Uint8Array {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new Error(`${file} does not hold ${KEY_BYTES} bytes in base64`)
  return key
}

/** The same for equal keys, different for others. It does not reveal the key. */
export function fingerprintOf(secretKey: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'croft/key-fingerprint', 16)).toString('hex')
}

/** Creates the file atomically, with all its content or not at all. Keeps a file that another start has created. */
function createKeyFile(file: string): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const descriptor = openSync(temporary, 'wx', 0o600)
    try {
      writeFileSync(descriptor, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    linkSync(temporary, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}
