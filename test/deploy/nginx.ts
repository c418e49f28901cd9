// Debian's nginx with docs/deploy/nginx.conf as it is, but for the addresses and the log's place.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from '../harness.ts'

const CANDIDATES = [process.env['CROFT_TEST_NGINX_PATH'], '/usr/sbin/nginx', '/usr/local/sbin/nginx']
const CONFIGURATION = new URL('../../docs/deploy/nginx.conf', import.meta.url)
/** Below the ports that the kernel gives to outgoing connections: nobody takes one while its server is restarted. */
const FIRST_PORT = 20_000
const PORTS = 10_000

/** Where nginx is; undefined where there is none. */
export const nginxPath = CANDIDATES.find((path) => path !== undefined && existsSync(path))

export interface Nginx {
  readonly url: string
  /** The lines of the access log so far. */
  log(): readonly string[]
  /** Everything nginx wrote, errors too. */
  written(): string
}

/** Starts nginx before these two ports on the loopback; it ends with the test. */
export async function startNginx(replicas: readonly [number, number]): Promise<Nginx> {
  const directory = mkdtempSync(join(tmpdir(), 'croft-nginx-'))
  const file = (name: string) => join(directory, name)
  const port = await freePort()
  const replaced = replace(readFileSync(CONFIGURATION, 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server 127.0.0.1:4001 ', `server 127.0.0.1:${replicas[0]} `],
    ['server 127.0.0.1:4002 ', `server 127.0.0.1:${replicas[1]} `],
    ['/var/log/nginx/croft.log', file('access.log')],
  ])
  writeFileSync(file('croft.conf'), replaced)
  writeFileSync(file('nginx.conf'), frame(file))
  const child = spawn(nginxPath as string, ['-p', directory, '-c', file('nginx.conf'), '-e', file('error.log')], {
    stdio: 'inherit',
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(directory, { recursive: true, force: true })
  })
  const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '')
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${read('error.log')}`)
    return accepts(port)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => read('access.log').split('\n').slice(0, -1),
    written: () => read('access.log') + read('error.log'),
  }
}

/** A port of the loopback on which nothing listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS)
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
}

function replace(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`Not exactly once in nginx.conf: ${from}`)
    return result.replace(from, to)
  }, text)
}

/** What stands around a configuration in conf.d. As root, the workers stay root, so that they reach the directory. */
function frame(file: (name: string) => string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${file(what)};`)
  return [
    process.getuid?.() === 0 ? 'user root;' : '',
    'daemon off;',
    'worker_processes 1;',
    `pid ${file('pid')};`,
    'events { worker_connections 1024; }',
    `http { ${places.join(' ')} access_log off; include ${file('croft.conf')}; }`,
  ].join('\n')
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
