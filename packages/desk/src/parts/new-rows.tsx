import { text } from '../texts/text.ts'
import { Icon } from './icon.tsx'
import { Key } from './key.tsx'
import { useKeys } from './keys.ts'
import classes from './new-rows.module.css'

/** Counts rows that arrived after the list was loaded. They are inserted only on request. */
export function NewRows({ waiting, onShow }: { waiting: number; onShow: () => void }) {
  useKeys([{ keys: 'N', label: text('page-parts.showNew'), act: onShow }], { enabled: waiting > 0 })
  return (
    <>
      {waiting > 0 && (
        <button type="button" className={classes.button} onClick={onShow} aria-keyshortcuts="N">
          <Icon name="up" size={12} /> {text('page-parts.newRows', { n: waiting })} <Key>N</Key>
        </button>
      )}
    </>
  )
}
