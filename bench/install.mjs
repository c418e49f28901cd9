// Installs the packages of the peers. PostGraphile needs Node 22; with an older Node the benchmark leaves it out.
import { execSync } from 'node:child_process'

const POSTGRAPHILE_NODE = 22

const install = (folder) => execSync(`npm --prefix ${folder} ci --no-audit --no-fund`, { stdio: 'inherit' })

install('bench')
if (Number.parseInt(process.versions.node, 10) >= POSTGRAPHILE_NODE) install('bench/postgraphile')
