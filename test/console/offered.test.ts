// The actions that the console offers equal those that the server allows: for each role, and a stranger, on each page
// of a workspace. The table names the permission behind each main action; `access` says what is allowed.
import { describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import type { Permission } from '../generated/graphql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { type Person, seedWorkspace, signUp } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'
import { go, settled, useBrowser } from './console.ts'

const ACCESS = graphql(`
  query AccessInConsole($workspace: WorkspaceRef!, $permissions: [Permission!]!) {
    access(workspace: $workspace, permissions: $permissions) { permission allowed }
  }
`)

interface Offer {
  readonly page: string
  /** The permission for the page itself, which is absent without it. */
  readonly needs: Permission
  /** Buttons by name, with the permission for each. */
  readonly buttons: Readonly<Record<string, Permission>>
}

const OFFERS: readonly Offer[] = [
  { page: 'members', needs: 'MEMBER_READ', buttons: { Invite: 'MEMBER_INVITE' } },
  { page: 'invitations', needs: 'MEMBER_INVITE', buttons: { Invite: 'MEMBER_INVITE' } },
  { page: 'tokens', needs: 'WORKSPACE_READ', buttons: { 'New token': 'TOKEN_CREATE' } },
  { page: 'service-accounts', needs: 'MEMBER_READ', buttons: { 'New service account': 'SERVICE_ACCOUNT_MANAGE' } },
  { page: 'resources', needs: 'RESOURCE_READ', buttons: { Register: 'RESOURCE_WRITE' } },
  { page: 'projects', needs: 'RESOURCE_READ', buttons: { 'New project': 'PROJECT_WRITE' } },
  { page: 'activity', needs: 'EVENT_READ', buttons: {} },
  { page: 'settings', needs: 'WORKSPACE_READ', buttons: { 'Delete workspace…': 'WORKSPACE_DELETE' } },
]

describe.skipIf(skipsBrowser)(browserTitle('what is offered'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const team = await seedWorkspace(server, { admin: 'ADMIN', editor: 'EDITOR', viewer: 'VIEWER' })
  const people: readonly (readonly [string, Person])[] = [
    ['an owner', team.owner],
    ['an admin', team.members['admin'] as Person],
    ['an editor', team.members['editor'] as Person],
    ['a viewer', team.members['viewer'] as Person],
    ['a stranger', await signUp(server)],
  ]

  test.each(people)('to %s is what access allows', async (_who, person) => {
    const permissions = [...new Set(OFFERS.flatMap(({ needs, buttons }) => [needs, ...Object.values(buttons)]))]
    const { body } = await server.gql(ACCESS.toString(), { workspace: { id: team.id }, permissions }, person)
    // a stranger gets an error, as for a workspace that does not exist
    const access: { permission: Permission; allowed: boolean }[] = body.data?.access ?? []
    const allowed = new Set(access.flatMap((each) => (each.allowed ? [each.permission] : [])))
    const { page, problems } = await open(server, { as: person, path: `/w/${team.name}/members` })
    await settled(page)
    const tabs = page.getByRole('navigation', { name: 'Pages of the workspace' }).getByRole('link')
    const shown = (await tabs.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).map((href) =>
      href?.split('/').pop(),
    )
    expect(shown).toEqual(OFFERS.filter(({ needs }) => allowed.has(needs)).map(({ page: name }) => name))
    const offered: string[] = []
    const expected: string[] = []
    for (const { page: name, needs, buttons } of OFFERS) {
      await go(page, `/w/${team.name}/${name}`)
      for (const [button, permission] of Object.entries(buttons)) {
        if (allowed.has(needs) && allowed.has(permission)) expected.push(`${name}: ${button}`)
        const found = page.getByRole('main').getByRole('button', { name: button, exact: true })
        if ((await found.count()) > 0 && (await found.first().getAttribute('aria-disabled')) !== 'true')
          offered.push(`${name}: ${button}`)
      }
    }
    expect(new Set(offered)).toEqual(new Set(expected))
    expect(problems).toEqual([])
  })
})
