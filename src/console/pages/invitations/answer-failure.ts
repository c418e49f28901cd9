import type { CroftError } from '../../../client/index.ts'
import { tell } from '../../words.ts'

/** Why an invitation could not be answered. The server does not tell an ended one from one of somebody else. */
export function answerFailure(failure: unknown, email: string | null | undefined): string {
  const error = failure as CroftError
  if (error.code === 'INVITATION_INVALID') {
    return `This invitation has ended, or is not for ${email ?? 'you'}. Ask whoever sent it for another.`
  }
  // it is about the token of the sign-in: no role in a workspace would help
  return error.code === 'FORBIDDEN' ? `${error.message}.` : tell(error)
}
