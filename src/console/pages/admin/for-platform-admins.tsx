import type { FunctionComponent } from 'react'
import { useFrame } from '../../frame/context.ts'
import Missing from '../missing.tsx'

/** Makes a page visible to platform admins only: for others it is missing, like an address without a page. */
export function forPlatformAdmins(Page: FunctionComponent): FunctionComponent {
  return function ForPlatformAdmins() {
    return useFrame().me.platformAdmin ? <Page /> : <Missing />
  }
}
