import { verb } from '../command.ts'
import { sessionOf } from '../connect.ts'
import { type Finding, findings } from '../doctor.ts'
import { Ended, ExitCode } from '../errors.ts'
import type { Column } from '../print.ts'

const COLUMNS: readonly Column<Finding>[] = [
  { name: 'CHECK', value: ({ check }) => check, kept: true },
  { name: 'OK', value: ({ ok }) => (ok ? 'ok' : 'FAILS') },
  { name: 'FOUND', value: ({ found }) => found, kept: true },
]

export const doctor = verb('doctor').action(async (_options, command) => {
  const session = sessionOf(command)
  const found: Finding[] = []
  for await (const finding of findings(session)) found.push(finding)
  await session.print.list(found, COLUMNS, { id: ({ check }) => check })
  if (found.some(({ ok }) => !ok)) throw new Ended(ExitCode.BAD_INPUT)
})
