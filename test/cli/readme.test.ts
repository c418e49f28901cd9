import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { spawn } from '@lydell/node-pty'
import { expect, test } from 'vitest'
import { ADMIN_TOKEN, startTestServer, until } from '../support/server.ts'
import { temporaryFolder } from './run.ts'

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const ADDRESS = 'http://127.0.0.1:4000'
/** The parts of the output that differ each time. */
const CHANGING = [/\b[a-z]+_[0-9a-z]{26}\b/g, /\b\d{4}-\d\d-\d\dT[\d:.]+Z/g]

const server = await startTestServer({ shared: true })

test('the commands of the README write what it shows', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'data', 'bootstrap-token'), `${ADMIN_TOKEN}\n`)
  mkdirSync(join(folder, 'bin'))
  symlinkSync(resolve('dist/cli.js'), join(folder, 'bin', 'croft'))
  const [, transcript = ''] = /```console\n([\s\S]*?)```/.exec(README) ?? []
  const steps = transcript.split(/^\$ /m).slice(1)
  expect(steps.length).toBeGreaterThan(5)
  const env = { CROFT_CONFIG_DIR: join(folder, 'config'), PATH: `${join(folder, 'bin')}:${process.env.PATH}` }
  for (const step of steps) {
    const [command = '', ...lines] = step.trimEnd().split('\n')
    const typed = command.replaceAll('npx croft', 'croft').replaceAll(ADDRESS, server.url)
    const shown = await shownBy(typed, folder, env)
    expect(comparable(shown), command).toBe(comparable(lines.join('\n').replaceAll(ADDRESS, server.url)))
  }
})

/** The content of the terminal when the command has ended, without overwritten lines. */
async function shownBy(command: string, cwd: string, env: Record<string, string>): Promise<string> {
  const shell = spawn('bash', ['-c', command], {
    cwd,
    cols: 100,
    rows: 40,
    env: { ...env, TERM: 'xterm', NO_COLOR: '1' },
  })
  let out = ''
  let ended = false
  shell.onData((part) => {
    out += part
  })
  shell.onExit(() => {
    ended = true
  })
  await until(() => ended)
  const lines: string[] = []
  for (const part of out.replaceAll('\r', '').split('\n')) {
    // the bar moves up two lines and clears them before it is drawn again
    if (part.startsWith('\u001b[2A')) lines.splice(-2)
    lines.push(stripVTControlCharacters(part))
  }
  return lines.join('\n')
}

function comparable(text: string): string {
  return CHANGING.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), text.trimEnd())
}
