// Typed documents from schema.graphql: a test that asks for a field that is not there does not compile. The documents,
// methods, types and schema of the client, and the fields of inputs for the command line. And those of the console, a file for each
// of its screens, so that a screen is loaded without the documents of the others.
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { CodegenConfig } from '@graphql-codegen/cli'
import { documentsFor, inputFields, introspection, methods, possibleTypes } from './scripts/client-codegen.ts'

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
const TYPES = {
  plugins: ['typescript-operations'],
  config: { strictScalars: true, scalars: { ...SCALARS, ID: 'string' }, arrayInputCoercion: false },
}
const CONSOLE = 'src/console'
const FRAGMENTS = `${CONSOLE}/data/fragments.graphql`
const ofConsole = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.graphql') && basename(name) !== basename(FRAGMENTS))
  .map((name) => `${CONSOLE}/${name}`)

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
    'src/client/generated/types.ts': { documents: OPERATIONS, ...TYPES },
    'src/client/generated/documents.ts': { documents: OPERATIONS, preset: documentsFor('..') },
    'src/client/generated/methods.ts': { documents: OPERATIONS, preset: methods },
    'src/client/generated/introspection.ts': { documents: OPERATIONS, preset: introspection },
    'src/cli/generated/inputs.ts': { documents: OPERATIONS, preset: inputFields },
    [`${CONSOLE}/generated/types.ts`]: { documents: `${CONSOLE}/**/*.graphql`, ...TYPES },
    [`${CONSOLE}/generated/possible-types.ts`]: { documents: FRAGMENTS, preset: possibleTypes },
    ...Object.fromEntries(
      ofConsole.map((file) => [
        `${CONSOLE}/generated/${basename(file, '.graphql')}.ts`,
        { documents: [file, FRAGMENTS], preset: documentsFor('../../client') },
      ]),
    ),
  },
}

export default config
