#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' }

const args = process.argv.slice(2)
// Scripts ask for the version often, so it is answered before anything else is loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`croft ${packageJson.version}\n`)
} else {
  const { start } = await import('./start.ts')
  await start(args)
}
