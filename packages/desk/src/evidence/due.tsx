import type { DeskGateway } from '../app/gateway.ts'
import { useZone } from '../app/session.ts'
import { useNow } from '../parts/clock.ts'
import { Icon } from '../parts/icon.tsx'
import { instantUtc } from '../texts/times.ts'
import classes from './due.module.css'
import { dueWords } from './due-words.ts'

interface Props {
  dueAt: string | null
  /** True to show the deadline under the remaining time, as in lists; else it is shown beside it. */
  stacked?: boolean
  /** The gateway that names the answer sent at the deadline. */
  gateway?: DeskGateway
}

/** Shows when the answer is due: icon, remaining time and deadline. */
export function Due({ dueAt, stacked, gateway }: Props) {
  const words = dueWords(dueAt, useNow(10_000), useZone(), gateway?.findText(`${gateway.kind}.evidence.overdueAnswer`))
  const urgent = words.tone === 'near' || words.tone === 'late'
  return (
    <span
      className={classes.due}
      title={dueAt === null ? undefined : instantUtc(dueAt)}
      data-tone={words.tone}
      data-stacked={stacked || undefined}
    >
      <span className="visually-hidden">{words.spoken}</span>
      <span className={classes.span} aria-hidden="true">
        {words.tone !== 'none' && <Icon name={urgent ? 'triangle' : 'clock'} size={13} />}
        {words.text}
      </span>
      {words.instant && (
        <span className={classes.instant} aria-hidden="true">
          <bdi dir="ltr">{words.instant}</bdi>
        </span>
      )}
    </span>
  )
}
