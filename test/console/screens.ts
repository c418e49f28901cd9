// Every screen of the console in each of its states, for the user who sees most of it. A new screen or state needs a
// row here: axe then checks it in both themes and at both widths, and a test checks that everything fits.
import type { Page } from 'playwright-core'
import type { Demo } from './demo.ts'

export interface Screen {
  readonly name: string
  path(demo: Demo): string
  /** Brings the page to the state. */
  readonly open?: (page: Page, demo: Demo) => Promise<void>
  /** Whether the user is a platform admin; otherwise an owner. */
  readonly asAdmin?: true
}

const at =
  (page: string, query = '') =>
  ({ workspace }: Demo) =>
    `/w/${workspace}/${page}${query}`
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.locator('dialog[open], [role=menu]').first().waitFor()
}
/** On a phone the control is in the drawer. */
const openAccount = async (page: Page) => {
  const drawer = page.getByRole('button', { name: 'Menu', exact: true })
  if (await drawer.isVisible()) await drawer.click()
  await press('Account')(page)
}
const openFirst = async (page: Page) => {
  await page.getByRole('row').nth(1).getByRole('link').click()
  await page.locator('dialog[open] dt').first().waitFor()
}
const editFirst = async (page: Page) => {
  await openFirst(page)
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.locator('dialog[open] textarea').first().waitFor()
}

export const SCREENS: readonly Screen[] = [
  { name: 'workspaces', path: () => '/' },
  { name: 'workspaces: none fits', path: () => '/?search=nothing-of-that-name' },
  { name: 'workspaces: none hidden', path: () => '/?show=hidden' },
  { name: 'new workspace', path: () => '/?new=1' },
  { name: 'palette', path: () => '/', open: press('Jump to…') },
  { name: 'account menu', path: () => '/', open: openAccount },
  { name: 'workspace that is not there', path: () => '/w/not-there/members' },
  { name: 'page that is not there', path: () => '/w' },
  { name: 'members', path: at('members') },
  { name: 'members: none fits', path: at('members', '?search=nobody-of-that-name') },
  { name: 'member menu', path: at('members'), open: press(/^Actions for/) },
  { name: 'invitations', path: at('invitations') },
  { name: 'invitations: none fits', path: at('invitations', '?search=nobody-of-that-name&state=any') },
  { name: 'invitation menu', path: at('invitations'), open: press(/^Actions for/) },
  { name: 'invite', path: at('invitations', '?new=1') },
  {
    name: 'invite: add directly',
    path: at('invitations', '?new=1'),
    open: async (page) => {
      await page.getByLabel('Add directly').check()
      await page.getByLabel('Kind').selectOption('Service account')
    },
  },
  { name: 'tokens', path: at('tokens') },
  { name: 'tokens: none inactive', path: at('tokens', '?show=inactive') },
  { name: 'tokens: none fits', path: at('tokens', '?search=nothing-of-that-name') },
  { name: 'token menu', path: at('tokens'), open: press(/^Actions for/) },
  { name: 'new token', path: at('tokens', '?new=1') },
  { name: 'service accounts', path: at('service-accounts') },
  { name: 'service accounts: none fits', path: at('service-accounts', '?search=nothing-of-that-name') },
  { name: 'service account menu', path: at('service-accounts'), open: press(/^Actions for/) },
  { name: 'new service account', path: at('service-accounts', '?new=1') },
  { name: 'resources', path: at('resources') },
  { name: 'resources: none fits', path: at('resources', '?label=team%3Dnobody&project=none') },
  { name: 'resource', path: at('resources'), open: openFirst },
  { name: 'resource that is not there', path: at('resources', '?resource=res_00000000000000000000000000') },
  { name: 'resource: edit', path: at('resources'), open: editFirst },
  { name: 'new resource', path: at('resources', '?new=1') },
  { name: 'projects', path: at('projects') },
  { name: 'projects: none fits', path: at('projects', '?search=nothing-of-that-name') },
  { name: 'project menu', path: at('projects'), open: press(/^Actions for/) },
  { name: 'new project', path: at('projects', '?new=1') },
  { name: 'activity', path: at('activity') },
  {
    name: 'activity: an event',
    path: at('activity'),
    open: async (page) => page.locator('article summary').first().click(),
  },
  { name: 'activity: none fits', path: at('activity', '?actor=nobody@croft.example&to=2020-01-01') },
  { name: 'settings', path: at('settings') },
  { name: 'transfer of ownership', path: at('settings'), open: press('Transfer…') },
  { name: 'delete dialog', path: ({ doomed }) => `/w/${doomed}/settings`, open: press('Delete workspace…') },
  { name: 'deletions', path: () => '/deletions' },
  { name: 'deletions: none fits', path: () => '/deletions?search=nothing-of-that-name' },
  { name: 'deletion that has not begun', path: ({ scheduled }) => `/deletions/${scheduled}` },
  {
    name: 'deletion that is finished',
    path: () => '/deletions?state=succeeded',
    open: async (page) => {
      await page.getByRole('row').getByRole('link').first().click()
      await page.getByText('finished deleting workspace').waitFor()
    },
  },
  { name: 'deletion that is not there', path: () => '/deletions/del_00000000000000000000000000' },
  { name: 'my invitations', path: () => '/invitations' },
  { name: 'invitation without its code', path: () => '/invite' },
  { name: 'my tokens', path: () => '/tokens' },
  { name: 'new personal token', path: () => '/tokens?new=1' },
  { name: 'account', path: () => '/account' },
  { name: 'users', path: () => '/admin/users', asAdmin: true },
  { name: 'users: none fits', path: () => '/admin/users?search=nobody-of-that-name', asAdmin: true },
  { name: 'new user', path: () => '/admin/users', open: press('New user'), asAdmin: true },
  { name: 'user menu', path: () => '/admin/users', open: press(/^Actions for/), asAdmin: true },
  { name: 'all workspaces', path: () => '/admin/workspaces', asAdmin: true },
  { name: 'all workspaces: none ownerless', path: () => '/admin/workspaces?show=ownerless', asAdmin: true },
  { name: 'resource kinds', path: () => '/admin/kinds', asAdmin: true },
  { name: 'new kind of resource', path: () => '/admin/kinds', open: press('Register a kind'), asAdmin: true },
  { name: 'events', path: () => '/admin/events', asAdmin: true },
  { name: 'all deletions', path: () => '/admin/deletions', asAdmin: true },
  { name: 'brake', path: () => '/admin/deletions', asAdmin: true, open: press('Pause all deletions…') },
]
