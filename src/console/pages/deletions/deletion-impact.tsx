import { Link } from 'wouter'
import type { DeletionPolicy, ImpactQuery } from '../../generated/types.ts'
import type { Rights } from '../../may.ts'
import { to } from '../../routes.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { count, counted, plural } from '../../words.ts'
import styles from './deletion-impact.module.css'

/** The part of a workspace that its deletion needs. */
export interface Deletable extends Rights {
  readonly id: string
  readonly name: string
  readonly displayName: string
}

export type Impact = NonNullable<NonNullable<ImpactQuery['workspace']>['deletionImpact']>

export const resourcesIn = ({ resources }: Impact): number => resources.reduce((sum, each) => sum + each.count, 0)

interface ImpactFactsProps {
  readonly impact: Impact
  /** The impact that was shown before: differences from it are marked. */
  readonly before?: Impact | undefined
  readonly policy: DeletionPolicy
}

/** What is deleted with a workspace, by kind. */
export function ImpactFacts({ impact, before, policy }: ImpactFactsProps) {
  const kinds = new Map([...impact.resources, ...(before?.resources ?? [])].map(({ kind }) => [kind.name, kind]))
  const ofKind = (shown: Impact | undefined, name: string) =>
    shown?.resources.find(({ kind }) => kind.name === name)?.count ?? 0
  const fact = (label: string, now: number | null, was: number | null | undefined, after = '') => ({
    label,
    value: (now !== 0 || (was ?? 0) !== 0) && <Amount now={now} was={before ? was : now} after={after} />,
  })
  return (
    <div className={styles.facts}>
      <Facts
        items={[
          ...[...kinds].map(([name, kind]) =>
            fact(plural(kind.displayName), ofKind(impact, name), ofKind(before, name), whose(kind, policy)),
          ),
          fact('Projects', impact.projects, before?.projects),
        ]}
      />
      <Facts
        items={[
          fact('Members', impact.members, before?.members, verb(impact.members, 'lose access', 'loses access')),
          fact(
            'Tokens',
            impact.tokens,
            before?.tokens,
            verb(impact.tokens, 'stop working within a second', 'stops working within a second'),
          ),
          fact('Service accounts', impact.serviceAccounts, before?.serviceAccounts),
          fact('Invitations', impact.pendingInvitations, before?.pendingInvitations, 'can no longer be accepted'),
        ]}
      />
    </div>
  )
}

const verb = (value: number | null, many: string, one: string): string => (value === 1 ? one : many)

interface AmountProps {
  readonly now: number | null
  readonly was: number | null | undefined
  readonly after: string
}

function Amount({ now, was, after }: AmountProps) {
  const shown = now === null ? 'Too many to count' : count(now)
  if (now === was) return <>{[shown, after].filter(Boolean).join(' ')}</>
  return (
    <>
      <mark className={styles.moved}>{shown}</mark> {after}
      {was !== null && was !== undefined && <span className={styles.was}> was {count(was)}</span>}
    </>
  )
}

type Kind = Impact['resources'][number]['kind']

/** Which other service is responsible for the resources of a kind. */
function whose({ cleanup, ownerServiceAccount }: Kind, policy: DeletionPolicy): string {
  if (cleanup === 'NONE') return ''
  const owner = ownerServiceAccount?.name ?? 'the service that owns them'
  return policy === 'RETAIN' ? `stay with ${owner}` : `removed by ${owner}`
}

interface WhatBlocksProps {
  readonly workspace: Deletable
  readonly impact: Impact
}

/**
 * The resources that prevent the deletion under the policy "only if it is empty", with links to where each can be
 * removed.
 */
export function WhatBlocks({ workspace: { name }, impact }: WhatBlocksProps) {
  const first = impact.firstResources ?? []
  const rest = resourcesIn(impact) - first.length
  return (
    <Banner tone="warn">
      <p>These keep it from being deleted:</p>
      <ul className={styles.blocks}>
        {first.map((resource) => (
          <li key={resource.id}>
            <Link href={to.workspace(name, 'resources', `?search=${encodeURIComponent(resource.name)}`)}>
              {resource.name}
            </Link>{' '}
            <span>{resource.kind.displayName}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Link href={to.workspace(name, 'resources')}>
          {first.length > 0 ? `and ${counted(rest, 'more', 'more')}` : counted(rest, 'resource')}
        </Link>
      )}
    </Banner>
  )
}
