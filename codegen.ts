// Typed documents from schema.graphql: a test that asks for a field that is not there does not compile. And the documents,
// methods and types of the client.
import type { CodegenConfig } from '@graphql-codegen/cli'
import { documents, methods } from './scripts/client-codegen.ts'

const SCALARS = {
  DateTime: 'string',
  JSONObject: 'Record<string, unknown>',
  EmailAddress: 'string',
  URL: 'string',
  UUID: 'string',
  Duration: 'string',
  Cursor: 'string',
}
const OPERATIONS = 'src/client/operations/*.graphql'

const config: CodegenConfig = {
  schema: 'schema.graphql',
  ignoreNoDocuments: true,
  generates: {
    'test/generated/': {
      documents: ['test/**/*.ts', '!test/generated/**', '!test/clients/**', '!test/client/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
        strictScalars: true,
        enumsAsTypes: true,
        scalars: SCALARS,
      },
    },
    'src/client/generated/types.ts': {
      documents: OPERATIONS,
      plugins: ['typescript-operations'],
      config: { strictScalars: true, scalars: { ...SCALARS, ID: 'string' }, arrayInputCoercion: false },
    },
    'src/client/generated/documents.ts': { documents: OPERATIONS, preset: documents },
    'src/client/generated/methods.ts': { documents: OPERATIONS, preset: methods },
  },
}

export default config
