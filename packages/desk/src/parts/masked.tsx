import { text } from '../texts/text.ts'
import classes from './masked.module.css'

/** Replaces a masked value. Its size is always the same, so that it does not reveal the value's length. */
export function Masked() {
  return (
    <span className={classes.masked}>
      <span className={classes.box} aria-hidden="true" />
      {text('case.masked')}
    </span>
  )
}
