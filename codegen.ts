// Typed documents from schema.graphql: a test that asks for a field that is not there does not compile.
import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['test/**/*.ts', '!test/generated/**', '!test/clients/**'],
  ignoreNoDocuments: true,
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
        strictScalars: true,
        enumsAsTypes: true,
        scalars: {
          DateTime: 'string',
          JSONObject: 'Record<string, unknown>',
          EmailAddress: 'string',
          URL: 'string',
          UUID: 'string',
          Duration: 'string',
          Cursor: 'string',
        },
      },
    },
  },
}

export default config
