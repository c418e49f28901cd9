import { defineConfig } from 'vitest/config'

/** Files for which it makes no difference which database there is run once, in the project of SQLite. */
const WITHOUT_DATABASE = [
  'test/deploy/config.test.ts',
  'test/http/{audit,body,jit,process,abuse,graphiql,held-connections}.test.ts',
]
const POSTGRES_ONLY = ['test/crash/replicas/**', 'test/deploy/{nginx,rolling,systemd}.test.ts']
const SQLITE_ONLY = ['test/crash/sqlite/**']

export default defineConfig({
  resolve: {
    // Two module systems of one package are two realms to graphql-js; every import must reach the same file.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    // what has to be quick is measured where it happens; this ends what hangs
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // files share what they import, never a server or a database: loading the libraries anew costs more than most tests
    isolate: false,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: POSTGRES_ONLY },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: [...WITHOUT_DATABASE, ...SQLITE_ONLY],
          globalSetup: ['test/support/postgres.ts'],
        },
      },
    ],
  },
})
