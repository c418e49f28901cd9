import type { CroftError } from '../../../client/index.ts'
import { tell } from '../../words.ts'

/**
 * Why answering an invitation failed. The server does not distinguish between an invitation that has ended and one for
 * somebody else.
 */
export function answerFailure(failure: unknown, email: string | null | undefined): string {
  const error = failure as CroftError
  if (error.code === 'INVITATION_INVALID') {
    return `This invitation has ended, or is not for ${email ?? 'you'}. Ask whoever sent it for another.`
  }
  // the refusal is about the token used to sign in: no role in a workspace would help
  return error.code === 'FORBIDDEN' ? `${error.message}.` : tell(error)
}
