// A mutation with an idempotency key is carried out once; a repeated request gets the first answer. That answer is
// looked for only after an attempt has failed, as it does when the key is taken. So a key costs nothing before the
// transaction, and a repetition is answered whatever has become of the rights that the mutation needs.
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { AppError } from '../errors.ts'
import { findOutcome } from '../store/idempotency.ts'
import type { Context } from './context.ts'
import { selectedOf } from './selected.ts'

type Resolver = GraphQLFieldResolver<unknown, Context>

/** `answerAgain` makes an answer from what was stored of the first one. */
export function once(resolve: Resolver, answerAgain: (kept: string, context: Context) => unknown): Resolver {
  return async (parent, args, context, info) => {
    const key = context.idempotencyKey
    if (!key) return resolve(parent, args, context, info)
    assertOneField(info)
    try {
      return await resolve(parent, args, context, info)
    } catch (error) {
      // a credential that is no longer valid gets no answer, old or new
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') throw error
      const found = await findOutcome(context.store.db, key.id, context.store.now()).catch(() => undefined)
      if (!found || found.sealed_outcome === null) throw error
      if (found.fingerprint !== key.fingerprint) throw reused()
      const kept = context.store.sealer.open('idempotent-outcome', found.sealed_outcome)
      if (kept === null) throw new Error('An outcome was kept under another CROFT_SECRET_KEY', { cause: error })
      // the first request may have ended the credential, or moved it to the record of a deletion, while this one waited
      await context.authenticateAgain()
      return answerAgain(kept, context)
    }
  }
}

/** INVALID_INPUT if the operation has another mutation field, to which the key would apply as well. */
function assertOneField({ operation, fragments, variableValues }: GraphQLResolveInfo): void {
  const fields = selectedOf([operation], { fragments, variableValues })
  const names = new Set([...fields].filter(({ name }) => name.value !== '__typename').map(responseNameOf))
  if (names.size > 1)
    throw new AppError('INVALID_INPUT', 'An operation with an idempotency key has one mutation field', {
      field: 'Idempotency-Key',
    })
}

const responseNameOf = ({ alias, name }: { alias?: { value: string } | undefined; name: { value: string } }) =>
  (alias ?? name).value

function reused(): AppError {
  return new AppError(
    'IDEMPOTENCY_KEY_REUSED',
    'Another operation, or the same with other variables, was carried out with this idempotency key',
  )
}
