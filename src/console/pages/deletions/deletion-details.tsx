import { Ago } from '../../ui/Ago.tsx'
import { Card } from '../../ui/Card.tsx'
import { Code } from '../../ui/Code.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { nameOf } from '../../words.ts'
import { type OfDeletion, POLICY_WORDS } from './deletion-words.ts'

/** Who requested the deletion, and with which options. */
export function Details({ deletion }: OfDeletion) {
  const { id, requestedBy, requestedAt, startsAt, startedAt, finishedAt, state, policy, reason } = deletion
  return (
    <Card title="Details">
      <Facts
        items={[
          { label: 'Asked by', value: nameOf(requestedBy) },
          { label: 'When', value: <Ago at={requestedAt} /> },
          { label: 'Reason', value: reason },
          { label: 'Resources', value: POLICY_WORDS[policy] },
          { label: 'Begins', value: state === 'SCHEDULED' && <Ago at={startsAt} /> },
          { label: 'Began', value: startedAt && <Ago at={startedAt} /> },
          { label: state === 'CANCELLED' ? 'Restored' : 'Ended', value: finishedAt && <Ago at={finishedAt} /> },
          { label: 'Id', value: <Code label="id">{id}</Code> },
        ]}
      />
    </Card>
  )
}
