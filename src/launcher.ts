// `dist/main.js`: runs the bundled server, from its code cache if it has one. If not, Node's own loader runs it, which
// can keep compiled code itself (NODE_COMPILE_CACHE).
import './v8-flags.ts'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compile, hasCodeCache } from './code-cache.ts'

const server = fileURLToPath(new URL('./server.cjs', import.meta.url))
if (hasCodeCache(server)) compile(server).run()
else createRequire(import.meta.url)(server)
