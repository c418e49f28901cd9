// How the server is reached at present: streams tell it, and each page has some.
import { signal } from './signal.ts'

/** Whether the server was reached by the last attempt. */
export const isConnected = signal(true)
/** Whether streams hold connections that other tabs may need. */
export const usesFetch = signal(false)
