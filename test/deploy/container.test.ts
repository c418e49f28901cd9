// Dockerfile and compose.yaml have settings that the server accepts. `.ci/container` builds and starts the image.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config/config.ts'

interface Service {
  /** The variables; null stands for the value in the environment of Compose. */
  readonly environment: Record<string, string | null>
  readonly ports: readonly string[]
  readonly read_only: boolean
  readonly stop_grace_period: string
}

const GIVEN: Record<string, string> = {
  POSTGRES_PASSWORD: 'secret',
  CROFT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  CROFT_PUBLIC_URL: 'https://croft.example.com',
  CROFT_TRUSTED_PROXIES: '10.0.0.1',
}

/** The value of `${NAME:-default}` and `${NAME:?message}` in Compose. */
const interpolated = (text: string) =>
  text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = GIVEN[name] ?? (kind === '-' ? rest : undefined)
    if (value === undefined) throw new Error(`${name} is required`)
    return value
  })

/** The settings in the image. */
function environmentOfImage(): Record<string, string> {
  const [, lines = ''] = /^ENV ((?:.*\\\n)*.*)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? []
  return Object.fromEntries(lines.split(/\s*\\\n\s*/).map((pair) => pair.split('=', 2)))
}

test('the image has settings that the server accepts', () => {
  const config = loadConfig(environmentOfImage())
  expect(config.warnings).toEqual([])
  expect(config.database).toEqual({ kind: 'sqlite', path: '/data/croft.db' })
  expect([config.http.host, config.http.port, config.dataDir]).toEqual(['0.0.0.0', 4000, '/data'])
})

test('both replicas of compose.yaml have settings that the server accepts, and the ports of nginx.conf', () => {
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
    services: Record<string, Service>
  }
  const replicas = Object.entries(services).filter(([name]) => name.startsWith('croft-'))
  const nginx = readFileSync('docs/deploy/nginx.conf', 'utf8')
  const upstream = [...nginx.matchAll(/^\s*server (127\.0\.0\.1:\d+)/gm)].map(([, address]) => `${address}:4000`)
  expect(replicas.flatMap(([, { ports }]) => ports)).toEqual(upstream)
  for (const [, { environment, read_only, stop_grace_period }] of replicas) {
    const settings = Object.entries(environment).map(([name, text]) => [
      name,
      text === null ? GIVEN[name] : interpolated(text),
    ])
    const config = loadConfig({ ...environmentOfImage(), ...Object.fromEntries(settings) })
    expect(config.warnings).toEqual([])
    expect(config.database).toMatchObject({ kind: 'postgres', url: 'postgres://croft:secret@postgres:5432/croft' })
    expect(config.http.publicUrl).toBe(GIVEN['CROFT_PUBLIC_URL'])
    expect(read_only).toBe(true)
    expect(Number.parseInt(stop_grace_period, 10) * 1000).toBeGreaterThan(config.http.shutdownGraceMs)
  }
})
