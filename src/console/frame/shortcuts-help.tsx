import { useSignal } from '../data/signal.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Check } from '../ui/Field.tsx'
import { chooseSingleKeys, shortcutsHelp, singleKeys } from './opened.ts'
import styles from './shortcuts.module.css'

const HELP: readonly (readonly [keys: string, does: string])[] = [
  ['Ctrl K or ⌘ K', 'Jump to a workspace or a page'],
  ['/', 'Search this page'],
  ['g then w, d, i, t', 'Go to workspaces, deletions, invitations, my tokens'],
  ['c', 'New: the main action of the page'],
  ['j, k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['Escape', 'Close what is open'],
  ['?', 'This list'],
]

/** The list of keys, and the switch for those that are single letters. */
export default function ShortcutsHelp() {
  return (
    <Dialog open title="Keyboard shortcuts" onClose={() => shortcutsHelp.set(false)}>
      <dl className={styles.keys}>
        {HELP.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Check checked={useSignal(singleKeys)} onChange={(event) => chooseSingleKeys(event.target.checked)}>
        Single keys are shortcuts
      </Check>
    </Dialog>
  )
}
