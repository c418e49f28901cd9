// What a name means wherever it occurs, so that each is described once. A field, argument or input field that means
// anything else has a description of its own; test/http/schema.test.ts finds those that have none.
import SchemaBuilder, {
  BasePlugin,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      describe: DescribePlugin<Types>
    }
  }
}

const OUTPUT: Readonly<Record<string, string>> = {
  id: 'Identifies the object in the whole deployment, and never changes.',
  uuid: 'The value of `id` as a UUID (RFC 9562).',
  description: 'What it is for, in the words of those who made it.',
  version: 'Grows with each write; send it back as `expectedVersion`.',
  createdAt: 'When it was created.',
  createdBy: 'Who created it; null where the server itself did.',
  updatedAt: 'When it was changed last.',
  updatedBy: 'Who changed it last; null where the server itself did.',
  requestedBy: 'Who asked for it. A deleted user is still named.',
  grantedBy: 'Who gave the role; null where the server itself did.',
  revokedBy: 'Who revoked it; null while it is not revoked.',
  workspace: 'The workspace that it belongs to.',
  project: 'The project that groups it; null where it has none.',
  builtIn: 'Whether it comes with Croft and cannot be deleted.',
  actor: 'Who did it; null where the server itself did.',
  user: 'The user, after the change.',
  membership: 'The membership, after the change.',
  resource: 'The resource, after the change.',
}

const INPUT: Readonly<Record<string, string>> = {
  input: 'What to do, and to what.',
  first: 'How many to read from the start: 1 to 100; 20 without `first` and `last`.',
  after: 'Reads behind the entry with this cursor.',
  last: 'How many to read from the end: 1 to 100. Not together with `first`.',
  before: 'Reads in front of the entry with this cursor.',
  filter: 'Which entries to read; all without it.',
  orderBy: 'At most two terms: by the first, then by the second. Newest first without it.',
  field: 'What to order by.',
  direction: 'ASC begins with the smallest.',
  id: 'Its id.',
  uuid: 'Its id as a UUID.',
  email: 'Its address. Capitals do not matter.',
  workspace: 'The workspace.',
  user: 'The user.',
  token: 'The token.',
  member: 'The membership.',
  project: 'The project.',
  resource: 'The resource.',
  reason: 'Why, for the audit log and those concerned: at most 1,024 characters.',
  expectedVersion: 'The version that was read. CONFLICT where the object has changed since.',
  createdAt: 'When it was created.',
  updatedAt: 'When it was changed last.',
}

export class DescribePlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    return { ...field, description: field.description ?? OUTPUT[field.name] }
  }

  override onInputFieldConfig(field: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    return { ...field, description: field.description ?? INPUT[field.name] }
  }
}

SchemaBuilder.registerPlugin('describe', DescribePlugin)
