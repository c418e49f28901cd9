// `npm run test:replicas [-- seconds [seed]]` runs the long crash trial of replicas, with the built program and a
// PostgreSQL server of its own.
import { databaseUrl, execute, startPostgres } from '../../support/postgres.ts'
import { BUILT } from '../process.ts'
import { trial } from './trial.ts'

const [seconds = '60', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

const postgres = await startPostgres([])
try {
  await execute(postgres.url, 'create database croft')
  const report = await trial({
    command: BUILT,
    database: databaseUrl(postgres.url, 'croft'),
    seconds: Number(seconds),
    killEverySeconds: 5,
    resources: 2000,
    expireLeases: false,
    seed: Number(seed),
  })
  print(
    `3 replicas, ${seconds} s of load: ${report.kills} kill -9 (${report.killsDuringDeletion} with a deletion running, ` +
      `${report.takenOver} deletions taken over, at most ${report.longestPauseSeconds} s without an event of a deletion); ` +
      `${report.acknowledged} acknowledged writes, none lost ` +
      `(${report.unanswered} requests without an answer, ${report.retried} sent again to the next replica); ` +
      `${report.races} races of owners, ${report.lastOwners} times LAST_OWNER, every workspace with an owner; ` +
      `${report.deletions} deletions of ${report.removed} resources, all succeeded; ` +
      `${report.events} events received by ${report.subscribers} subscribers, which resumed ${report.resumed} times, ` +
      `each once and in order; ${report.deadlocks} deadlocks; ${report.seconds} s, seed ${seed}`,
  )
} catch (error) {
  print(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
} finally {
  await postgres.stop()
}
