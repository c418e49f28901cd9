// The built program, reporting each slice of clean-up to the probe. It is plain JavaScript, so that no TypeScript loader
// is in its process.
import { startApp } from '../../dist/src/app.js'
import { loadConfig } from '../../dist/src/config/config.js'
import { slices } from '../probe.mjs'

const app = await startApp(loadConfig(process.env), { onSlice: (ms, removed) => slices.push({ ms, removed }) })
process.once('SIGTERM', () => app.close().then(() => process.exit(0)))
console.log(app.url)
