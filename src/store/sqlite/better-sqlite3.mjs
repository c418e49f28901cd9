// The native SQLite module. Version 12 runs from Node 20 on. Where it is compiled with the headers of Node 24.19 or newer,
// the process aborts as soon as one of its objects is collected (nodejs/node#65446). Version 13 does not use what has
// changed in these headers, and brings its binaries, but it needs Node 22: npm installs it as an optional dependency, which
// it leaves out on Node 20. Plain JavaScript, so that workers can run it from the sources, too.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const AFFECTED_MAJOR = 24

function load() {
  if (Number.parseInt(process.versions.node, 10) >= AFFECTED_MAJOR) {
    try {
      return require('better-sqlite3-13')
    } catch (error) {
      // the package of `npm run bundle` has version 13 under its own name
      if (error.code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return require('better-sqlite3')
}

export default load()
