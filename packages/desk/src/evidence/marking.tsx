import type { Signal } from '@entente/contracts'
import { textsOf } from '../texts/catalogue.ts'
import classes from './marking.module.css'

interface Props {
  tlp: Signal['tlp']
  pap?: Signal['pap']
  /** The form of lists: a square and the word. */
  quiet?: boolean
}

/** TLP 2.0 as the standard writes it, with PAP beside it where that is below clear. Always the word, never shortened. */
export function Marking({ tlp, pap, quiet }: Props) {
  const t = textsOf('evidence')
  return (
    <>
      <span className={quiet ? classes.quiet : classes.full} data-tlp={tlp}>
        <bdi dir="ltr">{t.tlp(tlp)}</bdi>
      </span>
      {pap && pap !== 'clear' && (
        <span className={quiet ? classes.quiet : classes.full} data-tlp={pap}>
          <bdi dir="ltr">{t.pap(pap)}</bdi>
        </span>
      )}
    </>
  )
}
