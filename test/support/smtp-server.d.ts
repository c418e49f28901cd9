// The part of smtp-server that the tests use: the package has no types of its own.
declare module 'smtp-server' {
  import type { EventEmitter } from 'node:events'
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  type Done = (error?: Error) => void
  export interface SMTPServerOptions {
    authOptional?: boolean
    disabledCommands?: string[]
    logger?: boolean
    onData?(stream: Readable, session: unknown, done: Done): void
    onRcptTo?(address: { address: string }, session: unknown, done: Done): void
  }
  export class SMTPServer extends EventEmitter {
    constructor(options: SMTPServerOptions)
    readonly server: Server
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
  }
}
