// A realistic deployment, made through the client, for the pictures of the console and the tests of its screens.
// of its screens.
import { type Client, createClient } from '../../src/client/index.ts'

export interface Demo {
  /** A token of the owner of most workspaces. */
  readonly token: string
  /** A token of an admin of one of them. */
  readonly adminToken: string
  /** The workspace with everything in it. */
  readonly workspace: string
  /** A workspace that can be deleted. */
  readonly doomed: string
  /** A deletion that has not begun. */
  readonly scheduled: string
}

const PEOPLE = [
  'Ines Duarte',
  'Tomas Lindqvist',
  'Priya Raman',
  'Noah Adler',
  'Yara Haddad',
  'Kenji Mori',
  'Lena Fischer',
  'Oluwaseun Bello',
  'Sofia Marchetti',
  'Daniel Okoye',
  'Mei Tanaka',
  'Ruth Jensen',
]
const WORKSPACES: readonly (readonly [name: string, description: string])[] = [
  ['Speech Models', 'Training runs, evaluation and the voice registry'],
  ['Route Planning', 'Delivery windows and depots, every five minutes'],
  ['Satellite Imagery', 'Tiles, masks and change detection'],
  ['Claims Assistant', 'Prototype for the service desk'],
  ['Recommendation', 'Ranking and candidates of the shop'],
  ['Demand Forecast', 'By store and week'],
  ['Document Intake', 'Invoices, forms and letters'],
  ['Evaluation Bench', 'Shared data sets and leader boards'],
  ['Legacy Search', 'Read only since March; to be deleted'],
]
const ROLES = ['ADMIN', 'EDITOR', 'EDITOR', 'VIEWER'] as const
const KINDS = ['model', 'dataset', 'deployment', 'job', 'fileset'] as const

/** Fills an empty server; `token` is of a platform admin. */
export async function seedDemo(url: string, token: string): Promise<Demo> {
  const admin = createClient({ url, token })
  const people: { id: string; email: string }[] = []
  for (const name of PEOPLE) {
    const email = `${name.toLowerCase().replace(/\s+/g, '.')}@croft.example`
    const { user } = await admin.createUser({ name, email })
    people.push({ id: user.id, email })
  }
  const [owner, second] = people as [{ id: string; email: string }, { id: string; email: string }]
  const tokenOf = async (user: string) =>
    (await admin.createApiToken({ name: 'console', user, expiresIn: '90d' })).secret as string
  const ownerToken = await tokenOf(owner.id)
  const croft = createClient({ url, token: ownerToken })
  const names: string[] = []
  for (const [displayName, description] of WORKSPACES) {
    const { workspace } = await croft.createWorkspace({ displayName, description })
    names.push(workspace.name)
    await croft.setWorkspacePreferences({ workspace: { id: workspace.id }, favourite: names.length % 4 === 1 })
  }
  const [main = '', doomed = ''] = [names[0], names.at(-1)]
  for (const name of names) await fillWorkspace(croft, admin, name, people.slice(1), name === main ? 60 : 12)
  const scheduled = await fillRest(croft, main, people)
  await croft.updateWorkspace({ workspace: names.at(-2) as string, visibility: 'SHARED_READ' })
  return { token: ownerToken, adminToken: await tokenOf(second.id), workspace: main, doomed, scheduled }
}

async function fillWorkspace(
  croft: Client,
  admin: Client,
  workspace: string,
  people: readonly { readonly id: string }[],
  resources: number,
): Promise<void> {
  for (const [index, { id }] of people.entries()) {
    await admin.addMember({ workspace, principal: { user: id }, role: ROLES[index % ROLES.length] ?? 'VIEWER' })
  }
  for (const name of ['baseline', 'production'])
    await croft.createProject({ workspace, name, description: `The ${name} line` })
  await croft.registerResources({
    workspace,
    resources: Array.from({ length: resources }, (_, index) => ({
      kind: KINDS[index % KINDS.length] as string,
      name: `${['alto', 'basso', 'corda', 'dolce', 'eco'][index % 5]}-${1 + Math.floor(index / 5)}`,
      labels: { stage: index % 3 === 0 ? 'production' : 'trial', team: 'speech' },
      spec: { replicas: 1 + (index % 4), region: 'eu-north' },
    })),
  })
}

