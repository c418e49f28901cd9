import type { PrincipalFieldsFragment } from '../client/index.ts'

/** The name of a principal in the form that commands accept. */
export function nameOf(principal: PrincipalFieldsFragment | null | undefined): string | undefined {
  switch (principal?.__typename) {
    case 'User':
      return principal.email ?? principal.name
    case 'ServiceAccount':
      return principal.name
    case 'Group':
      return `group:${principal.name}`
    case 'Everyone':
      return 'everyone'
    default:
      return undefined
  }
}

/** USER, SERVICE_ACCOUNT, GROUP or EVERYONE, the values that filters take. */
export function typeOf({ __typename }: PrincipalFieldsFragment): string {
  return __typename.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
