import packageJson from '../../../package.json' with { type: 'json' }
import type { Config } from '../../config/config.ts'
import { MAX_BODY_BYTES } from '../../config/limits.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { described } from '../../graphql/enums.ts'
import { MAX_PAGE_SIZE } from '../../store/page.ts'

const { version } = packageJson

/** `profile` and `email` are for the name and the address of a user. */
const OIDC_SCOPES = ['openid', 'profile', 'email']

const OidcInfo = builder.objectRef<NonNullable<Config['oidc']>>('OidcInfo').implement({
  description: 'The identity provider (OpenID Connect) that the server accepts.',
  fields: (t) => ({
    issuer: t.expose('issuer', { description: 'The `iss` of the tokens that it accepts.', type: 'URL' }),
    clientId: t.exposeString('cliClientId', {
      description: 'The public OAuth client that the command line signs in with; null if none is configured.',
      nullable: true,
    }),
    audience: t.exposeString('audience', {
      description: 'The `aud` of the tokens that it accepts. Never null: no issuer is configured without it.',
    }),
    scopes: t.stringList({
      description: 'The scopes that a client requests from the provider.',
      resolve: () => [...OIDC_SCOPES],
    }),
  }),
})

const Limits = builder.objectRef<Config>('Limits').implement({
  description: 'Limits that a client should know.',
  fields: (t) => ({
    maxPageSize: t.int({ description: 'The largest `first` and `last`.', resolve: () => MAX_PAGE_SIZE }),
    maxTokenLifetimeSeconds: t.int({
      description: 'The longest life of an API token, in seconds.',
      resolve: (config) => Math.floor(config.tokenMaxLifetimeMs / 1000),
    }),
    streamsPerCredential: t.int({
      description: 'How many streams one token, or one user with JWTs, can have open on a replica.',
      resolve: (config) => config.maxStreams,
    }),
    maxBodyBytes: t.int({ description: 'The largest body of a request, in bytes.', resolve: () => MAX_BODY_BYTES }),
  }),
})

const WorkspaceCreationEnum = builder.enumType('WorkspaceCreation', {
  description: 'Who may create workspaces.',
  values: {
    EVERYONE: { description: 'Every user.' },
    ADMINS: { description: 'Platform admins only.' },
  },
})

const FeatureEnum = builder.enumType('Feature', {
  description: 'A feature that a client of several versions of Croft should check before relying on it.',
  values: described({
    IDEMPOTENCY_KEYS:
      'A mutation with an `Idempotency-Key` is carried out once; repetitions within 24 hours get the same response.',
    GET_REQUESTS: 'Queries and subscriptions by GET.',
    MAIL: 'The server sends invitations by EMAIL.',
    SESSIONS: 'Browsers sign in at `/session` and keep a cookie instead of a token.',
  }),
})

const ServerInfo = builder.objectRef<Context>('ServerInfo').implement({
  description: 'What the server is and how to sign in.',
  fields: (t) => ({
    version: t.string({ description: "Croft's version.", resolve: () => version }),
    publicUrl: t.field({
      description: 'The address at which clients reach the server.',
      type: 'URL',
      resolve: (context) => context.publicUrl(),
    }),
    oidc: t.field({
      description: 'The identity provider; null if only API tokens are accepted.',
      type: OidcInfo,
      nullable: true,
      resolve: (context) => context.config.oidc,
    }),
    workspaceCreation: t.field({
      type: WorkspaceCreationEnum,
      description: 'Who may create workspaces.',
      resolve: ({ config }) => (config.workspaceCreation === 'admins' ? 'ADMINS' : 'EVERYONE'),
    }),
    features: t.field({
      description: 'Features of this server that other servers may not have.',
      type: [FeatureEnum],
      resolve: ({ config }) => [
        'IDEMPOTENCY_KEYS' as const,
        'GET_REQUESTS' as const,
        'SESSIONS' as const,
        ...(config.mail ? ['MAIL' as const] : []),
      ],
    }),
    limits: t.field({
      description: 'Limits that a client should know.',
      type: Limits,
      resolve: (context) => context.config,
    }),
  }),
})

builder.queryField('serverInfo', (t) =>
  t.field({
    type: ServerInfo,
    description: 'What a client needs before signing in; open to everyone.',
    resolve: (_root, _args, context) => context,
  }),
)
