// V8's code cache of a program: its compiled functions in a file beside it, so that a start need not compile them again.
// V8 refuses a cache that was made with other flags or by another version of V8. That is not enough: it takes one that
// another release of Node with the same version of V8 made, and crashes; it does not notice damage or another text of the
// same length; and stack traces would name the place where the cache was made. The key in the cache covers all of these.
import { isAscii } from 'node:buffer'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

const KEY_BYTES = 4

/** A CommonJS program that is compiled, and can be run. */
export interface Program {
  /** Runs the program, and returns what it exports. */
  run(): unknown
  /** Writes the functions that are compiled by now to the code cache. */
  writeCodeCache(): void
}

/** Whether the program has a code cache, which need not fit. */
export const hasCodeCache = (file: string): boolean => existsSync(cacheOf(file))

/** Compiles a CommonJS program without `import()`, from its code cache where that fits. */
export function compile(file: string): Program {
  const bytes = readFileSync(file)
  // faster, and the same for ASCII text
  const text = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
  const cachedData = readCodeCache(file, bytes)
  const script = new Script(Module.wrap(text), { filename: file, ...(cachedData && { cachedData }) })
  return {
    run: () => {
      const module = { exports: {} }
      script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file))
      return module.exports
    },
    writeCodeCache: () => {
      const data = script.createCachedData()
      writeFileSync(cacheOf(file), Buffer.concat([keyOf(file, bytes, data), data]))
    },
  }
}

const cacheOf = (file: string): string => `${file}.cache`

/** The code cache that this Node wrote for this text in this place; undefined if there is none, or none that can be read. */
function readCodeCache(file: string, program: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(cacheOf(file))
    const data = bytes.subarray(KEY_BYTES)
    return keyOf(file, program, data).equals(bytes.subarray(0, KEY_BYTES)) ? data : undefined
  } catch {
    return undefined
  }
}

/** A checksum (CRC-32, RFC 1952) of what a code cache depends on, and of itself. */
function keyOf(file: string, program: Buffer, data: Buffer): Buffer {
  const { versions, platform, arch, execPath } = process
  const { size, mtimeMs } = statSync(execPath)
  const key = Buffer.alloc(KEY_BYTES)
  key.writeUInt32BE(crc32(data, crc32(program, crc32(JSON.stringify([versions, platform, arch, size, mtimeMs, file])))))
  return key
}
