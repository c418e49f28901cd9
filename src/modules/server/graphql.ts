import { createRequire } from 'node:module'
import type { Config } from '../../config/config.ts'
import { MAX_BODY_BYTES } from '../../config/limits.ts'
import { builder } from '../../graphql/builder.ts'
import type { Context } from '../../graphql/context.ts'
import { MAX_PAGE_SIZE } from '../../store/page.ts'

const { version } = readPackage()

const OidcInfo = builder.objectRef<NonNullable<Config['oidc']>>('OidcInfo').implement({
  fields: (t) => ({ issuer: t.expose('issuer', { type: 'URL' }) }),
})

const Limits = builder.objectRef<Config>('Limits').implement({
  fields: (t) => ({
    maxPageSize: t.int({ resolve: () => MAX_PAGE_SIZE }),
    maxTokenLifetimeSeconds: t.int({ resolve: (config) => Math.floor(config.tokenMaxLifetimeMs / 1000) }),
    maxBodyBytes: t.int({ resolve: () => MAX_BODY_BYTES }),
  }),
})

const WorkspaceCreationEnum = builder.enumType('WorkspaceCreation', {
  description: 'Who may create workspaces.',
  values: {
    EVERYONE: { description: 'Every user.' },
    ADMINS: { description: 'Platform admins only.' },
  },
})

const ServerInfo = builder.objectRef<Context>('ServerInfo').implement({
  fields: (t) => ({
    version: t.string({ resolve: () => version }),
    publicUrl: t.field({ type: 'URL', resolve: (context) => context.publicUrl() }),
    oidc: t.field({ type: OidcInfo, nullable: true, resolve: (context) => context.config.oidc }),
    workspaceCreation: t.field({
      type: WorkspaceCreationEnum,
      description: 'Who may create workspaces.',
      resolve: ({ config }) => (config.workspaceCreation === 'admins' ? 'ADMINS' : 'EVERYONE'),
    }),
    limits: t.field({ type: Limits, resolve: (context) => context.config }),
  }),
})

builder.queryField('serverInfo', (t) =>
  t.field({
    type: ServerInfo,
    description: 'What a client needs before signing in; open to everybody.',
    resolve: (_root, _args, context) => context,
  }),
)

/** Reads Croft's package.json: from the built program in `dist/src` it is one level further up than from `src`. */
function readPackage(): { version: string } {
  const require = createRequire(import.meta.url)
  try {
    return require('../../../package.json')
  } catch {
    return require('../../../../package.json')
  }
}
