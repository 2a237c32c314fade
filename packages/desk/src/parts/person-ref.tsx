import { isolated } from '../texts/language.ts'
import { cx } from './cx.ts'
import type { Stretch } from './fit-parts.ts'
import { Marked } from './marked.tsx'
import classes from './person-ref.module.css'

interface Props {
  name: string
  /** The name in its original script, if it was sent or is known. */
  otherScript?: string | null
  /** True to cut off a long name. The tooltip then shows the name in both scripts. */
  truncate?: boolean
  className?: string
  /** What a search found in the name, and in the name in another script. */
  marks?: { name: readonly Stretch[]; other: readonly Stretch[] } | undefined
}
const none = { name: [], other: [] }

/** Shows a person's name as sent, then the name in another script. The name is never re-ordered, upper-cased or transliterated. */
export function PersonRef({ name, otherScript, truncate, className, marks = none }: Props) {
  return (
    <span
      className={cx(truncate && classes.truncate, className)}
      title={truncate ? isolated([name, otherScript].filter(Boolean).join(' · ')) : undefined}
    >
      <bdi className={classes.name}>
        <Marked text={name} stretches={marks.name} />
      </bdi>
      {otherScript && (
        <>
          {' '}
          {/* On the bdi itself, the space of a right-to-left name would fall on its far side. */}
          <span className={classes.other}>
            <bdi>
              <Marked text={otherScript} stretches={marks.other} />
            </bdi>
          </span>
        </>
      )}
    </span>
  )
}
