import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = /^(licen[cs]e|notice|copying)/i

/**
 * The licences of the packages that these files are from, which most licences require to be included; equal texts once.
 */
export function licencesOf(files: readonly string[]): string {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [])
  const namesByText = new Map<string, string[]>()
  for (const folder of [...new Set(folders)].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const found = readdirSync(folder).filter((file) => FILE.test(file))
    const texts = found.map((file) => readFileSync(join(folder, file), 'utf8').trim())
    const text = texts.length > 0 ? texts.join('\n\n') : `Licence: ${license}`
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version}`])
  }
  const parts = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`)
  return `Croft contains code of these packages, under these licences.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}
