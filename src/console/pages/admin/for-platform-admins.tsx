import type { FunctionComponent } from 'react'
import { useFrame } from '../../frame/context.ts'
import Missing from '../missing.tsx'

/** A page that is there for platform admins alone: for others it is missing, as one that never was. */
export function forPlatformAdmins(Page: FunctionComponent): FunctionComponent {
  return function ForPlatformAdmins() {
    return useFrame().me.platformAdmin ? <Page /> : <Missing />
  }
}
