import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  type GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLSchema,
} from 'graphql'

/** The schema with the definitions of `@auth` and `@errors`: their arguments are the schema's own enums. */
export function withDirectives(schema: GraphQLSchema): GraphQLSchema {
  const type = (name: string) => schema.getType(name) as GraphQLEnumType
  const auth = new GraphQLDirective({
    name: 'auth',
    description:
      'The right that a caller needs to use a field. Generated from the declaration that enforces it, so that the two cannot differ.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      signedIn: { type: GraphQLBoolean, description: 'Any signed-in principal.' },
      role: { type: type('RoleName'), description: 'The lowest workspace role that holds `permission`.' },
      permission: { type: type('Permission'), description: 'The permission that the caller needs in the workspace.' },
      platformAdmin: { type: GraphQLBoolean, description: 'Only platform admins.' },
    },
  })
  const errors = new GraphQLDirective({
    name: 'errors',
    description:
      'Every `extensions.code` that the field can return, besides UNAUTHENTICATED, UNAVAILABLE and INTERNAL. When a response is repeated for its idempotency key, NOT_FOUND replaces an object that can no longer be read.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      codes: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type('ErrorCode')))),
        description: 'The codes, in alphabetical order.',
      },
    },
  })
  return new GraphQLSchema({ ...schema.toConfig(), directives: [...schema.getDirectives(), auth, errors] })
}
