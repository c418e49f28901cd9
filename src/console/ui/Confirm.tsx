import { type ReactNode, useState } from 'react'
import { Banner } from './Banner.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field, TextInput } from './Field.tsx'

interface ConfirmProps {
  readonly open: boolean
  /** The question: "Remove Ada Abbott?" */
  readonly title: ReactNode
  /** What will be lost, or what happens next. */
  readonly children?: ReactNode
  /** The text of the button: "Remove". */
  readonly verb: string
  readonly kind?: 'primary' | 'danger'
  readonly keepLabel?: string
  /** A name that must be typed before the button works. */
  readonly typed?: string
  /** The end of "Type atlas …". */
  readonly typedFor?: string
  readonly whyNot?: string | undefined
  readonly busy?: boolean
  readonly error?: string | undefined
  readonly size?: 'small' | 'medium' | 'large'
  readonly onConfirm: (data: FormData) => void
  readonly onClose: () => void
}

/** Asks for confirmation of an action that can't be undone. Fields in its children are in the data of `onConfirm`. */
export function Confirm(props: ConfirmProps) {
  return props.open ? <OpenConfirm {...props} /> : null
}

function OpenConfirm(props: ConfirmProps) {
  const { verb, kind = 'danger', keepLabel = 'Keep it', typed, typedFor = 'to go on', busy = false, error } = props
  const [text, setText] = useState('')
  const missing = typed !== undefined && text.trim() !== typed ? `Type ${typed} first` : undefined
  const whyNot = props.whyNot ?? missing
  return (
    <Dialog
      open
      title={props.title}
      size={props.size ?? 'small'}
      onClose={() => !busy && props.onClose()}
      onSubmit={(data) => {
        if (!busy && whyNot === undefined) props.onConfirm(data)
      }}
      footer={
        <>
          <Button
            data-first-focus={typed === undefined || undefined}
            onClick={props.onClose}
            whyNot={busy ? 'It is under way.' : undefined}
          >
            {keepLabel}
          </Button>
          <Button type="submit" kind={kind} busy={busy} whyNot={whyNot}>
            {verb}
          </Button>
        </>
      }
    >
      {props.children}
      {typed !== undefined && (
        <Field
          label={
            <>
              Type <code>{typed}</code> {typedFor}
            </>
          }
        >
          <TextInput
            data-first-focus
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      )}
      <div role="alert">{error && <Banner tone="danger">{error}</Banner>}</div>
    </Dialog>
  )
}
