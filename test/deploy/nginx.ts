// Runs Debian's nginx with docs/deploy/nginx.conf, or another file as it is; only addresses and the path of the log are
// replaced.
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { until } from '../support/server.ts'

const CANDIDATES = [process.env['CROFT_TEST_NGINX_PATH'], '/usr/sbin/nginx']
const CONFIGURATION = new URL('../../docs/deploy/nginx.conf', import.meta.url)
/** Below the ephemeral ports, so that no outgoing connection takes a server's port while that server restarts. */
const FIRST_PORT = 20_000
const PORTS = 10_000

const path = CANDIDATES.find((candidate) => candidate !== undefined && existsSync(candidate))
const required = process.env['CROFT_TEST_NGINX'] === 'required'

/** True if nginx is neither installed nor required: then the tests with nginx are skipped. */
export const skipped = !path && !required
/** Appends to a title how to run the tests if they are skipped. */
export const title = (what: string): string => (skipped ? `${what} (skipped: apt-get install nginx-light)` : what)

export interface Nginx {
  readonly url: string
  /** The access log, from this byte offset on. */
  log(from?: number): string
  /** The access log and the error log. */
  written(): string
  stop(): Promise<void>
}

/**
 * Starts nginx in front of servers on these two loopback ports, which it serves below the path `prefix`; it stops with
 * the test, unless tests share it.
 */
export async function startNginx(
  replicas: readonly [number, number],
  { shared = false, prefix = '' } = {},
): Promise<Nginx> {
  return runNginx(
    CONFIGURATION,
    (port, file) => ({
      'listen 80;': `listen 127.0.0.1:${port};`,
      'server 127.0.0.1:4001 ': `server 127.0.0.1:${replicas[0]} `,
      'server 127.0.0.1:4002 ': `server 127.0.0.1:${replicas[1]} `,
      '/var/log/nginx/croft.log': file('access.log'),
      ...(prefix ? below(prefix) : {}),
    }),
    shared,
  )
}

/**
 * Starts nginx with this configuration, in which each of these texts is replaced. `replacements` is given the port on which
 * nginx must listen, and a function that places a file.
 */
export async function runNginx(
  source: URL,
  replacements: (port: number, file: (name: string) => string) => Record<string, string>,
  shared = false,
): Promise<Nginx> {
  if (!path) throw new Error('No nginx was found: apt-get install nginx-light, or set CROFT_TEST_NGINX_PATH')
  const directory = mkdtempSync(join(tmpdir(), 'croft-nginx-'))
  const file = (name: string) => join(directory, name)
  const port = await freePort()
  const configuration = replaceEach(readFileSync(source, 'utf8'), replacements(port, file))
  writeFileSync(file('croft.conf'), configuration)
  writeFileSync(file('nginx.conf'), mainConfiguration(file))
  const child = spawn(path, ['-p', directory, '-c', file('nginx.conf'), '-e', file('error.log')], { stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(directory, { recursive: true, force: true })
  }
  if (!shared) onTestFinished(stop)
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${readFrom(file('error.log'), 0)}`)
    return accepts(port)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    log: (from = 0) => readFrom(file('access.log'), from),
    written: () => readFrom(file('access.log'), 0) + readFrom(file('error.log'), 0),
    stop,
  }
}

/** Finds a loopback port on which nothing listens. */
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

/** What the comment in nginx.conf says about a path. */
function below(prefix: string): Record<string, string> {
  return {
    'location / {\n        proxy_pass http://croft;': `location ${prefix}/ {\n        proxy_pass http://croft/;`,
    'location = /metrics ': `location = ${prefix}/metrics `,
    'location = /readyz ': `location = ${prefix}/readyz `,
  }
}

function replaceEach(text: string, replacements: Record<string, string>): string {
  return Object.entries(replacements).reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`nginx.conf does not contain this exactly once: ${from}`)
    return result.replace(from, to)
  }, text)
}

/** The main configuration, which includes a file of conf.d. Workers of root stay root, to read the directory. */
function mainConfiguration(file: (name: string) => string): string {
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

function readFrom(name: string, from: number): string {
  if (!existsSync(name)) return ''
  const file = openSync(name, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from))
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, from))
  } finally {
    closeSync(file)
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
