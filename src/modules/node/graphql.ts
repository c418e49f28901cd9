import { AppError } from '../../errors.ts'
import { builder } from '../../graphql/builder.ts'
import { loadNode, Node } from '../../graphql/node.ts'

const MAX_NODES = 100

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    auth: { signedIn: true },
    errors: [],
    description: 'An object by its id. Null if it does not exist or the caller may not see it.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => loadNode(id, context),
  }),
)

builder.queryField('nodes', (t) =>
  t.field({
    type: [Node],
    nullable: { list: false, items: true },
    auth: { signedIn: true },
    errors: ['LIMIT_EXCEEDED'],
    description:
      'Objects by their ids, at most 100, in the order of the ids; null in place of each that does not exist or that the caller may not see.',
    args: { ids: t.arg.idList({ description: 'At most 100 ids.', required: true }) },
    resolve: (_root, { ids }, context) => {
      if (ids.length > MAX_NODES) throw new AppError('LIMIT_EXCEEDED', `At most ${MAX_NODES} ids`, { limit: MAX_NODES })
      return Promise.all(ids.map((id) => loadNode(id, context)))
    },
  }),
)
