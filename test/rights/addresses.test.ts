// E-mail addresses follow one rule wherever they enter: in inputs of the API, in JWTs and in the configuration.
import { afterAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/config.ts'
import { emailAddressOf } from '../../src/validate.ts'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { CREATE_USER, INVITE_MEMBERS, UPDATE_USER } from '../support/operations.ts'
import { refused, run, seedWorkspace, signUp, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const ME = graphql(`
  query AddressMe { me { user { id email } platformAdmin } }
`)
const USER = graphql(`
  query AddressUser($by: UserRef!) { user(by: $by) { id email } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })

/** The caller of a JWT with this verified address. */
async function signInWith(email: unknown, claims: Record<string, unknown> = {}) {
  const payload = claimsOf(issuer.url, Math.floor(Date.now() / 1000), { email, email_verified: true, ...claims })
  return (await run(server, ME, {}, { token: await signJwt(payload) })).me
}

const KELVIN_SIGN = '\u212a'
const LONG_S = '\u017f'

/** The address as written, with `*` for a part that each use makes unique, and as stored; null means no address. */
const ADDRESSES: readonly [what: string, written: string, stored: string | null][] = [
  ['a plain one', 'mike*@example.com', 'mike*@example.com'],
  ['capitals', 'MIKE*@Example.COM', 'mike*@example.com'],
  ['a plus', 'Mike*+news@example.com', 'mike*+news@example.com'],
  ['dots', 'mi.ke*@example.com', 'mi.ke*@example.com'],
  ['an apostrophe', "o'mike*@example.com", "o'mike*@example.com"],
  ['no dot in the domain', 'mike*@localhost', 'mike*@localhost'],
  ['a dot at the end of the local part', 'mike*.@example.com', 'mike*.@example.com'],
  ['254 characters', `*${'x'.repeat(254)}@example.com`, `*${'x'.repeat(254)}@example.com`],
  ['255 characters', `*${'x'.repeat(255)}@example.com`, null],
  ['320 characters', `*${'x'.repeat(320)}@example.com`, null],
  ['KELVIN SIGN', `${KELVIN_SIGN}mike*@example.com`, null],
  ['KELVIN SIGN in the domain', `mike*@example.co${KELVIN_SIGN}`, null],
  ['LATIN SMALL LETTER LONG S', `${LONG_S}mike*@example.com`, null],
  ['an umlaut, composed (NFC)', 'j\u00f6rg*@example.com', null],
  ['an umlaut, decomposed (NFD)', 'jo\u0308rg*@example.com', null],
  ['capital I with a dot', '\u0130mike*@example.com', null],
  ['fullwidth letters', '\uff4dike*@example.com', null],
  ['a dot at the end of the domain', 'mike*@example.com.', null],
  ['two dots in the domain', 'mike*@example..com', null],
  ['a space before it', ' mike*@example.com', null],
  ['a space behind it', 'mike*@example.com ', null],
  ['a space within', 'mi ke*@example.com', null],
  ['a no-break space', 'mi\u00a0ke*@example.com', null],
  ['a zero width space', 'mi\u200bke*@example.com', null],
  ['a line break', 'mike*@example.com\n', null],
  ['U+0000', 'mike*@example.com\u0000', null],
  ['angle brackets', 'Mike <mike*@example.com>', null],
  ['only angle brackets', '<mike*@example.com>', null],
  ['two addresses', 'mike*@example.com,ann@example.com', null],
  ['two at signs', 'mike*@ann@example.com', null],
  ['no local part', '@example.com*', null],
  ['no domain', 'mike*@', null],
  ['no at sign', 'mike*', null],
  ['nothing', '', null],
]

/** Fills both with one unique part; the rows with many x are cut to their length. */
function fill(what: string, written: string, stored: string | null) {
  const part = unique('a')
  const length = Number(/^(\d+) characters$/.exec(what)?.[1] ?? 0)
  const put = (text: string) => {
    const filled = text.replace('*', part)
    return length > 0 ? `${filled.slice(0, length - '@example.com'.length)}@example.com` : filled
  }
  return { email: put(written), expected: stored === null ? null : put(stored) }
}

describe('firm ground 2: every entry point applies the same rule to addresses', () => {
  test('a JWT whose address has a KELVIN SIGN does not become the platform admin of the address with a k', async () => {
    const email = `krista-${unique('k')}@example.com`
    const input = { name: 'Krista', email, platformAdmin: true }
    const krista = (await run(server, CREATE_USER, { input })).createUser.user
    const attacker = await signInWith(email.replace('k', KELVIN_SIGN))
    expect(attacker).toEqual({
      user: { id: expect.not.stringContaining(krista.id), email: null },
      platformAdmin: false,
    })
    expect(await signInWith(email.toUpperCase())).toEqual({ user: { id: krista.id, email }, platformAdmin: true })
  })

  test.each(ADDRESSES)('%s: a JWT', async (what, written, stored) => {
    const { email, expected } = fill(what, written, stored)
    expect((await signInWith(email)).user?.email).toBe(expected)
  })

  test.each(ADDRESSES)('%s: a later JWT of a known user', async (what, written, stored) => {
    const { email, expected } = fill(what, written, stored)
    const sub = unique('known')
    const before = `${sub}@example.com`
    expect((await signInWith(before, { sub })).user?.email).toBe(before)
    expect((await signInWith(email, { sub })).user?.email).toBe(expected ?? before)
  })

  test.each(ADDRESSES)('%s: createUser and user(by:)', async (what, written, stored) => {
    const { email, expected } = fill(what, written, stored)
    const created = { input: { name: 'Mike', email } }
    if (expected === null) {
      const refusal = { code: 'INVALID_INPUT', path: 'input.email' }
      expect(await refused(server, CREATE_USER, created)).toMatchObject(refusal)
      expect(await refused(server, USER, { by: { email } })).toMatchObject({ ...refusal, path: 'by.email' })
      return
    }
    const { user } = (await run(server, CREATE_USER, created)).createUser
    expect(user.email).toBe(expected)
    expect((await run(server, USER, { by: { email } })).user).toEqual({ id: user.id, email: expected })
    expect((await refused(server, CREATE_USER, created)).code).toBe('CONFLICT')
  })

  test.each(ADDRESSES)('%s: updateUser', async (what, written, stored) => {
    const { email, expected } = fill(what, written, stored)
    const { id, name } = await signUp(server)
    const change = { input: { user: { id }, email } }
    if (expected === null) expect(await refused(server, UPDATE_USER, change)).toMatchObject({ code: 'INVALID_INPUT' })
    else await run(server, UPDATE_USER, change)
    const after = (await run(server, USER, { by: { id } })).user?.email
    expect(after).toBe(expected ?? `${name}@example.com`)
  })

  test('all of them: inviteMembers', async () => {
    const workspace = await seedWorkspace(server)
    const filled = ADDRESSES.map((row) => fill(...row))
    const input = { workspace: { id: workspace.id }, emails: filled.map(({ email }) => email) }
    const { results } = (await run(server, INVITE_MEMBERS, { input }, workspace.owner)).inviteMembers
    expect(results.map(({ errorCode, invitation }) => errorCode ?? invitation?.email)).toEqual(
      filled.map(({ expected }) => expected ?? 'INVALID_INPUT'),
    )
  })

  test.each(ADDRESSES.filter(([, written]) => written !== ''))('%s: CROFT_ADMIN_EMAIL', (what, written, stored) => {
    const { email, expected } = fill(what, written, stored)
    const load = () => loadConfig({ CROFT_ADMIN_EMAIL: email }).bootstrap.email
    if (expected === null) expect(load).toThrow('CROFT_ADMIN_EMAIL')
    else expect(load()).toBe(expected)
  })

  test.each([[7], [true], [['a@example.com']], [{ a: 1 }], [null]])(
    'a JWT whose address is %j gives its user no address',
    async (email) => {
      expect((await signInWith(email)).user?.email).toBeNull()
    },
  )

  test('no address may contain a character beyond ASCII, so that neither case mapping nor normalization merges two', () => {
    for (let code = 0x80; code < 0x20000; code++) {
      if (emailAddressOf(`a${String.fromCodePoint(code)}b@example.com`) !== null) expect(code).toBeLessThan(0x80)
    }
  })

  test('an address in a literal is checked like one in a variable', async () => {
    const document = (email: string) =>
      `mutation { createUser(input: { name: "x", email: ${JSON.stringify(email)} }) { user { email } } }`
    const email = `${unique('Lit')}@Example.com`
    expect(await server.data(document(email))).toEqual({ createUser: { user: { email: email.toLowerCase() } } })
    const { body } = await server.gql(document(`${KELVIN_SIGN}${email}`))
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})
