import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Two module systems of one package are two realms to graphql-js; every import must reach the same file.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    // files share what they import, never a server or a database: loading the libraries anew costs more than most tests
    isolate: false,
    maxWorkers: 2,
  },
})
