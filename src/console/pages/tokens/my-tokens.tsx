import { useList } from '../../data/lists.ts'
import { MyTokensDocument } from '../../generated/tokens.ts'
import { Title } from '../../ui/Title.tsx'
import { TokenList } from './token-list.tsx'
import { useTokenView } from './token-view.ts'

/** `GET /tokens`: the user's personal tokens, which are valid in all workspaces of the user. */
export default function MyTokens() {
  const asked = useTokenView()
  const { filter, orderBy } = asked
  const list = useList(MyTokensDocument, { filter, orderBy }, ({ me }) => me.tokens)
  return (
    <>
      <Title description="Personal tokens: each is good in every workspace of yours. A token for one workspace is made there.">
        My tokens
      </Title>
      <TokenList list={list} asked={asked} />
    </>
  )
}
