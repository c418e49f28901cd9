import { pick } from '../ask.ts'
import { everywhereOf, noun, verb } from '../command.ts'
import {
  type Config,
  type Context,
  configFolder,
  readConfig,
  readCredentials,
  writeConfig,
  writeCredentials,
} from '../config.ts'
import { badInput, usageError } from '../errors.ts'
import { PICKED } from '../pick.ts'
import { type Column, printerOf } from '../print.ts'
import { serverUrl, targetOf } from '../target.ts'

interface Row extends Context {
  readonly name: string
  readonly current: boolean
}

const COLUMNS: readonly Column<Row>[] = [
  { name: 'NAME', value: ({ name }) => name, kept: true },
  { name: 'URL', value: ({ url }) => url },
  { name: 'WORKSPACE', value: ({ workspace }) => workspace },
  { name: 'CURRENT', value: ({ current }) => (current ? 'yes' : undefined) },
  { name: 'PROTECTED', value: (row) => (row.protected ? 'yes' : undefined) },
]

/**
 * The keys of a context, and how the text of `config set` becomes a value. `config unset` removes any key but `url`.
 */
const KEYS: Readonly<Record<string, (text: string) => string | boolean>> = {
  url: serverUrl,
  workspace: (text) => text,
  protected: (text) => {
    if (text !== 'true' && text !== 'false') throw badInput('protected is true or false')
    return text === 'true'
  },
  'token-command': (text) => text,
}

const view = verb('view', 'What a command would use: server, workspace, context; never a token').action(
  async (_options, command) => {
    const flags = everywhereOf(command)
    const { url, workspace, context, protected: isProtected } = targetOf(flags)
    const shown = { url, workspace: workspace ?? null, context: context ?? null, protected: isProtected }
    await printerOf(flags).record(shown, [
      { name: 'CONTEXT', value: (row) => row.context },
      { name: 'URL', value: (row) => row.url },
      { name: 'WORKSPACE', value: (row) => row.workspace },
      { name: 'PROTECTED', value: (row) => (row.protected ? 'yes' : 'no') },
    ])
  },
)

const path = verb('path', 'The folder of the configuration').action(() => {
  process.stdout.write(`${configFolder()}\n`)
})

const contexts = verb('contexts', 'The contexts that there are').action(async (_options, command) => {
  const { contexts, current } = readConfig()
  const rows = Object.entries(contexts).map(([name, context]) => ({ name, ...context, current: name === current }))
  await printerOf(everywhereOf(command)).list(rows, COLUMNS, { id: ({ name }) => name })
})

const use = verb('use', 'Makes a context the current one')
  .argument('[name]', `the context; ${PICKED}`)
  .action(async (given, _options, command) => {
    const config = readConfig()
    const name = given ?? (await pick('Which context?', 'name', async () => choicesOf(config), everywhereOf(command)))
    contextOf(config, name)
    writeConfig({ ...config, current: name })
  })

const choicesOf = ({ contexts }: Config) =>
  Object.entries(contexts).map(([name, { url }]) => ({ value: name, label: `${name} at ${url}` }))

const set = verb('set', 'Sets a value of a context: the current one, or that of --context')
  .argument('<key>', Object.keys(KEYS).join(', '))
  .argument('<value>', 'its value')
  .action((key, value, _options, command) => {
    const parse = parserOf(key)
    const config = readConfig()
    const name = everywhereOf(command).context ?? config.current
    if (name === undefined) throw usageError('there is no current context', 'Name one: --context NAME.')
    const context = Object.hasOwn(config.contexts, name) ? config.contexts[name] : undefined
    if (!context && key !== 'url') throw usageError(`there is no context ${name}`, 'Setting its url makes it.')
    const changed = { ...context, [key]: parse(value) } as Context
    writeConfig({ current: config.current ?? name, contexts: { ...config.contexts, [name]: changed } })
  })

const unset = verb('unset', 'Takes a value of a context away')
  .argument(
    '<key>',
    Object.keys(KEYS)
      .filter((key) => key !== 'url')
      .join(', '),
  )
  .action((key, _options, command) => {
    parserOf(key)
    if (key === 'url') throw usageError('a context has a url', 'croft config remove NAME takes the context away.')
    const config = readConfig()
    const name = everywhereOf(command).context ?? config.current
    if (name === undefined) throw usageError('there is no current context', 'Name one: --context NAME.')
    const { [key as keyof Context]: _gone, ...rest } = contextOf(config, name)
    writeConfig({ ...config, contexts: { ...config.contexts, [name]: rest as Context } })
  })

const remove = verb('remove', 'Forgets a context and its token, which stays good: see croft logout')
  .argument('<name>', 'the context')
  .action((name) => {
    const config = readConfig()
    contextOf(config, name)
    const { [name]: _gone, ...left } = config.contexts
    const { [name]: token, ...tokens } = readCredentials()
    const current = config.current === name ? {} : { current: config.current }
    writeConfig({ ...(current.current === undefined ? {} : { current: current.current }), contexts: left })
    if (token) writeCredentials(tokens)
  })

function parserOf(key: string): (text: string) => string | boolean {
  const parse = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined
  if (!parse) throw usageError(`${key} is no key of a context`, `There are: ${Object.keys(KEYS).join(', ')}`)
  return parse
}

function contextOf({ contexts }: Config, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (!context) throw badInput(`there is no context ${name}`, 'croft config contexts lists them.')
  return context
}

export const config = noun('config', [view, path, contexts, use, set, unset, remove])
