import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What `npm test` leaves to `npm run test:heavy`: servers that are killed, deployed or run as replicas. */
const HEAVY = [
  'test/crash/**/*.test.ts',
  'test/deploy/{backup,bundle,code-cache,doctor,memory,nginx,nginx-authz,node-24,npm-start,postgres-tls,prefix,rolling,systemd}.test.ts',
  'test/client/{deaths,package}.test.ts',
  'test/deletion/killed.test.ts',
  'test/streams/{resume,trials,too-slow}.test.ts',
]
/** The longest of those that run on both databases: `npm test` has them on SQLite alone. */
const HEAVY_ON_POSTGRES = [
  'test/http/idempotency-of-each.test.ts',
  'test/lists/{kept-plans,long-lists,plans}.test.ts',
  'test/rights/{hidden,moved-token}.test.ts',
  'test/streams/slow-clients.test.ts',
]
/** What it leaves to `npm run test:console`: all of the console but its main path. */
const CONSOLE = ['test/console/!(main-path).test.ts']
const CONSOLE_ON_POSTGRES = ['test/console/{api-tokens,deletion,frame,members,offered}.test.ts']
/** These files run once, in a SQLite project: they use no database, or it makes no difference which. */
const WITHOUT_DATABASE = [
  'test/deploy/{backup,bundle,cli-download,code-cache,config,container,start,node-24,npm-start,postgres-binaries,memory}.test.ts',
  'test/http/{audit,body,jit,process,abuse,graphiql,sign-in-page,framing,held-connections,dead-peers,token-bucket}.test.ts',
  'test/rights/{jwt-keys,oidc-provider,openid-sign-in}.test.ts',
  'test/streams/{resume,trials}.test.ts',
  'test/deletion/{slots,webhook,webhook-addresses}.test.ts',
  'test/verify/*.test.ts',
  'test/cli/*.test.ts',
  'test/client/*.test.ts',
]
const POSTGRES_ONLY = [
  'test/crash/replicas/**',
  'test/lists/kept-plans.test.ts',
  'test/deploy/{nginx,nginx-authz,rolling,systemd,postgres-tls,prefix}.test.ts',
  // on SQLite test/streams/trials.test.ts has what it tests
  'test/streams/too-slow.test.ts',
]
const SQLITE_ONLY = ['test/crash/sqlite/**']
/** Their packages are installed by `npm run test:clients` alone, which has a configuration of its own. */
const CLIENTS = ['test/clients/**']

interface Files {
  readonly include: string[]
  readonly exclude?: string[]
}

/** Two projects: the files on SQLite, and those for which the database makes a difference on PostgreSQL. */
const onBoth = (prefix: string, { include, exclude = [] }: Files, onPostgres: Partial<Files> = {}) => [
  { extends: true as const, test: { name: `${prefix}sqlite`, include, exclude: [...exclude, ...POSTGRES_ONLY] } },
  {
    extends: true as const,
    test: {
      name: `${prefix}postgres`,
      include: onPostgres.include ?? include,
      exclude: [...exclude, ...(onPostgres.exclude ?? []), ...WITHOUT_DATABASE, ...SQLITE_ONLY],
      globalSetup: ['test/support/run-directory.ts', 'test/support/postgres.ts'],
    },
  },
]

/** The files of 15 s and more, without a machine's own record of durations, which a fresh clone does not have. */
const LONG = [
  'console/accessibility',
  'console/offered',
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
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    globalSetup: ['test/support/run-directory.ts'],
    // Files share the modules that they import, and no server or database. Loading them again takes longer than most
    // tests.
    isolate: false,
    maxWorkers: 3,
    // What a list held that should be empty is told whole.
    chaiConfig: { truncateThreshold: 0 },
    sequence: { sequencer: LongFirst },
    projects: [
      ...onBoth(
        '',
        { include: ['test/**/*.test.ts'], exclude: [...CLIENTS, ...HEAVY, ...CONSOLE] },
        { exclude: HEAVY_ON_POSTGRES },
      ),
      ...onBoth('heavy-', { include: HEAVY }, { include: [...HEAVY, ...HEAVY_ON_POSTGRES] }),
      ...onBoth('console-', { include: CONSOLE }, { include: CONSOLE_ON_POSTGRES }),
    ],
  },
})
