import { defineConfig } from 'vitest/config'

/** What knows of no database, or of SQLite alone, is not run once more on PostgreSQL. */
const WITHOUT_DATABASE = ['test/config.test.ts', 'test/http/{audit,body,jit,process,abuse}.test.ts', 'test/browser/**']
const POSTGRES_ALONE = ['test/{replicas,deploy}/**']
const SQLITE_ALONE = ['test/sqlite.test.ts', 'test/kill.test.ts']

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
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: POSTGRES_ALONE },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['test/**/*.test.ts'],
          exclude: [...WITHOUT_DATABASE, ...SQLITE_ALONE],
          globalSetup: ['test/postgres.ts'],
        },
      },
    ],
  },
})
