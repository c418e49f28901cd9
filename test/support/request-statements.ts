// Distinguishes the SQL statements of requests from those of background jobs.
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** The request that has started the current work: a job that a request wakes goes on after its response. */
const requests = new AsyncLocalStorage<object>()
const answered = new WeakSet<object>()
const started = (message: unknown) => requests.enterWith((message as { request: object }).request)
const finished = (message: unknown) => answered.add((message as { request: object }).request)
let followers = 0

/**
 * Until the returned function is called, `isOfRequest` knows which request the current work belongs to. Only for tests
 * that need this: Node then tracks every promise, and the whole process takes up to twice the processor time.
 */
export function followRequests(): () => void {
  if (followers++ === 0) {
    subscribe('http.server.request.start', started)
    subscribe('http.server.response.finish', finished)
  }
  let isFollowing = true
  return () => {
    if (!isFollowing) return
    isFollowing = false
    if (--followers > 0) return
    unsubscribe('http.server.request.start', started)
    unsubscribe('http.server.response.finish', finished)
    requests.disable()
  }
}

/** Whether the statement for which `onQuery` was called belongs to a request that has no response yet. */
export function isOfRequest(): boolean {
  if (followers === 0) throw new Error('Nobody follows the requests: call followRequests()')
  const request = requests.getStore()
  return request !== undefined && !answered.has(request)
}
