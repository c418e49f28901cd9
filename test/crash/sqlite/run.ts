// npm run test:kill [-- kills [seed]]: the long form, on the built program.
import { BUILT } from './process.ts'
import { trial } from './trial.ts'

const [kills = '50', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2)
const tell = (line: string) => process.stdout.write(`${line}\n`)

tell(`${kills} kills, seed ${seed}`)
try {
  const report = await trial({
    command: BUILT,
    kills: Number(kills),
    killsAtStart: Math.ceil(Number(kills) / 5),
    resources: 20_000,
    seed: Number(seed),
    tell,
  })
  tell(
    `kill -9: ${report.kills} while serving (${report.hitDeletion} with a deletion under way), ` +
      `${report.killsAtStart} while starting; ${report.acknowledged} acknowledged writes, none lost; ` +
      `${report.deletions} deletions of ${report.removed} resources, all finished; ` +
      `${report.events} events delivered, each once and in order; ${report.seconds} s, seed ${seed}`,
  )
} catch (error) {
  tell(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 1
}
