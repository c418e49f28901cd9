import { Button } from './Button.tsx'
import { copyText } from './copy.ts'
import { Menu } from './Menu.tsx'
import { toast } from './Toasts.tsx'

interface CopyAsProps {
  /** The action as a command of `croft`. */
  readonly cli: string
  /** The action as a request with curl. */
  readonly curl: string
}

/** Offers the page's action as commands to copy into a terminal. Neither contains a secret. */
export function CopyAs({ cli, curl }: CopyAsProps) {
  const copy = async (name: string, text: string) => {
    if (await copyText(text)) toast({ text: `Copied as ${name}` })
    else toast({ text: 'The browser lets nothing be copied over plain http', tone: 'danger' })
  }
  return (
    <Menu
      label="Copy as"
      items={[
        { label: 'Copy as CLI', icon: 'terminal', onSelect: () => copy('CLI', cli) },
        { label: 'Copy as curl', icon: 'copy', onSelect: () => copy('curl', curl) },
      ]}
      trigger={(props) => (
        <Button {...props} icon="terminal">
          Copy as CLI
        </Button>
      )}
    />
  )
}
