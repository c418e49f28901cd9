// Parses addresses as people paste them: lists, lines, "Name <address>", `mailto:` links. A text that is not an address
// stays in the list, so that nothing that was pasted is lost unnoticed.

/** Characters around an address that do not belong to it. */
const AROUND = /^[\s("'[<]+|[\s)"'\].:>]+$/g
const BETWEEN = /[,;\n\r\t\u00a0]+/

/** The addresses in a text without duplicates, in their original spelling. */
export function addressesIn(text: string): string[] {
  const found = unlinked(text)
    .replace(/"[^"]*"/g, ' ')
    .split(BETWEEN)
    .flatMap(wordsOf)
    .map((word) => word.replaceAll(AROUND, ''))
    .filter((word) => word !== '')
  const seen = new Set<string>()
  return found.filter((word) => {
    const key = sameAs(word)
    return !seen.has(key) && seen.add(key)
  })
}

/** In "Name <address>" the address is between < and >; the text after it may contain further addresses. */
function wordsOf(part: string): string[] {
  const bracketed = [...part.matchAll(/<([^<>]*)>/g)].map(([, inside = '']) => inside)
  const rest = bracketed.length > 0 ? part.slice(part.lastIndexOf('>') + 1) : part
  return [...bracketed, ...rest.split(/\s+/)]
}

/** Replaces each `mailto:` link by its address, without a subject or other parameters. */
const unlinked = (text: string): string =>
  text.replace(/mailto:([^\s?<>"']*)(?:\?[^\s<>"']*)?/gi, (_link, addresses: string) => {
    try {
      return decodeURIComponent(addresses)
    } catch {
      return addresses
    }
  })

/** A key that is the same for all spellings of an address: the server, too, folds A to Z. */
export const sameAs = (address: string): string => address.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Whether a text cannot be an address; the server finds any other fault. */
export const isMalformed = (address: string): boolean => !/^[^\s@]+@[^\s@]+$/.test(address)

/** Whether the typed text is one or more complete addresses, which is the case when a separator follows. */
export function isComplete(text: string): boolean {
  const isOpen = (text.split('"').length - 1) % 2 === 1 || text.lastIndexOf('<') > text.lastIndexOf('>')
  return !isOpen && (/[,;]/.test(text) || /\S@\S+\s$/.test(text))
}
