import { verb } from '../command.ts'
import { serverProgram } from '../server.ts'

export const serve = verb('serve', 'Starts the server, which the CROFT_ variables of the environment set up').action(
  async () => {
    // who reads the log may go away, and the server stays
    for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error')
    await serverProgram(() => import('../../main.ts'))
  },
)
