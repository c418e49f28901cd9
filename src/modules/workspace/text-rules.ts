/** What `validate.ts` allows in the texts of a workspace. */
export const DISPLAY_NAME = { max: 128 }
export const DESCRIPTION = { max: 1024, multiline: true }
