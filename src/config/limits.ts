/** The largest body of a request over HTTP, and the largest message over WebSocket. */
export const MAX_BODY_BYTES = 256 * 1024

/** The longest grace period of a deletion. */
export const MAX_GRACE_DAYS = 90
