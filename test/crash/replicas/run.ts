// npm run test:replicas [-- seconds [seed]]: the long form, on the built program and a PostgreSQL of its own.

import { databaseUrl, execute, startPostgres } from '../../support/postgres.ts'
import { BUILT } from '../sqlite/process.ts'
import { trial } from './trial.ts'

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const tell = (line: string) => process.stdout.write(`${line}\n`)

const postgres = await startPostgres([])
try {
  await execute(postgres.url, 'create database croft')
  const report = await trial({
    command: BUILT,
    database: databaseUrl(postgres.url, 'croft'),
    seconds: Number(seconds),
    killEverySeconds: 5,
    resources: 2000,
    endLeases: false,
    seed: Number(seed),
  })
  tell(
    `3 replicas, ${seconds} s of load: ${report.kills} kill -9 (${report.hitDeletion} with a deletion under way, ` +
      `${report.takenOver} deletions taken over, none silent for more than ${report.longestPauseSeconds} s, though its next holder may have been killed as well); ${report.acknowledged} acknowledged writes, none lost ` +
      `(${report.unknown} requests without an answer, ${report.passedOn} passed on to the next replica); ` +
      `${report.races} races of owners, ${report.lastOwners} times LAST_OWNER, every workspace with an owner; ` +
      `${report.deletions} deletions of ${report.removed} resources, all finished; ` +
      `${report.events} events at ${report.subscribers} subscribers, ${report.resumptions} times resumed, each once and in order; ` +
      `${report.deadlocks} deadlocks; ${report.seconds} s, seed ${seed}`,
  )
} catch (error) {
  tell(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
} finally {
  await postgres.stop()
}
