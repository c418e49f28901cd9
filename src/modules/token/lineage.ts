// Which tokens were made with which: a limited token acts only on itself and those that were made with it.
import type { Row } from '../../../db/schema.ts'
import type { Access } from '../../access/access.ts'
import { forbidden } from '../../access/judge.ts'
import { isLimited, type Principal, roleOfRank } from '../../access/principal.ts'
import type { Tx } from '../../store/database.ts'

type Token = Row<'api_token'>

/**
 * FORBIDDEN for a limited token that would act on another than itself and those that were made with it. In a workspace
 * TOKEN_MANAGE would allow it; elsewhere only a token without limits may.
 */
export async function assertMayTouchOwn(
  tx: Tx,
  principal: Principal,
  token: Token,
  access: Pick<Access, 'rank'> | null,
): Promise<void> {
  if (!isLimited(principal) || (await isOrMadeWith(tx, token, principal.token?.id))) return
  const lacking = access
    ? { permission: 'TOKEN_MANAGE' as const, myRole: roleOfRank(access.rank) }
    : { requiredRole: 'OWNER' as const, myRole: principal.token?.role ?? null }
  throw forbidden('A token that is limited acts only on itself and what was made with it', lacking)
}

/** Whether a token is the other one, or was made with it, however far down. Its own row may be gone. */
async function isOrMadeWith(tx: Tx, { id, minted_by }: Token, makerId: string | undefined): Promise<boolean> {
  if (id === makerId) return true
  if (makerId === undefined || minted_by === null) return false
  const found = await tx
    .withRecursive('maker', (cte) =>
      cte
        .selectFrom('api_token')
        .where('api_token.id', '=', minted_by)
        .select(['api_token.id', 'api_token.minted_by'])
        .union(
          cte
            .selectFrom('api_token')
            .innerJoin('maker', 'maker.minted_by', 'api_token.id')
            .select(['api_token.id', 'api_token.minted_by']),
        ),
    )
    .selectFrom('maker')
    .select('id')
    .where('id', '=', makerId)
    .executeTakeFirst()
  return found !== undefined
}
