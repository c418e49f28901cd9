// Addresses as people have them: lists, lines, "Name <address>", links of `mailto:`. What is no address stays in the
// list, so that nothing of what was pasted gets lost unseen.

/** What surrounds an address in a text. */
const AROUND = /^[\s("'[<]+|[\s)"'\].:>]+$/g
const BETWEEN = /[,;\n\r\t\u00a0]+/

/** The addresses of a text, each once, as they were written. */
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

/** Behind a name the address stands between < and >; what comes behind that begins anew. */
function wordsOf(part: string): string[] {
  const bracketed = [...part.matchAll(/<([^<>]*)>/g)].map(([, inside = '']) => inside)
  const rest = bracketed.length > 0 ? part.slice(part.lastIndexOf('>') + 1) : part
  return [...bracketed, ...rest.split(/\s+/)]
}

/** `mailto:` leaves the address, without a subject and its like. */
const unlinked = (text: string): string =>
  text.replace(/mailto:([^\s?<>"']*)(?:\?[^\s<>"']*)?/gi, (_link, addresses: string) => {
    try {
      return decodeURIComponent(addresses)
    } catch {
      return addresses
    }
  })

/** What two spellings of one address have in common: the server folds A to Z, too. */
export const sameAs = (address: string): string => address.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Whether it can't be one; what else is wrong with an address, the server says. */
export const isMalformed = (address: string): boolean => !/^[^\s@]+@[^\s@]+$/.test(address)

/** Whether a text that is being typed is one or more whole addresses, as a separator stands behind them. */
export function isComplete(text: string): boolean {
  const isOpen = (text.split('"').length - 1) % 2 === 1 || text.lastIndexOf('<') > text.lastIndexOf('>')
  return !isOpen && (/[,;]/.test(text) || /\S@\S+\s$/.test(text))
}
