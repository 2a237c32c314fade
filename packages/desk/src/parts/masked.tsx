import { text } from '../texts/text.ts'
import classes from './masked.module.css'

/** Replaces a masked value. It always has the same size, so that the length shows nothing. */
export function Masked() {
  return (
    <span className={classes.masked}>
      <span className={classes.box} aria-hidden="true" />
      {text('case.masked')}
    </span>
  )
}