/** Adds what only the first workspace has: invitations, tokens and more. Returns the id of a scheduled deletion. */
async function fillRest(
  croft: Client,
  workspace: string,
  people: readonly { readonly email: string }[],
): Promise<string> {
  const emails = ['amara@partner.example', 'jonas@partner.example', 'li.wei@partner.example']
  await croft.inviteMembers({
    workspace,
    emails,
    role: 'EDITOR',
    delivery: 'LINK',
    message: `From ${people[0]?.email}`,
  })
  await croft.createServiceAccount({
    workspace,
    name: 'nightly-train',
    description: 'Starts the training at two',
    role: 'EDITOR',
  })
  await croft.createApiToken({ workspace, name: 'ci-deploy', role: 'EDITOR', expiresIn: '30d' })
  await croft.createApiToken({ workspace, name: 'notebook', role: 'VIEWER', expiresIn: '5d' })
  const { token } = await croft.createApiToken({ workspace, name: 'old-cron', role: 'VIEWER', expiresIn: '30d' })
  await croft.revokeApiToken({ token: { id: token.id } })
  const { workspace: gone } = await croft.createWorkspace({ displayName: 'Chat Prototype', description: 'Superseded' })
  await croft.deleteWorkspace({ workspace: gone.name, reason: 'Superseded by Claims Assistant' })
  const { workspace: waiting } = await croft.createWorkspace({ displayName: 'Voice Archive' })
  const { deletion } = await croft.deleteWorkspace({ workspace: waiting.name, gracePeriod: '7d' })
  return deletion.id
}

/** Fills a large workspace, requests its deletion, and returns the deletion's id. */
export async function startDeletion(url: string, { token }: Demo): Promise<string> {
  const croft = createClient({ url, token })
  const { workspace } = await croft.createWorkspace({ displayName: 'Sensor Lake', description: 'Readings of 2024' })
  for (let batch = 0; batch < 30; batch++) {
    const resources = Array.from({ length: 1000 }, (_, index) => ({
      kind: KINDS[batch % KINDS.length] as string,
      name: `reading-${batch}-${index}`,
    }))
    await croft.registerResources({ workspace: workspace.name, resources })
  }
  const { deletion } = await croft.deleteWorkspace({ workspace: workspace.name, reason: 'Moved to the archive' })
  return deletion.id
}

/** A name as long, wide and foreign as names may be. */
const ODD_NAMES = [
  'W'.repeat(64),
  'عبد الرحمن بن خالد الكيلاني',
  '渡辺健太郎・グリーンフィールド研究所',
  '\u{1F9EA}'.repeat(16),
]

/** Adds objects with odd names, which come first in most lists. */
export async function seedOddNames(url: string, token: string, { token: owner, workspace }: Demo): Promise<void> {
  const admin = createClient({ url, token })
  const croft = createClient({ url, token: owner })
  for (const [index, name] of ODD_NAMES.entries()) {
    const address = `${'a'.repeat(50)}-${index}`
    const { user } = await admin.createUser({ name, email: `${address}@${'long-domain.'.repeat(8)}example` })
    await admin.addMember({ workspace, principal: { user: user.id }, role: 'EDITOR' })
    const made = await croft.createWorkspace({ name: address, displayName: name, description: name.repeat(3) })
    await croft.setWorkspacePreferences({ workspace: { id: made.workspace.id }, favourite: true })
    await croft.createProject({ workspace, name: address, description: name })
    await croft.createServiceAccount({ workspace, name: address, description: name, role: 'VIEWER' })
    await croft.createApiToken({ workspace, name, role: 'VIEWER', expiresIn: '30d' })
    await croft.registerResources({
      workspace,
      resources: [{ kind: 'job', name, externalId: address.repeat(2), labels: { [`${'k'.repeat(40)}`]: name } }],
    })
    await croft.inviteMembers({
      workspace,
      emails: [`invited-${address}@partner.example`],
      role: 'VIEWER',
      delivery: 'LINK',
    })
    if (index > 1) await croft.deleteWorkspace({ workspace: made.workspace.name, gracePeriod: '7d', reason: name })
  }
}
