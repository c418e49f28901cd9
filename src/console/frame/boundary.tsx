import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'

interface BoundaryProps {
  /** Another one is another page, which may do better. */
  readonly page: string
  readonly children: ReactNode
}

/** What browsers say of a file that is not there. */
const NOT_LOADED = /dynamically imported module|importing a module|preload CSS/i

/** Keeps the frame where a page fails: after an upgrade of the server, its files have other names. */
export class Boundary extends Component<BoundaryProps, { readonly error: Error | null; readonly page: string }> {
  override state = { error: null as Error | null, page: this.props.page }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  static getDerivedStateFromProps({ page }: BoundaryProps, state: { page: string }) {
    return page === state.page ? null : { page, error: null }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const isOld = NOT_LOADED.test(error.message)
    return (
      <Empty
        icon={isOld ? 'retry' : 'warning'}
        title={isOld ? 'This page could not be loaded' : 'This page has failed'}
        action={
          <Button kind="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        {isOld ? 'The server may have been upgraded since you opened it.' : error.message}
      </Empty>
    )
  }
}
