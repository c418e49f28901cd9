// Resources and projects in the console: found, registered, changed concurrently, and removed.
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readObject } from '../../src/console/pages/resources/json-text.ts'
import { graphql } from '../generated/gql.ts'
import { browserTitle, skipsBrowser } from '../support/browser.ts'
import { REGISTER_RESOURCES } from '../support/operations.ts'
import { fill, run, type SeededWorkspace, seedWorkspace } from '../support/people.ts'
import { startTestServer, until } from '../support/server.ts'
import { axe, useBrowser } from './console.ts'

const CREATE_PROJECT = graphql(`
  mutation CreateProjectInConsole($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }
`)
const UPDATE_PROJECT = graphql(`
  mutation UpdateProjectInConsole($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } } }
`)
const UPDATE_RESOURCE = graphql(`
  mutation UpdateResourceInConsole($input: UpdateResourceInput!) { updateResource(input: $input) { resource { version } } }
`)
const DELETE_RESOURCE = graphql(`
  mutation DeleteResourceInConsole($input: DeleteResourceInput!) { deleteResource(input: $input) { deletedResourceId } }
`)
const READ_RESOURCE = graphql(`
  query ResourceInConsole($id: ID!) {
    node(id: $id) { ... on Resource { name labels spec externalId project { name } kind { name } } }
  }
`)
const READ_PROJECT = graphql(`
  query ProjectInConsole($id: ID!) { node(id: $id) { ... on Project { name description } } }
`)

test.each([
  ['{ "a": 1, }', /^Line 1, column 11: /],
  ['{\n  "a" 1\n}', /^Line 2, column 7: Expected ':' after property name\.$/],
  ['{ "a": ', /^It ends too early/],
  ['[1]', /^It must be an object/],
  ['{ "a": { "b": 1, "\\u0062": 2 } }', /^The key "b" is there twice/],
  ['{ "a": 9007199254740993 }', /^The number 9007199254740993 cannot be kept exactly/],
])('says what is wrong with %j', (text, problem) => {
  expect(readObject(text).problem).toMatch(problem)
})

test.each([31, 100_000])('reports that %i nested lists are too deep', (depth) => {
  const nested = (levels: number) => `{ "a": ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)} }`
  expect(readObject(nested(depth)).problem).toMatch(/^It is nested too deeply/)
  expect(readObject(nested(30)).problem).toBeUndefined()
})

test('accepts the same key in several objects, and punctuation in texts', () => {
  const text = '[{"a":1},{"a":2},"{\\"a\\":1,\\"a\\":2}"]'
  expect(readObject(`{ "a": ${text} }`).value).toEqual({ a: JSON.parse(text) })
})

test('reads numbers in other notations, and digits in texts', () => {
  expect(readObject('{ "a": 1.50e2, "b": "9007199254740993", "c": -0.0 }').value).toMatchObject({ a: 150 })
})

