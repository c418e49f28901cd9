// `createClient`: a method for each operation of `operations/`, and the caller's own documents. A call turns its
// arguments into variables (arguments.ts), sends them as a request or a stream (core.ts), and returns its part of the
// answer.
import { variablesOf } from './arguments.ts'
import { type ClientOptions, type Core, connect, type Values } from './core.ts'
import { methodOf, withFragments } from './document.ts'
import { CroftError } from './errors.ts'
import { type Methods, TEXTS } from './generated/methods.ts'
import type { CallOptions, WriteOptions } from './methods.ts'
import { listing, type Page } from './pages.ts'
import type { StreamOptions } from './stream.ts'

export interface Client extends Core, Methods {}

/** Only after these events can no further event of a deletion follow. */
const LAST_OF_A_DELETION = ['SUCCEEDED', 'RESTORED']

export function createClient(settings: ClientOptions): Client {
  const { workspace } = settings
  const { send, follow, query, subscribe } = connect(settings)
  const client: Record<string, unknown> = { query, subscribe }
  const methods = TEXTS.split('\n').map(methodOf)
  for (const method of methods) {
    const { name, operation, path, isList } = method
    const text = () => withFragments(method.text, methods)
    const read = async (values: Values = {}, options?: WriteOptions) =>
      partOf(await send(text(), variablesOf(method, values, workspace), options), path)
    const list = (values: Values = {}, options?: CallOptions) =>
      listing(async (place) => {
        const page = await read({ ...values, count: false, ...place }, options)
        if (page === null) throw hidden()
        return page as Page<unknown>
      }, values)
    const watch = (values: Values = {}, options: StreamOptions = {}) =>
      follow(
        text(),
        variablesOf(method, values, workspace),
        options,
        (data) => partOf(data, path) as { type?: string },
        name === 'deletionEvents' ? ({ type = '' }) => LAST_OF_A_DELETION.includes(type) : undefined,
      )
    if (operation !== 'fragment') client[name] = isList ? list : operation === 'subscription' ? watch : read
  }
  return client as unknown as Client
}

/**
 * The part of an answer that a method returns. Inside a hidden object it throws NOT_FOUND, as the server does
 * elsewhere.
 */
function partOf(data: Values, path: readonly string[]): unknown {
  return path.reduce<unknown>((whole, name) => {
    if (whole === null) throw hidden()
    return (whole as Values)[name] ?? null
  }, data)
}

const hidden = () => new CroftError('NOT_FOUND', 'Hidden, or not there')
