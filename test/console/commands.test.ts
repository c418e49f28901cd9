// "Copy as CLI / curl": a shell splits each text as intended, the command line knows every word of it, and the request
// fits the schema. The values are as hostile to a shell as possible.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type DocumentNode, getVariableValues, parse, validate } from 'graphql'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { schema } from '../support/schema.ts'

interface Commands {
  readonly cli: string
  readonly curl: string
}
type Table = Readonly<Record<string, (...args: never[]) => Commands>>

const run = promisify(execFile)
/** The exit code of a valid command whose server is not reachable. */
const NOT_REACHED = 4
const NOWHERE = 'http://127.0.0.1:9'
const TEXT = `it's "so" $HOME \`id\` \\ {x}`

vi.stubGlobal('location', { origin: NOWHERE })
vi.stubGlobal('document', { querySelector: () => null })
afterAll(() => vi.unstubAllGlobals())
// these are programs of a browser, whose types the server's configuration lacks
const tableOf = async (file: string, name: string): Promise<Table> =>
  ((await import(`../../src/console/commands/${file}.ts`)) as Record<string, Table>)[name] as Table

const id = (prefix: string) => `${prefix}_01jd8cqmsgte06vtedeyg2pbrm`
const USER = { __typename: 'User', id: id('user'), email: 'ada@example.com', name: 'Ada' }
const INVITED = { emails: ['a@example.com', 'b@example.com'], role: 'EDITOR', delivery: 'LINK', expiresIn: '7d' }
const RESOURCE = { id: id('res'), kind: { name: 'model' }, name: 'alto-1', version: 3 }

/** By file, and by command: the arguments of each call. A command without a row fails. */
const CALLS: Readonly<Record<string, readonly [table: string, calls: Readonly<Record<string, readonly unknown[][]>>]>> =
  {
    deletions: [
      'deletionCommands',
      {
        deleteWorkspace: [
          [{ id: id('ws'), name: 'atlas' }, 'RETAIN', '7d'],
          [{ id: id('ws'), name: 'atlas' }, 'CASCADE', ''],
        ],
        watchDeletion: [[id('del')]],
        skipDeletionStep: [[id('del'), 'model', TEXT]],
        retryDeletion: [[id('del')]],
        restoreWorkspace: [[id('del')]],
        pauseDeletions: [[TEXT]],
        resumeDeletions: [[]],
      },
    ],
    people: [
      'peopleCommands',
      {
        removeMember: [
          ['atlas', USER],
          ['atlas', { __typename: 'Group', name: 'staff' }],
        ],
        inviteMembers: [
          ['atlas', INVITED],
          ['atlas', { ...INVITED, delivery: 'EMAIL', message: TEXT }],
        ],
        revokeInvitation: [[id('inv')]],
        acceptInvitation: [[id('inv')]],
        addMember: [
          ['atlas', { email: 'a@example.com' }, 'VIEWER'],
          ['atlas', { serviceAccount: id('svc') }, 'EDITOR'],
        ],
        createServiceAccount: [['atlas', { name: 'nightly', description: TEXT, role: 'EDITOR' }]],
        deleteServiceAccount: [[id('svc')]],
        transferOwnership: [['atlas', USER]],
      },
    ],
    platform: [
      'platformCommands',
      {
        createUser: [[{ name: TEXT, email: 'a@example.com', platformAdmin: true }]],
        updateUser: [
          [USER, { name: TEXT }],
          [USER, { platformAdmin: false }],
        ],
        suspendUser: [[USER, TEXT]],
        deleteUser: [[USER]],
        createSignInLink: [[USER]],
        registerKind: [
          ['endpoint', { cleanup: 'WEBHOOK', displayName: TEXT, webhookUrl: 'https://x.example', cleanupOrder: 5 }],
        ],
        updateKind: [
          ['endpoint', { cleanup: 'CLAIM', ownerServiceAccount: id('svc') }],
          ['endpoint', { rotateSecret: true }],
        ],
      },
    ],
    things: [
      'thingCommands',
      {
        createToken: [
          [{ name: TEXT, role: 'EDITOR', permissions: ['RESOURCE_READ'], expiresIn: '30d' }, 'atlas'],
          [{ name: 'ci', platformAdmin: true, expiresIn: '30d' }, undefined],
          [{ name: 'ci', serviceAccount: id('svc'), expiresIn: '30d' }, 'atlas'],
          [{ name: 'ci', expiresIn: '30d' }, undefined],
        ],
        suspendToken: [[id('tok')]],
        resumeToken: [[id('tok')]],
        revokeToken: [[id('tok')]],
        rotateToken: [[id('tok')]],
        endSession: [[id('ses')]],
        registerResource: [
          ['atlas', { kind: 'model', name: 'alto-1', project: id('prj'), externalId: TEXT }],
          ['atlas', { kind: 'model', name: 'alto-1', labels: { a: TEXT }, spec: { n: 1 } }],
        ],
        updateResource: [
          ['atlas', RESOURCE, { externalId: TEXT }],
          ['atlas', RESOURCE, { spec: { text: TEXT } }],
        ],
        deleteResource: [['atlas', 'model', 'alto-1', id('res')]],
        createProject: [['atlas', 'web', TEXT]],
        updateProject: [['atlas', 'web', id('prj'), TEXT]],
        deleteProject: [['atlas', 'web', id('prj')]],
      },
    ],
    workspaces: [
      'workspaceCommands',
      {
        createWorkspace: [[TEXT]],
        updateWorkspace: [
          ['atlas', { displayName: TEXT, description: null }],
          ['atlas', { visibility: 'SHARED_READ' }],
        ],
        protectWorkspace: [
          ['atlas', true],
          ['atlas', false],
        ],
        leaveWorkspace: [['atlas']],
        suspendWorkspace: [['atlas', TEXT]],
        resumeWorkspace: [['atlas']],
        events: [
          ['atlas', { types: ['SERVICE_ACCOUNT_CREATED', 'MEMBER_ADDED'], at: { gte: '2026-11-01T00:00:00.000Z' } }],
        ],
      },
    ],
  }

describe.each(Object.entries(CALLS))('commands of %s', async (file, [name, calls]) => {
  const table = await tableOf(file, name)
  test('are all in the table of this test', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(calls).sort())
  })

  const cases = Object.entries(calls).flatMap(([command, each]) => each.map((args) => [command, args] as const))
  test.concurrent.each(cases)(
    '%s is understood by the shell, the command line and the server: %j',
    async (command, args) => {
      const { cli, curl } = (table[command] as (...values: unknown[]) => Commands)(...args)
      const env = { ...process.env, CROFT_URL: NOWHERE, CROFT_TOKEN: 'none', CROFT_CONFIG_DIR: '/nowhere' }
      const shell = `croft() { "${process.execPath}" dist/cli.js "$@"; }\n${cli} -y`
      const failure = await run('sh', ['-c', shell], { env }).catch((error: { code: number; stderr: string }) => error)
      expect(failure).toMatchObject({ code: NOT_REACHED })
      const { stdout } = await run('sh', ['-c', `curl() { for last; do :; done; printf %s "$last"; }\n${curl}`])
      const { query, variables } = JSON.parse(stdout) as { query: string; variables: Record<string, unknown> }
      const document: DocumentNode = parse(query)
      expect(validate(schema, document)).toEqual([])
      const [operation] = document.definitions
      if (operation?.kind !== 'OperationDefinition') throw new Error('It is an operation')
      expect(getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors).toBeUndefined()
    },
  )
})