describe.skipIf(skipsBrowser)(browserTitle('resources'), async () => {
  const server = await startTestServer({ shared: true })
  const open = useBrowser()
  const path = ({ name }: SeededWorkspace, query = '') => `/w/${name}/resources${query}`
  const link = (page: Page, name: string) => page.getByRole('link', { name })
  const drawer = (page: Page) => page.getByRole('dialog')
  const resource = async (id: string) => (await run(server, READ_RESOURCE, { id })).node

  test('a resource is registered in a project, and invalid JSON is reported at its position', async () => {
    const team = await seedWorkspace(server)
    const input = { workspace: { id: team.id }, name: 'pretraining' }
    await run(server, CREATE_PROJECT, { input }, team.owner)
    const { page, problems } = await open(server, { as: team.owner, path: path(team) })
    await page.getByText('Nothing is registered yet').waitFor()
    expect(await axe(page)).toEqual([])
    await page.locator('[data-main-action]').first().click()
    await page.getByLabel('Kind').selectOption('Model')
    await page.getByRole('textbox', { name: 'Name' }).fill('voice')
    await drawer(page).getByLabel('Project').selectOption('pretraining')
    await page.getByLabel('Labels').fill('{ "team": "red" ')
    await page.getByRole('button', { name: 'Register' }).last().click()
    await page.getByText(/^(Line 1, column 1[0-9]: Expected|It ends too early)/).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Labels').fill('{ "team": "red" }')
    await page.getByLabel('Spec').fill('{ "z": 1, "a": { "d": [2], "c": true } }')
    await page.getByRole('button', { name: 'Register' }).last().click()
    await link(page, 'voice').click()
    // the keys have one order, whatever order they were sent in
    expect(await drawer(page).locator('pre').last().innerText()).toBe(
      JSON.stringify({ a: { c: true, d: [2] }, z: 1 }, null, 2),
    )
    await drawer(page).getByText('pretraining').waitFor()
    await drawer(page).getByText('registered').first().waitFor()
    expect(await axe(page)).toEqual([])
    const id = new URL(page.url()).searchParams.get('resource') as string
    expect(await resource(id)).toMatchObject({
      kind: { name: 'model' },
      labels: { team: 'red' },
      project: { name: 'pretraining' },
    })
    await page.keyboard.press('Escape')
    await until(() => !page.url().includes('resource='))
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('voice')
    expect(problems).toEqual([])
  })

  test('filters narrow the list, are kept in the address, and count by kind', async () => {
    const team = await seedWorkspace(server)
    await fill(server, team, 250)
    const { page, problems } = await open(server, { as: team.owner, path: path(team) })
    await page.getByRole('button', { name: 'Job 84' }).click()
    await until(async () => (await page.getByRole('table').getAttribute('aria-rowcount')) === '85')
    await page.getByLabel('Label, as key=value').fill('team')
    await page.keyboard.press('Enter')
    await page.getByText('Write it as key=value.').waitFor()
    await page.getByLabel('Label, as key=value').fill('team=blue')
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Labels' }).getByText('team=blue').waitFor()
    const shown = new URL(page.url()).search
    expect(shown).toBe('?kind=job&label=team%3Dblue')
    await until(
      async () => (await link(page, 'resource-0').count()) === 0 && (await link(page, 'resource-249').count()) === 1,
    )
    await page.getByRole('searchbox').fill('resource-24')
    await until(async () => (await page.getByRole('row').count()) === 3)
    expect(await page.getByRole('row').allInnerTexts()).toEqual([
      expect.stringContaining('Resource'),
      expect.stringContaining('resource-249'),
      expect.stringContaining('resource-243'),
    ])
    expect(await axe(page)).toEqual([])
    await page.getByRole('searchbox').fill('nothing')
    await page.getByText('No resource fits “nothing”').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await link(page, 'resource-248').waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(problems).toEqual([])
  })

  test('two users change one resource: changes of other fields are merged, the same field asks for a choice', async () => {
    const team = await seedWorkspace(server)
    const [id = ''] = await fill(server, team, 1)
    const { page, problems } = await open(server, { as: team.owner, path: path(team, `?resource=${id}`) })
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Labels').fill('{ "mine": true }')
    const change = (input: object) =>
      run(server, UPDATE_RESOURCE, { input: { resource: { id }, ...input } }, team.owner)
    await change({ externalId: 'theirs' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('resource-0 is saved.').waitFor()
    expect(await resource(id)).toMatchObject({ externalId: 'theirs', labels: { mine: true } })
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Labels').fill('{ "mine": 2 }')
    await change({ labels: { theirs: 1 } })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed this').waitFor()
    expect(await page.locator('dd').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('"theirs": 1'), expect.stringContaining('"mine": 2')]),
    )
    expect(await axe(page)).toEqual([])
    expect(await resource(id)).toMatchObject({ labels: { theirs: 1 } })
    await page.getByRole('button', { name: 'Overwrite' }).click()
    await until(async () => JSON.stringify((await resource(id))?.['labels' as never]) === '{"mine":2}')
    // leaving with unsaved changes asks first
    await page.getByRole('button', { name: 'Edit' }).click()
    const externalId = page.getByRole('textbox', { name: 'External id' })
    await externalId.fill('unsaved')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Go on editing' }).click()
    expect(await externalId.inputValue()).toBe('unsaved')
    expect(problems).toEqual([])
  })

  test('a resource is removed after a confirmation; removals and registrations of others are shown', async () => {
    const team = await seedWorkspace(server, { vi: 'VIEWER' })
    const [first = '', second = ''] = await fill(server, team, 2)
    const { page, problems } = await open(server, { as: team.owner, path: path(team, `?resource=${first}`) })
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page.getByText('What it stands for stays with its service').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await until(async () => (await link(page, 'resource-0').count()) === 0)
    expect(await resource(first)).toBeNull()
    await run(server, DELETE_RESOURCE, { input: { resource: { id: second } } }, team.owner)
    await page.getByText('Nothing is registered yet').waitFor()
    const input = { workspace: { id: team.id }, resources: [{ kind: 'job', name: 'of another' }] }
    await run(server, REGISTER_RESOURCES, { input }, team.owner)
    await page.getByRole('button', { name: '1 new resource · Show' }).click()
    await link(page, 'of another').waitFor()
    await page.getByRole('button', { name: 'Job 1' }).waitFor()
    // a viewer sees the resource, and why it cannot be changed
    const viewer = await open(server, { as: team.members['vi'] as never, path: path(team) })
    await link(viewer.page, 'of another').click()
    await drawer(viewer.page).getByRole('button', { name: 'Edit' }).hover()
    await drawer(viewer.page).getByRole('tooltip').filter({ hasText: 'This takes an editor' }).waitFor()
    expect(await drawer(viewer.page).getByText('History').count()).toBe(0)
    expect([...problems, ...viewer.problems]).toEqual([])
  })

  test('a project is created, its description changed concurrently, and deleted; its resources stay', async () => {
    const team = await seedWorkspace(server)
    const { page, problems } = await open(server, { as: team.owner, path: `/w/${team.name}/projects` })
    await page.getByText('No projects yet').waitFor()
    await page.locator('[data-main-action]').first().click()
    await page.getByLabel('Name').fill('No Name')
    await page.getByRole('button', { name: 'Create' }).click()
    await page
      .getByRole('alert')
      .getByText(/letter|name/i)
      .first()
      .waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByLabel('Name').fill('evaluation')
    await page.getByRole('button', { name: 'Create' }).click()
    const href = (await link(page, 'evaluation').getAttribute('href')) as string
    const id = new URL(href, server.url).searchParams.get('project') as string
    const choose = async (item: string) => {
      await page.getByRole('button', { name: 'Actions for evaluation' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await choose('Edit…')
    await page.getByLabel('Description').fill('Mine')
    await run(server, UPDATE_PROJECT, { input: { project: { id }, description: 'Theirs' } }, team.owner)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed this').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep theirs' }).click()
    await page.getByText('Theirs').waitFor()
    expect((await run(server, READ_PROJECT, { id })).node).toMatchObject({ description: 'Theirs' })
    const resources = [{ kind: 'job', name: 'stays', project: id }]
    await run(server, REGISTER_RESOURCES, { input: { workspace: { id: team.id }, resources } }, team.owner)
    await link(page, 'evaluation').click()
    await link(page, 'stays').waitFor()
    expect(await page.getByLabel('Project').inputValue()).toBe(id)
    await page.goBack()
    await choose('Delete…')
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('No projects yet').waitFor()
    await page.getByRole('link', { name: 'Resources' }).click()
    await link(page, 'stays').waitFor()
    expect(problems).toEqual([])
  })
})
