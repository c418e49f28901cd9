// Unexpected contents of a JWT: the token is refused or its text is cleaned, but the answer is never INTERNAL.
import { afterAll, describe, expect, test } from 'vitest'
import { graphql } from '../generated/gql.ts'
import { AUDIENCE, claimsOf, signJwt, startIssuer } from '../support/issuer.ts'
import { run, unique } from '../support/people.ts'
import { startTestServer } from '../support/server.ts'

const ME = graphql(`
  query ClaimsMe { me { user { id name } groups } }
`)

const issuer = await startIssuer()
afterAll(() => issuer.close())
const env = { CROFT_OIDC_ISSUER: issuer.url, CROFT_OIDC_AUDIENCE: AUDIENCE }
const server = await startTestServer({ shared: true, env })

type Claims = Record<string, unknown>
const sign = (claims: Claims, header: Claims = {}) =>
  signJwt(claimsOf(issuer.url, Math.floor(Date.now() / 1000), claims), header)
const statusOf = async (token: string) => (await server.gql('{ __typename }', {}, { token })).status
const me = async (claims: Claims) => (await run(server, ME, {}, { token: await sign(claims) })).me

const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
const persian = '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'
const NAMES: readonly [what: string, claim: unknown, name: string | null][] = [
  ['joiners', `${family} ${persian}`, `${family} ${persian}`],
  ['combining marks', 'Jo\u0308rg', 'Jo\u0308rg'],
  ['a lone surrogate', 'A\ud800nn', 'Ann'],
  ['a pair of surrogates', 'Ann \u{1f600}', 'Ann \u{1f600}'],
  ['control characters', 'A\u0000n\u0007n', 'Ann'],
  ['a bidirectional override', '\u202eAnn', 'Ann'],
  ['a line break', 'Ann\nLee', 'Ann Lee'],
  ['white space around it', ' Ann ', 'Ann'],
  ['129 emoji', '\u{1f600}'.repeat(129), '\u{1f600}'.repeat(128)],
  ['an emoji across the limit in UTF-16', `${'x'.repeat(127)}\u{1f600}y`, `${'x'.repeat(127)}\u{1f600}`],
  ['only ZERO WIDTH SPACE', '\u200b', null],
  ['only WORD JOINER', '\u2060\u2060', null],
  ['only HANGUL FILLER', '\u3164', null],
  ['only joiners', '\u200d\u200c', null],
  ['only control characters', '\u0000\u202e', null],
  ['only lone surrogates', '\udc00\udc00', null],
  ['only white space', ' \t\u00a0', null],
  ['nothing', '', null],
  ['a number', 7, null],
  ['an object', { first: 'Ann' }, null],
]

describe('firm ground 12: names from a provider are cleaned, never refused', () => {
  test.each(NAMES)('%s', async (_what, claim, name) => {
    const next = unique('next')
    expect((await me({ name: claim, preferred_username: next })).user?.name).toBe(name ?? next)
    const sub = unique('sub')
    expect((await me({ sub, name: claim, preferred_username: claim })).user?.name).toBe(name ?? sub)
  })

  test('an address is never used as a name: only the part before the @ is shown', async () => {
    const email = `${unique('Krista')}@example.com`
    const shown = email.split('@')[0] as string
    expect((await me({ name: email, email, email_verified: false })).user?.name).toBe(shown)
    expect((await me({ preferred_username: ` ${email} ` })).user?.name).toBe(shown)
    expect((await me({ email, email_verified: true })).user?.name).toBe(shown.toLowerCase())
  })

  test('a subject of invisible characters is accepted, and its user is named "Unnamed"', async () => {
    const sub = unique('')
      .replace(/./g, '\u200b')
      .padEnd(10 + Math.floor(Math.random() * 200), '\u2060')
    expect((await me({ sub })).user?.name).toBe('Unnamed')
  })
})

describe('firm ground 12: subjects and groups that a database would change are refused or left out', () => {
  test.each(['\ud800', 'a\udc00b', 'a\u0000b', 'x\ud800\ud800'])('the subject %j is refused', async (sub) => {
    expect(await statusOf(await sign({ sub }))).toBe(401)
  })

  test('subjects that differ only in lone surrogates, which UTF-8 cannot encode, never share a user', async () => {
    const stem = unique('twin')
    const replaced = (await me({ sub: `${stem}\ufffd` })).user?.id
    expect(replaced).toMatch(/^user_/)
    for (const sub of [`${stem}\ud800`, `${stem}\udfff`]) expect(await statusOf(await sign({ sub }))).toBe(401)
  })

  test('groups with lone surrogates or U+0000 are left out, and the others count', async () => {
    const { groups } = await me({ groups: ['a\ud800', 'ops', 'a\u0000', '', 'x'.repeat(256), 7, null, '\u{1f600}'] })
    expect(groups).toEqual(['ops', '\u{1f600}'])
  })
})

describe('firm ground 12: a JWT of another type is 401', () => {
  const OTHER_TYPES = [
    'JWE',
    'id+jwt',
    'dpop+jwt',
    'logout+jwt',
    'kb+jwt',
    '',
    ' jwt',
    'jwt\u0000',
    '\u0130wt',
    7,
    0,
    true,
    false,
    null,
    [],
    ['JWT'],
    {},
    { JWT: 1 },
  ]
  test.each(OTHER_TYPES.map((typ) => [JSON.stringify(typ), typ]))('typ %s', async (_text, typ) => {
    expect(await statusOf(await sign({}, { typ }))).toBe(401)
  })

  test.each(['JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt'])('typ %s is accepted', async (typ) => {
    expect(await statusOf(await sign({}, { typ }))).toBe(200)
  })

  // Any other status would be a fault of the server that a sender of tokens could cause at will.
  const JUNK = [null, true, 7, -1, 1e300, '', 'x', '\ud800', [], {}, [[]], { a: 1 }]
  test.each(['kid', 'typ', 'cty', 'jku', 'jwk', 'x5u', 'x5c', 'x5t', 'zip', 'enc'])(
    'a header %s of any JSON type causes no error of the server',
    async (name) => {
      for (const value of JUNK) expect([200, 401]).toContain(await statusOf(await sign({}, { [name]: value })))
    },
  )

  test.each([
    'iss',
    'sub',
    'aud',
    'exp',
    'nbf',
    'iat',
    'jti',
    'name',
    'email',
    'email_verified',
    'groups',
    'preferred_username',
  ])('a claim %s of any JSON type causes no error of the server', async (name) => {
    for (const value of JUNK)
      expect([value, [200, 401]]).toEqual([
        value,
        expect.arrayContaining([await statusOf(await sign({ [name]: value }))]),
      ])
  })
})
