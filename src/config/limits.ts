/** The largest body of a request over HTTP, and the largest message over WebSocket. */
export const MAX_BODY_BYTES = 256 * 1024

/**
 * Live tokens that the service accounts of a workspace have together. CROFT_MAX_STREAMS counts for each credential, so
 * that somebody who makes accounts and tokens could otherwise have a million streams. Each of the hundred accounts that
 * there can be may have one, and another that replaces it.
 */
export const MAX_LIVE_TOKENS_OF_ACCOUNTS = 200

/** Points that the most costly operation takes of CROFT_RATE_LIMIT: with fewer it could never run. */
export const MIN_RATE_LIMIT = 16

/** The longest grace period of a deletion. */
export const MAX_GRACE_DAYS = 90
