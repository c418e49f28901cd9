// Operations over WebSocket (graphql-transport-ws). graphql-ws speaks the protocol; what an operation may do and what
// its errors look like is settled by `runOperation`, as for HTTP: graphql-ws gets to execute nothing itself.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError, type GraphQLSchema, parse } from 'graphql'
import {
  type Context as Connection,
  handleProtocols,
  MessageType,
  makeServer,
  type OperationResult,
  type SubscribePayload,
  stringifyMessage,
} from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { MAX_BODY_BYTES } from '../../config/limits.ts'
import { AppError } from '../../errors.ts'
import { type PublicError, publicError, translator } from '../../execution/errors.ts'
import { type Gateway, runOperation } from '../../execution/operation.ts'
import type { PublicResult } from '../../execution/outcome.ts'
import { Context } from '../../graphql/context.ts'
import { refuseUpgrade, upgradeRefusal } from './upgrade.ts'

interface Extra {
  readonly ip: string | null
  readonly request: IncomingMessage
  /** Closes the socket as soon as the message that is being sent is out. */
  forbid(): void
  /** Counts an operation that is starting, until what it answers is called. */
  begin(): () => void
}
type Params = Record<string, unknown> | undefined
type Answer = PublicResult | AsyncIterableIterator<PublicResult>

const MAX_OPERATIONS = 50
/** What a client has not read yet. Above the first nothing more is read from it, above the second it is cut. */
const UNREAD_PAUSE_BYTES = 1024 * 1024
const UNREAD_CUT_BYTES = 8 * UNREAD_PAUSE_BYTES
/** Operations of one socket that are being started; its next message waits for one of them. */
const MAX_STARTING = 4
const PING_EVERY_MS = 15_000
const FORBIDDEN = 4403
const GOING_AWAY = 1001
const INTERNAL = 1011
const TRY_AGAIN_LATER = 1013
/** graphql-ws wants a document to look at; the real one has run by then. */
const ANY_DOCUMENT = parse('{ __typename }')
const PONG = stringifyMessage<MessageType.Pong>({ type: MessageType.Pong })

export interface WebSocketServing {
  /** Lets operations that are starting get their answer, then closes every socket with 1001. */
  close(): Promise<void>
  /** Cuts the sockets that are still there. */
  terminate(): void
}

/** Takes WebSocket upgrades of `/graphql`. */
export function serveWebSocket(
  server: Server,
  gateway: Gateway,
  addressOf: (req: IncomingMessage) => string | null,
): WebSocketServing {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, handleProtocols })
  const { protocol, starting } = speak(gateway)
  server.on('upgrade', (request, raw, head) => {
    const refusal = upgradeRefusal(request, gateway.services)
    if (refusal) return refuseUpgrade(request, raw, refusal)
    sockets.handleUpgrade(request, raw, head, (socket) => accept(socket, request))
  })
  const accept = (socket: WebSocket, request: IncomingMessage) => {
    let forbidden = false
    const reading = regulate(socket)
    const send = (data: string) =>
      new Promise<void>((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve()
        if (socket.bufferedAmount > UNREAD_CUT_BYTES) {
          socket.terminate()
          return resolve()
        }
        socket.send(data, () => {
          reading.adjust()
          resolve()
        })
        if (forbidden) socket.close(FORBIDDEN, 'Forbidden')
        reading.adjust()
      })
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send,
        close: (code, reason) => socket.close(code, reason),
        // in place of the protocol's own answer, which sends back whatever came
        onPing: () => send(PONG),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              const away = error instanceof AppError && error.code === 'UNAVAILABLE'
              if (!away) gateway.logger.error({ err: error }, 'WebSocket failed')
              socket.close(away ? TRY_AGAIN_LATER : INTERNAL)
            })
          })
        },
      },
      {
        ip: addressOf(request),
        request,
        forbid: () => {
          forbidden = true
        },
        begin: reading.begin,
      },
    )
    // ws answers these of itself
    socket.on('ping', reading.adjust)
    // ws closes a socket that breaks its rules, and tells here; there is nobody else to tell
    socket.on('error', (error) => gateway.logger.debug({ err: error }, 'WebSocket closed'))
    socket.once('close', (code, reason) => void closed(code, String(reason)))
    keepAlive(socket)
  }
  return {
    close: async () => {
      await Promise.allSettled(starting)
      await new Promise((resolve) => setImmediate(resolve))
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY, 'Going away')
        socket.resume()
      }
      await new Promise<void>((resolve) => sockets.close(() => resolve()))
    },
    terminate: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

