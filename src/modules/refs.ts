// Input types that name an existing workspace, user, principal or membership; nearly every module uses them.
import { builder } from '../graphql/builder.ts'

export const WorkspaceRef = builder.inputType('WorkspaceRef', {
  isOneOf: true,
  fields: (t) => ({ id: t.id(), name: t.string(), uuid: t.field({ type: 'UUID' }) }),
})
export const UserRef = builder.inputType('UserRef', {
  isOneOf: true,
  fields: (t) => ({ id: t.id(), email: t.field({ type: 'EmailAddress' }), uuid: t.field({ type: 'UUID' }) }),
})
export const PrincipalRef = builder.inputType('PrincipalRef', {
  isOneOf: true,
  fields: (t) => ({
    user: t.id(),
    uuid: t.field({ type: 'UUID' }),
    email: t.field({ type: 'EmailAddress' }),
    group: t.string(),
    everyone: t.boolean(),
  }),
})
const MembershipOf = builder.inputType('MembershipOf', {
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    principal: t.field({ type: PrincipalRef, required: true }),
  }),
})
export const MembershipRef = builder.inputType('MembershipRef', {
  isOneOf: true,
  fields: (t) => ({ id: t.id(), of: t.field({ type: MembershipOf }) }),
})
