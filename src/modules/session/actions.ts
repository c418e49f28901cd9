import { verifyCaller } from '../../access/authorize.ts'
import { isLimited } from '../../access/principal.ts'
import { signOut } from '../../auth/session.ts'
import { notFound } from '../../errors.ts'
import { mutation } from '../../graphql/mutation.ts'
import { isKind } from '../../store/id.ts'

mutation('endSession', {
  description:
    'Ends a session of the caller: its next request is refused, its streams end within a second. A token that is limited by workspace, role or permissions ends only the session that it calls with.',
  input: (t) => ({ session: t.id({ description: 'The session.', required: true }) }),
  payload: { endedSessionId: { type: 'ID', description: 'The id of the session that is over.' } },
  auth: { signedIn: true },
  errors: ['NOT_FOUND'],
  action: async ({ caller, now, write }, { session }) => {
    const { principal } = caller
    const isOther = session !== principal.session
    const isHidden = !isKind('session', session, 'session') || (isLimited(principal) && isOther)
    return write(async (tx) => {
      await verifyCaller(tx, caller)
      if (isHidden || !(await signOut(tx, now(), caller, session))) throw notFound()
      return { endedSessionId: session }
    })
  },
})
