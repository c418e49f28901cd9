import { verifyCaller } from '../../../access/authorize.ts'
import { assertPlatformAdmin } from '../../../access/judge.ts'
import type { Caller } from '../../../access/principal.ts'
import { lockBrake, pausedAt } from '../../../cleanup/brake.ts'
import { append } from '../../../events/append.ts'
import { mutation } from '../../../graphql/mutation.ts'
import type { Tx } from '../../../store/database.ts'
import { findRow } from '../../../store/rows.ts'
import { optionalText, text } from '../../../validate.ts'

const REASON = 'The reason, for other platform admins: at most 1,024 characters.'

mutation('pauseDeletions', {
  description:
    'Pauses all deletions: once it has returned, no deletion removes anything, on any replica. New ones are recorded and wait. If deletions are already paused, it returns since when.',
  input: (t) => ({ reason: t.string({ required: true, description: REASON }) }),
  payload: { pausedAt: { type: 'DateTime', description: 'When deletions were paused.' } },
  auth: { platformAdmin: true },
  errors: [],
  action: async ({ caller, now, write }, input) => {
    const reason = text('reason', input.reason, { max: 1024 })
    return write(async (tx) => {
      const since = await lockedBrake(tx, caller)
      if (since !== null) return { pausedAt: since }
      const at = now()
      await set(tx, 'deletions_paused_at', at)
      append(tx, at, caller, 'deletions.paused', { reason })
      return { pausedAt: at }
    })
  },
})

mutation('resumeDeletions', {
  description:
    'Resumes all deletions from where they stopped. If they are not paused, it returns when they were last resumed.',
  input: (t) => ({ reason: t.string({ description: REASON }) }),
  payload: {
    resumedAt: {
      type: 'DateTime',
      description: 'When deletions were resumed; the current time if they were never paused.',
    },
  },
  auth: { platformAdmin: true },
  errors: [],
  action: async ({ caller, now, write }, input) => {
    const reason = optionalText('reason', input.reason, { max: 1024 })
    return write(async (tx) => {
      const since = await lockedBrake(tx, caller)
      const at = now()
      if (since === null) {
        const last = await findRow(tx, 'setting', { name: 'deletions_resumed_at' })
        return { resumedAt: last?.value ?? at }
      }
      await tx.deleteFrom('setting').where('name', '=', 'deletions_paused_at').execute()
      await set(tx, 'deletions_resumed_at', at)
      append(tx, at, caller, 'deletions.resumed', { reason })
      return { resumedAt: at }
    })
  },
})

/**
 * Locks the brake and answers since when deletions are paused. Until the transaction ends nobody else changes that, and
 * no slice is under way.
 */
async function lockedBrake(tx: Tx, caller: Caller): Promise<string | null> {
  assertPlatformAdmin(caller)
  await verifyCaller(tx, caller)
  await lockBrake(tx, 'exclusive')
  return pausedAt(tx)
}

async function set(tx: Tx, name: 'deletions_paused_at' | 'deletions_resumed_at', value: string): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