/** The protocol's server, and the operations that have begun and not yet been answered. */
function speak(gateway: Gateway) {
  const { services, logger } = gateway
  const starting = new Set<Promise<unknown>>()
  const told = new WeakMap<GraphQLError, PublicError>()
  const asGraphQLError = (error: PublicError) => {
    const wrapped = new GraphQLError(error.message)
    told.set(wrapped, error)
    return wrapped
  }

  const answer = async (connection: Connection<Params, Extra>, payload: SubscribePayload) => {
    const requestId = randomUUID()
    const { ip, forbid } = connection.extra
    const translate = translator(requestId, logger)
    // a credential that was good and is bad now ends the connection, after the error that says so
    const tell = (error: unknown) => {
      const translated = translate(error)
      if (translated.extensions.code === 'UNAUTHENTICATED') forbid()
      return asGraphQLError(translated)
    }
    if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) {
      const message = `A socket carries at most ${MAX_OPERATIONS} operations at once`
      return [asGraphQLError(publicError('LIMIT_EXCEEDED', message, requestId, { details: { limit: MAX_OPERATIONS } }))]
    }
    services.pace.enter()
    try {
      const authorization = credentialOf(connection)
      const principal = await services.authenticate(authorization)
      const context = new Context(services, { requestId, ip, authorization, principal })
      const { query, variables, operationName } = payload
      const params = { query, variables: variables ?? {}, operationName: operationName ?? null }
      const outcome = await runOperation(gateway, context, params, true)
      if (outcome.kind === 'stream') return prepared(telling(outcome.stream, tell))
      // without data nothing has run: a refusal, or a subscription whose own resolver said no
      const { errors, data } = outcome.result
      if (errors && (outcome.kind === 'requestError' || data === undefined)) return errors.map(asGraphQLError)
      return prepared(outcome.result)
    } catch (error) {
      return [tell(error)]
    } finally {
      services.pace.leave()
    }
  }

  const protocol = makeServer<Params, Extra>({
    onConnect: async (connection) => {
      try {
        await services.authenticate(credentialOf(connection))
        return true
      } catch (error) {
        if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return false
        throw error
      }
    },
    onSubscribe: async (connection, _id, payload) => {
      const begun = connection.extra.begin()
      const operation = answer(connection, payload)
      starting.add(operation)
      try {
        return await operation
      } finally {
        starting.delete(operation)
        begun()
      }
    },
    execute: (args) => (args as Prepared).answer as OperationResult,
    onNext: (_connection, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_connection, _id, _payload, errors) => errors.map((error) => toldOf(error) ?? error.toJSON()),
  })
  // what a stream throws comes back wrapped
  const toldOf = (error: GraphQLError) => told.get(error) ?? told.get(error.originalError as GraphQLError)
  return { protocol, starting }
}

interface Prepared extends ExecutionArgs {
  readonly answer: Answer
}

function prepared(answer: Answer): Prepared {
  return { schema: undefined as unknown as GraphQLSchema, document: ANY_DOCUMENT, answer }
}

function telling(
  stream: AsyncIterableIterator<PublicResult>,
  tell: (error: unknown) => Error,
): AsyncIterableIterator<PublicResult> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () =>
      stream.next().catch((error: unknown) => {
        throw tell(error)
      }),
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
  }
}

/** What `connection_init` carries, or, for clients that can set headers, the upgrade's own. */
function credentialOf({ connectionParams, extra }: Connection<Params, Extra>): string | undefined {
  const given = connectionParams?.Authorization ?? connectionParams?.authorization
  if (given === undefined || given === null) return extra.request.headers.authorization
  // anything but a text is as bad as a wrong one
  return typeof given === 'string' ? given : 'not a credential'
}

/** Reads from a socket no faster than its operations start and its answers are read. */
function regulate(socket: WebSocket) {
  let starting = 0
  const adjust = () => {
    const busy = starting >= MAX_STARTING || socket.bufferedAmount > UNREAD_PAUSE_BYTES
    // one that is closing is read from until the client has said so too
    if (busy && socket.readyState === socket.OPEN) socket.pause()
    else socket.resume()
  }
  return {
    adjust,
    begin: () => {
      starting++
      adjust()
      return () => {
        starting--
        adjust()
      }
    },
  }
}

/** Cuts a connection whose other end has gone without saying so. */
function keepAlive(socket: WebSocket): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  const timer = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, PING_EVERY_MS).unref()
  socket.once('close', () => clearInterval(timer))
}
