// The native SQLite module. Version 12 runs from Node 20 on. Where it is compiled with the headers of Node 24.19 or newer,
// the process aborts as soon as one of its objects is collected (nodejs/node#65446). Version 13 does not use what has
// changed in these headers, and brings binaries for x64 and arm64, but it needs Node 22: npm installs it as an optional
// dependency, which it leaves out on Node 20. Plain JavaScript, so that workers can run it from the sources, too.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const AFFECTED_MAJOR = 24

function load() {
  if (Number.parseInt(process.versions.node, 10) < AFFECTED_MAJOR) return require('better-sqlite3')
  try {
    const newer = require('better-sqlite3-13')
    // it looks for its binary only now
    new newer(':memory:').close()
    return newer
  } catch {
    // not installed, or without a binary for this machine; the package of `npm run bundle` has it under its own name
    return require('better-sqlite3')
  }
}

export default load()
