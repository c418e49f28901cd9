// `npm run test:kill [-- kills [seed]]` runs the long crash trial on SQLite, with the built program.
import { BUILT } from '../process.ts'
import { trial } from './trial.ts'

const [kills = '50', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const print = (line: string) => process.stdout.write(`${line}\n`)

print(`${kills} kills, seed ${seed}`)
try {
  const report = await trial({
    command: BUILT,
    kills: Number(kills),
    killsAtStart: Math.ceil(Number(kills) / 5),
    resources: 20_000,
    seed: Number(seed),
    print,
  })
  print(
    `kill -9: ${report.kills} while serving (${report.killsDuringDeletion} with a deletion running), ` +
      `${report.killsAtStart} while starting; ${report.acknowledged} acknowledged writes, none lost; ` +
      `${report.deletions} deletions of ${report.removed} resources, all succeeded; ` +
      `${report.events} events received, each once and in order; ${report.seconds} s, seed ${seed}`,
  )
} catch (error) {
  print(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
}
