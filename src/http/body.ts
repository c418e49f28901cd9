import type { IncomingMessage } from 'node:http'
import { MAX_BODY_BYTES } from '../config/limits.ts'
import { AppError } from '../errors.ts'

/** Whether the headers declare the body as JSON in UTF-8 that is not compressed. */
export function isJson({ headers }: IncomingMessage): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length)
  const encoding = headers['content-encoding'] ?? 'identity'
  return type === 'application/json' && /^"?utf-?8"?$/.test(charset ?? 'utf-8') && encoding === 'identity'
}

/** Reads the body. LIMIT_EXCEEDED as soon as its length, declared or read, is too large; ClientGone if it ends early. */
export function readBody(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => {
      reject(new AppError('LIMIT_EXCEEDED', `A request has at most ${MAX_BODY_BYTES} bytes`, { limit: MAX_BODY_BYTES }))
      // the rest is read and discarded, so that the client can read the answer
      req.removeAllListeners('data').resume()
    }
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return tooLarge()
    const chunks: Buffer[] = []
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BODY_BYTES) tooLarge()
      else chunks.push(chunk)
    })
    const gone = () => {
      if (!req.complete) reject(new ClientGone())
    }
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    req.once('close', gone).once('error', gone)
  })
}

/** The client disconnected before its request was complete: there is no one to answer. */
export class ClientGone extends Error {
  override name = 'ClientGone'
}
