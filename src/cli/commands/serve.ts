import { verb } from '../command.ts'
import { serverProgram } from '../server.ts'

export const serve = verb('serve').action(async () => {
  // the process that reads the log may end; the server keeps running
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error')
  await serverProgram(() => import('../../main.ts'))
})
