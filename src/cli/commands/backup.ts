import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { everywhereOf, verb } from '../command.ts'
import { badInput } from '../errors.ts'
import { printerOf } from '../print.ts'
import { ofServer, serverProgram } from '../server.ts'

/** What to tell the user about the secret key, which decrypts the secrets in the copy. */
const KEY_NOTES = {
  COPIED: (file: string) => `The secret key is in ${file}.key: keep it where the backups are not`,
  SETTING: () => 'The secret key is CROFT_SECRET_KEY: keep it, a restore needs the same',
  LEFT_OUT: () => 'The secret key was left out: keep it, a restore needs it',
  NOT_FOUND: () => 'There is no file with the secret key: keep the CROFT_SECRET_KEY of the server, a restore needs it',
} as const

export const backup = verb('backup')
  .argument('[file]', 'where the copy goes; left out, a file named by the time')
  .option('--force', 'replace a file that is there')
  .option('--no-key', 'leave the secret key out')
  .action(async (file, options, command) => {
    const printer = printerOf(everywhereOf(command))
    const target = resolve(file ?? `croft-${new Date().toISOString().replace(/\.\d+|[-:]/g, '')}.db`)
    if (!options.force && existsSync(target)) throw badInput(`${target} exists`, '--force replaces it.')
    const { backup } = await serverProgram(() => import('../../maintenance.ts'))
    const request = { target, replace: options.force === true, withKey: options.key }
    const copied = await ofServer(backup(process.env, request))
    if ('command' in copied)
      throw badInput('PostgreSQL has a backup of its own, also while servers run', copied.command)
    await printer.written(copied, copied.file)
    printer.note(`${copied.bytes} bytes of ${copied.database}, checked. ${KEY_NOTES[copied.key](copied.file)}.`)
  })
