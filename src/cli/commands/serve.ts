import { verb } from '../command.ts'
import { serverProgram } from '../server.ts'

export const serve = verb('serve').action(async () => {
  // who reads the log may go away, and the server stays
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error')
  await serverProgram(() => import('../../main.ts'))
})
