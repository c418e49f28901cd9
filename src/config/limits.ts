/** The largest body of a request over HTTP, and the largest message over WebSocket. */
export const MAX_BODY_BYTES = 256 * 1024
