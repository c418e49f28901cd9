import { Argument } from '@commander-js/extra-typings'
import { verb } from '../command.ts'
import { TOPICS } from '../help-topics.ts'

const names = Object.keys(TOPICS)

export const help = verb('help')
  .addArgument(new Argument('[topic]', 'what it is about').choices(names))
  .action((topic) => {
    const text = topic === undefined ? `Topics: ${names.join(', ')}\ncroft help TOPIC tells of one.` : TOPICS[topic]
    process.stdout.write(`${text?.trim()}\n`)
  })
