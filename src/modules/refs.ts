// Input types that name an existing workspace, user, principal or membership; nearly every module uses them.
import { builder } from '../graphql/builder.ts'
import type { Subject } from '../graphql/field-access.ts'
import type { NounTable } from '../store/nouns.ts'

export const WorkspaceRef = builder.inputType('WorkspaceRef', {
  description: 'A workspace, by its id, name or UUID.',
  isOneOf: true,
  fields: (t) => ({ id: t.id(), name: t.string({ description: 'Its name.' }), uuid: t.field({ type: 'UUID' }) }),
})
export const UserRef = builder.inputType('UserRef', {
  description: 'A user, by id, address or UUID.',
  isOneOf: true,
  fields: (t) => ({ id: t.id(), email: t.field({ type: 'EmailAddress' }), uuid: t.field({ type: 'UUID' }) }),
})
export const PrincipalRef = builder.inputType('PrincipalRef', {
  description: 'A principal: a user, a service account, a group, or everyone.',
  isOneOf: true,
  fields: (t) => ({
    user: t.id({ description: 'A user, by id.' }),
    uuid: t.field({ description: 'A user, by UUID.', type: 'UUID' }),
    email: t.field({ description: 'A user, by e-mail address in upper or lower case.', type: 'EmailAddress' }),
    serviceAccount: t.id({ description: 'A service account, by id.' }),
    group: t.string({ description: 'A group, by its name in the group claim of the identity provider.' }),
    everyone: t.boolean({ description: 'Every signed-in user: `true`.' }),
  }),
})
const MembershipOf = builder.inputType('MembershipOf', {
  description: 'A membership, by its workspace and principal.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true }),
    principal: t.field({ description: 'Who holds it.', type: PrincipalRef, required: true }),
  }),
})
export const MembershipRef = builder.inputType('MembershipRef', {
  description: 'A membership, by id or by workspace and principal.',
  isOneOf: true,
  fields: (t) => ({ id: t.id(), of: t.field({ description: 'Its workspace and principal.', type: MembershipOf }) }),
})

const ProjectNamed = builder.inputType('ProjectNamed', {
  description: 'A project by its name.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true, description: 'The workspace that it belongs to.' }),
    name: t.string({ required: true, description: 'Its name.' }),
  }),
})
export const ProjectRef = builder.inputType('ProjectRef', {
  description: 'A project, by id or by name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    named: t.field({ type: ProjectNamed, description: 'Its name.' }),
  }),
})
const ResourceNamed = builder.inputType('ResourceNamed', {
  description: 'A resource by its kind and name.',
  fields: (t) => ({
    workspace: t.field({ type: WorkspaceRef, required: true, description: 'The workspace that it belongs to.' }),
    kind: t.string({ required: true, description: 'The name of its kind.' }),
    name: t.string({ required: true, description: 'Its name.' }),
  }),
})
export const ResourceRef = builder.inputType('ResourceRef', {
  description: 'A resource, by id or by name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    named: t.field({ type: ResourceNamed, description: 'Its kind and name.' }),
  }),
})
const TokenNamed = builder.inputType('TokenNamed', {
  description: 'A live token of the caller, by name. CONFLICT if two have that name.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    workspace: t.field({
      type: WorkspaceRef,
      description: 'The workspace of the token; omit it for a personal token.',
    }),
  }),
})
export const TokenRef = builder.inputType('TokenRef', {
  description: 'An API token, by id or by name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    named: t.field({ type: TokenNamed, description: 'Its name.' }),
  }),
})

/** Where a permission on what a reference names must be held. */
export const subjectOf = (
  noun: NounTable,
  ref: { id: string; named?: never } | { id?: never; named: { workspace: typeof WorkspaceRef.$inferInput } },
): Subject => (ref.named ? ref.named.workspace : { node: ref.id, noun })
