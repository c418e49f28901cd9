import { CroftError } from '../client/index.ts'

/** NOT_FOUND for a null in the server's answer: the object does not exist, or the caller may not see it. */
export function hidden(what: string): CroftError {
  return new CroftError('NOT_FOUND', `There is no ${what}, or you may not see it`)
}
