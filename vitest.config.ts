import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** These files run once, in the SQLite project: they use no database, or it makes no difference which. */
const WITHOUT_DATABASE = [
  'test/deploy/{backup,bundle,cli-download,config,container,start,npm-start,postgres-binaries,memory}.test.ts',
  'test/http/{audit,body,jit,process,abuse,graphiql,sign-in-page,held-connections,dead-peers,token-bucket}.test.ts',
  'test/rights/{jwt-keys,oidc-provider,openid-sign-in}.test.ts',
  'test/streams/{resume,trials}.test.ts',
  'test/deletion/{slots,webhook,webhook-addresses}.test.ts',
  'test/verify/*.test.ts',
  'test/cli/*.test.ts',
  'test/client/*.test.ts',
  'test/console/!(api-tokens|frame|main-path|members|offered).test.ts',
]
const POSTGRES_ONLY = [
  'test/crash/replicas/**',
  'test/deploy/{nginx,nginx-authz,rolling,systemd,postgres-tls,prefix}.test.ts',
  // on SQLite test/streams/trials.test.ts has what it tests
  'test/streams/too-slow.test.ts',
]
/** Their packages are installed by `npm run test:clients` alone, which has a configuration of its own. */
const CLIENTS = ['test/clients/**']
const SQLITE_ONLY = ['test/crash/sqlite/**']

/** The files of 15 s and more, without a machine's own record of durations, which a fresh clone does not have. */
const LONG = [
  'lists/plans',
  'rights/hidden',
  'rights/permissions',
  'lists/long-lists',
  'streams/slow-clients',
  'deploy/memory',
  'deletion/cleanup',
  'crash/kill-points',
  'crash/sqlite/trial',
  'crash/replicas/trial',
  'lists/pages',
  'http/idempotency-of-each',
  'deploy/postgres-tls',
  'streams/trials',
]

/** Starts long files first, so that no worker is left alone with one at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project))]
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return projects.indexOf(project) * 1000 + (place < 0 ? LONG.length : place)
    }
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  resolve: {
    // graphql-js refuses objects of its other copy: without this, ESM and CommonJS imports would load one copy each.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // These limits end tests that hang; a test that asserts a time measures it itself.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    globalSetup: ['test/support/run-directory.ts'],
    // Files share the modules that they import, and no server or database. Loading them again takes longer than most
    // tests.
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: [...POSTGRES_ONLY, ...CLIENTS] },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: [...WITHOUT_DATABASE, ...SQLITE_ONLY, ...CLIENTS],
          globalSetup: ['test/support/run-directory.ts', 'test/support/postgres.ts'],
        },
      },
    ],
  },
})
