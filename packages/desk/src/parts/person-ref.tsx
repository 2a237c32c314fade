import { cx } from './cx.ts'
import classes from './person-ref.module.css'

interface Props {
  name: string
  /** The name in its own script, where another one was sent or is known. */
  otherScript?: string | null
  /** Truncates at the end of the second form; the hint has both in full. */
  truncate?: boolean
  className?: string
}

/** A person's name as sent, then the other script. Never re-ordered, upper-cased or transliterated. */
export function PersonRef({ name, otherScript, truncate, className }: Props) {
  return (
    <span
      className={cx(truncate && classes.truncate, className)}
      title={truncate ? [name, otherScript].filter(Boolean).join(' · ') : undefined}
    >
      <bdi className={classes.name}>{name}</bdi>
      {otherScript && (
        <>
          {' '}
          <bdi className={classes.other}>{otherScript}</bdi>
        </>
      )}
    </span>
  )
}
