// V8's code cache of a program: its compiled functions in a file beside it, so that a start need not compile them again.
// V8 itself refuses a cache that was made by another version or with other flags, and then compiles the program. It does
// not notice damage, or that the program's text is another one; the checksum does.
import { isAscii } from 'node:buffer'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

const CHECKSUM_BYTES = 4

/** A CommonJS program that is compiled, and can be run. */
export interface Program {
  /** Whether V8 has taken the functions from the code cache. */
  readonly isCached: boolean
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
  const script = new Script(Module.wrap(text), {
    filename: file,
    ...(cachedData && { cachedData }),
  })
  return {
    isCached: script.cachedDataRejected === false,
    run: () => {
      const module = { exports: {} }
      script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file))
      return module.exports
    },
    writeCodeCache: () => {
      const data = script.createCachedData()
      writeFileSync(cacheOf(file), Buffer.concat([checksumOf(bytes, data), data]))
    },
  }
}

const cacheOf = (file: string): string => `${file}.cache`

/** The code cache that was written for this text; undefined if there is none, or none that can be read. */
function readCodeCache(file: string, program: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(cacheOf(file))
    const data = bytes.subarray(CHECKSUM_BYTES)
    return checksumOf(program, data).equals(bytes.subarray(0, CHECKSUM_BYTES)) ? data : undefined
  } catch {
    return undefined
  }
}

function checksumOf(program: Buffer, data: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES)
  checksum.writeUInt32BE(crc32(data, crc32(program)))
  return checksum
}
