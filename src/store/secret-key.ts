import { hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { realFile } from './real-file.ts'

const KEY_BYTES = 32

/** The key kept in a 0600 file beside the database: made at the first start, the same ever after. */
export function secretKeyBeside(databasePath: string): Uint8Array {
  const file = `${realFile(databasePath)}.key`
  if (!existsSync(file)) make(file)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== KEY_BYTES) throw new Error(`${file} does not hold ${KEY_BYTES} bytes in base64`)
  return key
}

/** Tells keys apart and says nothing of them. */
export function fingerprintOf(secretKey: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'croft/key-fingerprint', 16)).toString('hex')
}

/** The file is there whole or not at all, whatever happens meanwhile; one that another start has made stays. */
function make(file: string): void {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  try {
    const handle = openSync(unfinished, 'wx', 0o600)
    try {
      writeFileSync(handle, `${randomBytes(KEY_BYTES).toString('base64')}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    linkSync(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
}
