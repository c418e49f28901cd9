// Files that the command line names: texts, and data in JSON or YAML. `-` is standard input.
import { readFileSync } from 'node:fs'
import { badInput, usageError } from './errors.ts'

let isInputRead = false

/** The text of a file, or of standard input for `-`. */
export function textIn(file: string): string {
  if (file === '-') {
    // a second read would find it empty
    if (isInputRead) throw usageError('standard input can stand for one file alone')
    isInputRead = true
  }
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw badInput(`${nameOf(file)} cannot be read: ${(error as Error).message}`)
  }
}

/** Parses the text of a file as JSON or YAML. */
export async function dataOf(text: string, file: string): Promise<unknown> {
  const { parse } = await import('yaml')
  try {
    return parse(text)
  } catch (error) {
    const [line = ''] = (error as Error).message.split('\n')
    throw badInput(`${nameOf(file)} is neither JSON nor YAML: ${line}`)
  }
}

/** The object in a file of JSON or YAML. */
export async function objectIn(file: string): Promise<Record<string, unknown>> {
  const value = await dataOf(textIn(file), file)
  if (isObject(value)) return value
  throw badInput(`${nameOf(file)} holds no object`)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const nameOf = (file: string) => (file === '-' ? 'standard input' : file)
