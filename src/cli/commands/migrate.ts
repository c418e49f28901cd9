import { everywhereOf, verb } from '../command.ts'
import { Ended, ExitCode } from '../errors.ts'
import { type Column, printerOf, time } from '../print.ts'
import { ofServer, serverProgram } from '../server.ts'

interface Row {
  readonly name: string
  readonly state: string
  readonly appliedAt: string | null
}

const NAME: Column<{ readonly name: string }> = { name: 'NAME', value: ({ name }) => name, kept: true }
const COLUMNS: readonly Column<Row>[] = [
  NAME,
  { name: 'STATE', value: ({ state }) => state },
  { name: 'APPLIED', value: ({ appliedAt }) => time(appliedAt) },
]
const id = ({ name }: { readonly name: string }) => name

export const migrate = verb('migrate')
  .option('--status', 'show which migrations it has; nothing is written, and a server may run')
  .action(async (options, command) => {
    const printer = printerOf(everywhereOf(command))
    const { migrations, runMigrations } = await serverProgram(() => import('../../maintenance.ts'))
    if (!options.status) {
      const run = (await ofServer(runMigrations(process.env))).map((name) => ({ name }))
      return await printer.list(run, [NAME], { id, none: 'migrations were left to run' })
    }
    const rows: readonly Row[] = await ofServer(migrations(process.env))
    await printer.list(rows, COLUMNS, { id })
    const count = (wanted: string) => rows.filter(({ state }) => state === wanted).length
    if (count('PENDING') > 0)
      printer.note(`${count('PENDING')} pending: croft migrate, or a start of the server, runs them`)
    if (count('UNKNOWN') === 0) return
    printer.note('A newer version of Croft has migrated the database: this one refuses it')
    throw new Ended(ExitCode.REFUSED)
  })
