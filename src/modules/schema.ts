import '../graphql/scalars.ts'
import '../graphql/enums.ts'
import './server/graphql.ts'
import './node/graphql.ts'
import './role/graphql.ts'
import './user/graphql.ts'
import './workspace/graphql.ts'
import './me/graphql.ts'
import './member/graphql.ts'
import './token/graphql.ts'
import './project/graphql.ts'
import './resource/graphql.ts'
import './event/graphql.ts'
import './deletion/graphql.ts'
import { builder } from '../graphql/builder.ts'
import { withDirectives } from '../graphql/print.ts'

/** The whole API. */
export const schema = withDirectives(builder.toSchema({ sortSchema: false }))
