import { everywhereOf, verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import { type Finding, findings } from '../doctor.ts'
import { Ended, ExitCode } from '../errors.ts'
import { type Column, printerOf } from '../print.ts'
import { ofServer, serverProgram } from '../server.ts'

const COLUMNS: readonly Column<Finding>[] = [
  { name: 'CHECK', value: ({ check }) => check, kept: true },
  { name: 'OK', value: ({ ok }) => (ok ? 'ok' : 'FAILS') },
  { name: 'FOUND', value: ({ found }) => found, kept: true },
]

export const doctor = verb('doctor')
  .option('--local', 'look at the database of this machine instead, which the CROFT_ variables name')
  .action(async ({ local }, command) => {
    const found: Finding[] = []
    if (local) found.push(...(await localFindings()))
    else for await (const finding of findings(sessionOf(command))) found.push(finding)
    await printerOf(everywhereOf(command)).list(found, COLUMNS, { id: ({ check }) => check })
    if (found.some(({ ok }) => !ok)) throw new Ended(ExitCode.BAD_INPUT)
  })

/** Checks the file, lock, key, disk and migrations without asking a server. */
async function localFindings(): Promise<readonly Finding[]> {
  const { examineLocally } = await serverProgram(() => import('../../maintenance.ts'))
  return await ofServer(Promise.resolve().then(() => examineLocally(process.env)))
}
