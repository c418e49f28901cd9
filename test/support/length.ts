/** Whether tests with a long form run in that form: `npm run test:long`. Otherwise they run in their short form. */
const LONG = process.env['CROFT_TEST_LONG'] === '1'

/** How much of something a test does in its long form and in its short one. */
export const longOrShort = <T>(long: T, short: T): T => (LONG ? long : short)
