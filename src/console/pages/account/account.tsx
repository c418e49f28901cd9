import { useRead } from '../../data/graph.ts'
import { useSignal } from '../../data/signal.ts'
import { Failed } from '../../frame/failed.tsx'
import { chooseTheme, THEME_WORDS, THEMES, theme } from '../../frame/theme.ts'
import { AccountDocument } from '../../generated/account.ts'
import type { AccountQuery } from '../../generated/types.ts'
import { to } from '../../routes.ts'
import { Ago } from '../../ui/Ago.tsx'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Code } from '../../ui/Code.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Title } from '../../ui/Title.tsx'
import styles from './account.module.css'
import { Sessions } from './account-sessions.tsx'

/** `GET /account`: the user's profile, sessions, and settings of the console. */
export default function Account() {
  const { data, error, again } = useRead(AccountDocument, {})
  const chosen = useSignal(theme)
  return (
    <>
      <Title description="Who you are here, and where you are signed in.">Account</Title>
      {data ? (
        <div className={styles.cards}>
          <Who me={data.me} />
          <Sessions sessions={data.me.sessions} />
          <Card title="Theme" description="Kept in this browser alone.">
            <div className={styles.theme}>
              <Segments
                label="Theme"
                options={THEMES.map((value) => ({ value, label: THEME_WORDS[value] }))}
                value={chosen}
                onSelect={chooseTheme}
              />
            </div>
          </Card>
        </div>
      ) : error ? (
        <Failed error={error} onAgain={again} />
      ) : (
        <Skeleton />
      )}
    </>
  )
}

function Who({ me }: Pick<AccountQuery, 'me'>) {
  const { user, serviceAccount, groups, groupsExpireAt, platformAdmin, token } = me
  const id = user?.id ?? serviceAccount?.id
  return (
    <Card
      title={user?.name ?? serviceAccount?.name}
      description={user ? user.email : 'A service account'}
      aside={
        <LinkButton href={to.tokens()} icon="key">
          My tokens
        </LinkButton>
      }
    >
      <Facts
        items={[
          { label: 'Id', value: id && <Code label="id">{id}</Code> },
          { label: 'Here since', value: user && <Ago at={user.createdAt} /> },
          { label: 'Platform admin', value: platformAdmin && 'Yes: you act as an owner everywhere' },
          {
            label: 'Groups',
            value: groups.length > 0 && (
              <>
                {groups.join(', ')}
                {groupsExpireAt && (
                  <>
                    . They count until <Ago at={groupsExpireAt} />; signing in by the identity provider renews them
                  </>
                )}
              </>
            ),
          },
          {
            label: 'Signed in by',
            value: token && (
              <>
                The token {token.name} (<code>{token.hint}</code>), which ends <Ago at={token.expiresAt} />, and this
                session with it
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}
