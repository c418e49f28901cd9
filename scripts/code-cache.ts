// Writes V8's code cache of the built server (argument: another file than in `dist`): starts the server on a new
// database, and keeps what was compiled until it was ready. It is a step of its own, since a package for several versions
// of Node has no code cache, and its build may be without the SQLite module that a start needs.
import '../src/v8-flags.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { App } from '../src/app.ts'
import { compile } from '../src/code-cache.ts'

const folder = mkdtempSync(join(tmpdir(), 'croft-code-cache-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
// no settings of a server that is going to run here
process.env = { CROFT_PORT: '0', CROFT_DATABASE_URL: `sqlite:${join(folder, 'croft.db')}`, CROFT_LOG_LEVEL: 'warn' }
// The server's own files are for its user alone, the code cache is for everybody who runs it.
const umask = process.umask()
const program = compile(resolve(process.argv[2] ?? 'dist/server.cjs'))
const { started } = program.run() as { started: Promise<App> }
const app = await started
process.umask(umask)
program.writeCodeCache()
await app.close()
