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
  description: 'What it is for.',
  version: 'Increases with each write; pass it as `expectedVersion`.',
  createdAt: 'When it was created.',
  createdBy: 'Who created it; null if the server itself did.',
  updatedAt: 'When it was last changed.',
  updatedBy: 'Who last changed it; null if the server itself did.',
  requestedBy: 'Who requested it. A deleted user is still named.',
  grantedBy: 'Who gave the role; null if the server itself did.',
  revokedBy: 'Who revoked it; null if it is not revoked.',
  workspace: 'The workspace that it belongs to.',
  project: 'The project that groups it; null if it has none.',
  builtIn: 'Whether it comes with Croft and cannot be deleted.',
  actor: 'Who did it; null if the server itself did.',
  user: 'The user, after the change.',
  membership: 'The membership, after the change.',
  resource: 'The resource, after the change.',
}

const INPUT: Readonly<Record<string, string>> = {
  input: 'The input of the mutation.',
  first: 'How many entries to read from the start: 1 to 100. The default is 20 if `last` is omitted too.',
  after: 'Reads the entries after this cursor.',
  last: 'How many entries to read from the end: 1 to 100. Cannot be combined with `first`.',
  before: 'Reads the entries before this cursor.',
  filter: 'Which entries to read; all if omitted.',
  orderBy: 'At most two terms; the second orders entries that are equal in the first. Newest first if omitted.',
  field: 'What to order by.',
  direction: 'ASC begins with the smallest.',
  id: 'Its id.',
  uuid: 'Its id as a UUID.',
  email: 'Its e-mail address, in upper or lower case.',
  workspace: 'The workspace.',
  user: 'The user.',
  token: 'The token.',
  member: 'The membership.',
  project: 'The project.',
  resource: 'The resource.',
  reason: 'The reason, shown in the audit log and to those concerned: at most 1,024 characters.',
  expectedVersion: 'The version that was read. CONFLICT if the object has changed since.',
  createdAt: 'When it was created.',
  updatedAt: 'When it was last changed.',
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
