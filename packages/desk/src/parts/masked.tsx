import { text } from '../texts/text.ts'
import classes from './masked.module.css'

/** A value that is not readable any more. Always the same size: its length says nothing. */
export function Masked() {
  return (
    <span className={classes.masked}>
      <span className={classes.box} aria-hidden="true" />
      {text('case.masked')}
    </span>
  )
}
