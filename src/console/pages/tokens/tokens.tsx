import { useList } from '../../data/lists.ts'
import { WorkspaceTokensDocument } from '../../generated/tokens.ts'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import { TokenList } from './token-list.tsx'
import { useTokenView } from './token-view.ts'

/** `GET /w/:name/tokens`: the tokens of a workspace that the user can see. */
export default function Tokens({ workspace }: OfWorkspace) {
  const asked = useTokenView()
  const { filter, orderBy } = asked
  const list = useList(
    WorkspaceTokensDocument,
    { workspace: workspace.id, filter, orderBy },
    ({ workspace: read }) => read?.tokens,
  )
  return <TokenList list={list} asked={asked} workspace={workspace} />
}
