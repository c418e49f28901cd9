// Whether the server can be reached at present. Streams report it, and each page has some.
import { signal } from './signal.ts'

/** Whether the last attempt reached the server. */
export const isConnected = signal(true)
/** Whether streams use `fetch`, and so hold connections that other tabs may need. */
export const usesFetch = signal(false)
