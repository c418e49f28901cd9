// Texts that are pasted into the field for addresses, in each common shape.
import { expect, test } from 'vitest'
import { addressesIn, isComplete, isMalformed } from '../../src/console/pages/invitations/addresses.ts'

test.each([
  ['commas, semicolons, spaces and lines', 'a@x.org, b@x.org;c@x.org d@x.org\r\ne@x.org\tf@x.org', 'a b c d e f'],
  ['names before them', 'Mira Okafor <a@x.org>, Jonas <b@x.org>', 'a b'],
  ['names in quotes with commas and semicolons', '"Okafor, Mira; Dr." <a@x.org>; "Weber, Jonas" <b@x.org>', 'a b'],
  ['names that are addresses', 'z@x.org <a@x.org>', 'a'],
  ['links', 'mailto:a@x.org?subject=Hello%20there MAILTO:b%40x.org', 'a b'],
  ['a link of several', 'mailto:a@x.org,b@x.org?cc=z@x.org', 'a b'],
  ['brackets, quotes and full stops around them', '(a@x.org), <b@x.org>. "c" [d@x.org]: e@x.org.', 'a b d e'],
  ['the same twice, in another case', 'a@x.org A@X.org b@x.org', 'a b'],
])('finds addresses with %s', (_shape, text, letters) => {
  expect(addressesIn(text)).toEqual(letters.split(' ').map((letter) => `${letter}@x.org`))
})

test('a text without a valid address is kept and marked as malformed', () => {
  expect(addressesIn('jonas(at)x.org, a@x.org, Mira')).toEqual(['jonas(at)x.org', 'a@x.org', 'Mira'])
  expect(['jonas(at)x.org', 'Mira', '@x.org', 'a@', 'a@b@c'].filter(isMalformed)).toHaveLength(5)
  expect(isMalformed('a@x.org')).toBe(false)
})

test('a badly encoded link is taken literally', () => {
  expect(addressesIn('mailto:a%ZZ@x.org')).toEqual(['a%ZZ@x.org'])
})

test.each([
  ['a@x.org', false],
  ['a@x.org ', true],
  ['a@x.org,', true],
  ['Mira ', false],
  ['Mira <a@x.org', false],
  ['Mira <a@x.org> ', true],
  ['"Okafor,', false],
  ['"Okafor, Mira" <a@x.org>,', true],
])('the typed text “%s” is complete: %s', (text, complete) => {
  expect(isComplete(text)).toBe(complete)
})
