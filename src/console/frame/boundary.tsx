import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'

interface BoundaryProps {
  /** The current page. When it changes, the error is cleared. */
  readonly page: string
  readonly children: ReactNode
}

/** What browsers report if a file of the page does not exist. */
const NOT_LOADED = /dynamically imported module|importing a module|preload CSS/i

/** Keeps the frame when a page fails, for example because its files have other names after an upgrade of the server. */
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
