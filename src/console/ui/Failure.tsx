import { Button } from './Button.tsx'
import styles from './Empty.module.css'
import { Empty } from './Empty.tsx'

interface FailureProps {
  readonly title?: string
  /** What went wrong, and what to do about it. */
  readonly message: string
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  readonly onRetry?: (() => void) | undefined
}

/** Shown in place of what could not be loaded. The code and the request's id help whoever gives support. */
export function Failure({ title = 'This could not be loaded', message, code, requestId, onRetry }: FailureProps) {
  return (
    <div role="alert">
      <Empty
        icon="warning"
        title={title}
        action={
          onRetry && (
            <Button icon="retry" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        <p>{message}</p>
        {(code || requestId) && (
          <p className={styles.details}>
            {code && <code>{code}</code>}
            {requestId && (
              <span>
                Request <code>{requestId}</code>
              </span>
            )}
          </p>
        )}
      </Empty>
    </div>
  )
}
