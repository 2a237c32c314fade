import type { Signal } from '@entente/contracts'
import { text } from '../texts/text.ts'
import classes from './marking.module.css'

interface Props {
  tlp: Signal['tlp']
  pap?: Signal['pap']
  /** True for the short form in lists: a square and the word. */
  quiet?: boolean
}

/** Shows the TLP 2.0 marking as the standard writes it, and a PAP marking stricter than clear. The word is never shortened. */
export function Marking({ tlp, pap, quiet }: Props) {
  return (
    <>
      <span className={quiet ? classes.quiet : classes.full} data-tlp={tlp}>
        <bdi dir="ltr">{text('evidence.tlp', { level: tlp.toUpperCase() })}</bdi>
      </span>
      {pap && pap !== 'clear' && (
        <span className={quiet ? classes.quiet : classes.full} data-tlp={pap}>
          <bdi dir="ltr">{text('evidence.pap', { level: pap.toUpperCase() })}</bdi>
        </span>
      )}
    </>
  )
}
