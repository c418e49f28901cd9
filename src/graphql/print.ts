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
      'What a caller must hold to use a field. Generated from the same declaration that enforces it, so that it cannot drift.',
    locations: [DirectiveLocation.FIELD_DEFINITION],
    args: {
      signedIn: { type: GraphQLBoolean, description: 'Any signed-in principal.' },
      role: { type: type('RoleName'), description: 'The lowest workspace role that holds `permission`.' },
      permission: { type: type('Permission'), description: 'What the caller must hold in the workspace.' },
      platformAdmin: { type: GraphQLBoolean, description: 'Platform admins alone.' },
    },
  })
  const errors = new GraphQLDirective({
    name: 'errors',
    description:
      'Every `extensions.code` that the field can answer with, beyond UNAUTHENTICATED, UNAVAILABLE and INTERNAL. An answer that is repeated by its idempotency key has NOT_FOUND in place of an object that can no longer be read.',
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
